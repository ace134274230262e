using Kawasaki.Domain.Query;
using Kawasaki.Infrastructure.Postgres.Connections;
using Kawasaki.Infrastructure.Postgres.Mapping;
using Kawasaki.Infrastructure.Postgres.Query;
using Kawasaki.Tests.Integration;
using Npgsql;
using Xunit;

namespace Kawasaki.Tests.Postgres.Query;

/// <summary>How PostgreSQL means to run the statement of a plan.</summary>
internal static class ExplainedStatement
{
    /// <summary>Lines of `explain`.</summary>
    /// <param name="database">Where.</param>
    /// <param name="plan">The question.</param>
    /// <param name="settings">Statements for the session before it.</param>
    /// <param name="options">Options of `explain`, in parentheses.</param>
    public static async Task<IReadOnlyList<string>> LinesAsync(TestDatabase database, ReadPlan plan, string settings, string options = "")
    {
        var token = TestContext.Current.CancellationToken;
        var statement = SqlWriter.Write(plan, PlanModel.Instance.Storage, RowFormat.Default);
        await using var connection = await database.Sources.Pool(DatabaseRole.Reader).OpenConnectionAsync(token);
        await using var set = new NpgsqlCommand(settings, connection);
        await set.ExecuteNonQueryAsync(token);
        await using var explain = new NpgsqlCommand($"explain {options} {statement.Text}", connection);
        foreach (var parameter in statement.Parameters)
        {
            explain.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = parameter.Type, Value = parameter.Value });
        }

        var lines = new List<string>();
        await using var reader = await explain.ExecuteReaderAsync(token);
        while (await reader.ReadAsync(token))
        {
            lines.Add(reader.GetString(0));
        }

        return lines;
    }
}
