using System.Text;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Plan;
using Kawasaki.Infrastructure.Packages;
using Kawasaki.Infrastructure.Postgres.Connections;
using Kawasaki.Infrastructure.Postgres.Loading;
using Kawasaki.Tests.Unit.Packages;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Xunit;

namespace Kawasaki.Tests.Integration.Packages;

/// <summary>Loads that fail: everything stays as it was.</summary>
public sealed class LoadFailureTests(PostgresFixture postgres) : IAsyncLifetime
{
    private readonly LoadedDatabase packages = new(postgres);

    public ValueTask InitializeAsync() => packages.InitializeAsync();

    public ValueTask DisposeAsync() => packages.DisposeAsync();

    [Fact]
    public async Task A_row_that_others_refer_to_is_not_deleted()
    {
        await packages.LoadAsync(SamplePlan.Build());
        await packages.Database.ExecuteAsync("""
            insert into plan.status_reports (code, action_code, fiscal_year, status, source_system, reported_at, created_at, created_by, changed_at)
            values ('r1', 'ip3-5-1-1-p01-k01', 2024, 'onTrack', 'test', now(), now(), 'test', now())
            """);
        var before = await packages.StateAsync();
        var data = SamplePlan.Build();
        data.Actions.RemoveAll(a => a.Code == "ip3-5-1-1-p01-k01");

        var refused = await packages.Loader.LoadAsync(SamplePackage.Files(data), LoadMode.Load, null, TestContext.Current.CancellationToken);

        Assert.Equal(ErrorCode.ConstraintViolated, refused.Problem!.Code);
        Assert.Contains("status_reports", refused.Problem.Message);
        Assert.Equal(before, await packages.StateAsync());
    }

    [Fact]
    public async Task A_bad_package_changes_nothing()
    {
        await packages.LoadAsync(SamplePlan.Build());
        var before = await packages.StateAsync();
        var good = SamplePackage.Files();
        PackageFiles[] bad =
        [
            .. Enumerable.Range(0, 20).Select(i => good.With("observations.csv", b => b[..(b.Length * i / 20)])),
            good.With("themes.csv", b => [0xEF, 0xBB, 0xBF, .. b]),
            good.With("themes.csv", b => [.. b, 0, (byte)'\n']),
            good.With("themes.csv", b => Encoding.Unicode.GetBytes(Encoding.UTF8.GetString(b))),
            SamplePackage.Edited("policies.csv", ",5,参加と協働", ",6,参加と協働"),
            SamplePackage.Edited("themes.csv", "1-2,", "1,"),
            SamplePackage.Edited("themes.csv", "parentCode,name", "name,parentCode"),
            good.With(PackageDescriptor.FileName, b => b[..(b.Length / 2)]),
        ];

        foreach (var package in bad)
        {
            var refused = await packages.Loader.LoadAsync(package, LoadMode.Load, null, TestContext.Current.CancellationToken);
            Assert.Equal(ErrorCode.PackageInvalid, refused.Problem!.Code);
            Assert.NotEmpty(refused.Problem.Details!);
        }

        Assert.Equal(before, await packages.StateAsync());
    }

    [Fact]
    public async Task A_load_that_is_killed_at_any_table_changes_nothing()
    {
        await packages.LoadAsync(SamplePlan.Build());
        var before = await packages.StateAsync();
        var data = SamplePlan.Build();
        data.Discrepancies.Clear();
        data.Themes.RemoveAt(1);
        foreach (var table in SamplePackage.Schema.Tables)
        {
            var killer = new Killer(table.Name, packages.Database);

            // A pool of its own: the circuit would open after some of these.
            await using var sources = new DatabaseSources(packages.Database.Options, NullLogger.Instance, TimeProvider.System);

            var killed = await new PackageLoader(sources, NullLogger.Instance).LoadAsync(SamplePackage.Files(data), LoadMode.Load, killer, TestContext.Current.CancellationToken);

            Assert.False(killed.IsOk);
            Assert.Equal(ErrorCode.DatabaseUnavailable, killed.Problem.Code);
            Assert.Equal(before, await packages.StateAsync());
        }

        Assert.Equal(2, (await packages.LoadAsync(data)).Total);
    }

    /// <summary>Ends the load's server process when it comes to a table, and waits until it is gone with its lock.</summary>
    private sealed class Killer(string table, TestDatabase database) : IProgress<LoadProgress>
    {
        public void Report(LoadProgress value)
        {
            if (value.What == table)
            {
                using var connection = new NpgsqlConnection(ConnectionStrings.ForMigration(database.Options).ConnectionString);
                connection.Open();
                using var command = new NpgsqlCommand("select pg_terminate_backend(pid, 20000) from pg_stat_activity where datname = current_database() and application_name like 'kawasaki-plan-api load %'", connection);
                command.ExecuteNonQuery();
            }
        }
    }
}
