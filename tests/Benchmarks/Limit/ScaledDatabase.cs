using Kawasaki.Api.Cli;
using Kawasaki.Infrastructure.Postgres.Connections;
using Kawasaki.Infrastructure.Postgres.Loading;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Kawasaki.Tests.Benchmarks.Limit;

/// <summary>The real data made larger: ten cities with plans like this one's (5,000 indicators) and longer series (100,000 observations).</summary>
internal static class ScaledDatabase
{
    // Copies keep every property but the keys and the references between what is copied; years move, so that series grow at their end.
    private const string Scale =
        """
        set constraints all deferred;
        insert into plan.indicators
            select c.* from plan.indicators i, generate_series(1, 9) city,
                jsonb_populate_record(i, jsonb_build_object('code', 'city' || city || '-' || i.code)) c;
        insert into plan.observations
            select c.* from plan.observations o, generate_series(1, 9) city,
                jsonb_populate_record(o, jsonb_build_object('code', 'city' || city || '-' || o.code, 'indicator_code', 'city' || city || '-' || o.indicator_code)) c;
        insert into plan.observations
            select c.* from plan.observations o, generate_series(1, 4) round,
                jsonb_populate_record(o, jsonb_build_object('code', o.code || '.r' || round, 'fiscal_year', o.fiscal_year + 4 * round, 'last_fiscal_year', o.last_fiscal_year + 4 * round)) c
            order by c.code
            limit 100000 - (select count(*) from plan.observations);
        """;

    // Rows for those who write, as many as the largest body changes.
    private const string Reports =
        """
        insert into plan.status_reports (code, reform_task_code, fiscal_year, status, source_system, external_id, reported_at, summary)
            select 'bench-' || n, (select min(code) from plan.reform_tasks), 2025, 'onTrack', 'bench', n::text, now(), '順調' from generate_series(1, 5000) n
            on conflict do nothing;
        """;

    /// <summary>Loads the data package and scales it, if that is not done yet.</summary>
    /// <param name="session">The database.</param>
    /// <param name="folder">The data package.</param>
    public static async Task FillAsync(DatabaseSession session, string folder)
    {
        var loaded = await new PackageLoader(session.Sources, NullLogger.Instance).LoadIfNewAsync(folder, null, CancellationToken.None);
        if (!loaded.IsOk)
        {
            throw new InvalidOperationException(loaded.Problem.Message);
        }

        await using var connection = await session.Sources.Pool(DatabaseRole.Owner).OpenConnectionAsync();
        if (await ScalarAsync(connection, "select count(*) from plan.observations") < 100_000)
        {
            await using var transaction = await connection.BeginTransactionAsync();
            await ExecuteAsync(connection, Scale);
            await transaction.CommitAsync();
            await ExecuteAsync(connection, "vacuum (analyze) plan.indicators");
            await ExecuteAsync(connection, "vacuum (analyze) plan.observations");
        }

        await ExecuteAsync(connection, Reports);
        await ExecuteAsync(connection, "vacuum (analyze) plan.status_reports");
        Console.WriteLine(
            $"{await ScalarAsync(connection, "select count(*) from plan.indicators")} indicators, {await ScalarAsync(connection, "select count(*) from plan.observations")} observations");
    }

    private static async Task<long> ScalarAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
