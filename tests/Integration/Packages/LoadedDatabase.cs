using System.Text;
using Kawasaki.Domain.Packages;
using Kawasaki.Infrastructure.Postgres.Loading;
using Kawasaki.Tests.Unit.Packages;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Kawasaki.Tests.Integration.Packages;

/// <summary>A database of one test and the loader on it.</summary>
internal sealed class LoadedDatabase(PostgresFixture postgres) : IAsyncLifetime
{
    public TestDatabase Database { get; private set; } = null!;

    public PackageLoader Loader => new(Database.Sources, NullLogger.Instance);

    public async ValueTask InitializeAsync() => Database = await postgres.CreateAsync();

    public ValueTask DisposeAsync() => Database.DisposeAsync();

    /// <summary>Loads a plan, which must succeed.</summary>
    public async Task<LoadReport> LoadAsync(PlanData data)
    {
        var report = await Loader.LoadAsync(SamplePackage.Files(data), LoadMode.Load, null, TestContext.Current.CancellationToken);
        Assert.True(report.IsOk, report.Problem?.Message + string.Concat(report.Problem?.Details?.Select(d => "\n" + d.Message) ?? []));
        return report.Value;
    }

    /// <summary>Entries of the change feed after one of them.</summary>
    public Task<IReadOnlyList<string>> FeedAsync(long after) =>
        Database.RowsAsync($"select entity_set, entity_code, operation, changed_by from plan.changes where sequence > {after} order by sequence");

    /// <summary>Version of the data.</summary>
    public Task<long> VersionAsync() => Database.ScalarAsync<long>("select version from plan.data_version");

    /// <summary>Number of the last entry of the change feed.</summary>
    public Task<long> LastChangeAsync() => Database.ScalarAsync<long>("select coalesce(max(sequence), 0) from plan.changes");

    /// <summary>Every row of every table, the version and the feed included.</summary>
    public async Task<string> StateAsync()
    {
        var tables = await Database.RowsAsync("select tablename from pg_tables where schemaname = 'plan' order by 1");
        var state = new StringBuilder();
        foreach (var table in tables)
        {
            state.Append(table).Append('\n').AppendJoin('\n', await Database.RowsAsync($"select t::text from plan.{table} t order by 1")).Append('\n');
        }

        return state.ToString();
    }
}
