using System.Text;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Packages;
using Kawasaki.Domain.Plan;
using Kawasaki.Infrastructure.Packages;
using Kawasaki.Infrastructure.Postgres.Connections;
using Kawasaki.Infrastructure.Postgres.Loading;
using Kawasaki.Infrastructure.Postgres.Mapping;
using Kawasaki.Tests.Unit.Packages;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Xunit;

namespace Kawasaki.Tests.Integration.Packages;

/// <summary>Loads of the hand-made package into a real database of each test's own.</summary>
public sealed class PackageLoaderTests(PostgresFixture postgres) : IAsyncLifetime
{
    private TestDatabase database = null!;

    private PackageLoader Loader => new(database.Sources, NullLogger.Instance);

    public async ValueTask InitializeAsync() => database = await postgres.CreateAsync();

    public ValueTask DisposeAsync() => database.DisposeAsync();

    [Fact]
    public async Task The_database_holds_what_the_package_holds()
    {
        var report = await LoadAsync(SamplePlan.Build());

        foreach (var table in SamplePackage.Schema.Tables)
        {
            var columns = string.Join(", ", table.Columns.Select(c => $"\"{SnakeCase.From(c.Name)}\""));
            var stored = await database.RowsAsync($"select {columns} from plan.{SnakeCase.From(table.Name)}");
            var given = table.RowsOf(SamplePlan.Build()).Cast<object>().Select(r => string.Join('|', table.Columns.Select(c => Shown(c, c.Property.GetValue(r)))));
            Assert.Equal(given.Order(StringComparer.Ordinal), stored.Order(StringComparer.Ordinal));
            Assert.Equal(stored.Count, report.Sets.Single(s => s.Set == table.Name).Created);
        }

        // A row that cannot be shown by its driver type is compared here.
        Assert.Equal(["{2022,2023,2024}"], await database.RowsAsync("select fiscal_years::text from plan.actions where code = 'ar3-1-2-4-k01'"));
        Assert.Equal(["63.50|63.50%以上"], await database.RowsAsync("select value::text, value_text from plan.observations where code = '5-1-1-o1.target.2025'"));

        static string Shown(PackageColumn column, object? value) => value switch
        {
            null => "",
            IReadOnlyList<int> => "System.Int32[]",
            Enum => CellCodec.Write(column, value)!,
            _ => Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture)!,
        };
    }

    [Fact]
    public async Task Loading_twice_changes_nothing()
    {
        await LoadAsync(SamplePlan.Build());
        var before = await StateAsync();

        var report = await LoadAsync(SamplePlan.Build());

        Assert.Equal(0, report.Total);
        Assert.Equal(before, await StateAsync());
    }

    [Fact]
    public async Task The_data_version_rises_once_and_each_row_is_fed_once()
    {
        var version = await VersionAsync();

        var report = await LoadAsync(SamplePlan.Build());

        Assert.Equal(version + 1, await VersionAsync());
        var links = report.Sets.Single(s => s.Set == "reformTaskDepartments").Created;
        Assert.Equal(report.Total - links, await database.ScalarAsync<long>("select count(*) from plan.changes"));
        Assert.Equal(0, await database.ScalarAsync<long>("select count(*) from (select entity_set, entity_code from plan.changes group by 1, 2 having count(*) > 1) twice"));
    }

    [Fact]
    public async Task Only_what_differs_is_written()
    {
        await LoadAsync(SamplePlan.Build());
        var (last, version) = (await LastChangeAsync(), await VersionAsync());
        var data = SamplePlan.Build();
        data.Themes[1] = new Theme { Code = "1-2", DocumentCode = "civic2015", Line = 3, ParentCode = "1", Name = "区役所" };
        data.Themes.Add(new Theme { Code = "1-3", DocumentCode = "civic2015", Line = 5, ParentCode = "1", Name = "協働" });
        data.Discrepancies.Clear();

        var report = await LoadAsync(data);

        Assert.Equal(new SetChanges("themes", 3, 1, 1, 0), report.Sets.Single(s => s.Set == "themes"));
        Assert.Equal(new SetChanges("discrepancies", 0, 0, 0, 1), report.Sets.Single(s => s.Set == "discrepancies"));
        Assert.Equal(3, report.Total);
        Assert.Equal(
            ["themes|1-3|create|load", "themes|1-2|update|load", "discrepancies|5-1-1-o1.actual.2020.d1|delete|load"],
            await FeedAsync(last));
        Assert.Equal(version + 1, await VersionAsync());
    }

    [Fact]
    public async Task A_number_that_gains_a_printed_zero_is_an_update()
    {
        await LoadAsync(SamplePlan.Build());
        var data = SamplePlan.Build();
        data.IndicatorResults[0] = new IndicatorResult { Code = "eval1-5-1-1-r1", DocumentCode = "ip3", Line = 10, EvaluationCode = "eval1-5-1-1", IndicatorCode = "5-1-1-o1", Target = 63.50m, Actual = 0.0m, IsAchieved = false };

        Assert.Equal(1, (await LoadAsync(data)).Total);
        Assert.Equal("0.0", await database.ScalarAsync<string>("select actual::text from plan.indicator_results"));
    }

    [Fact]
    public async Task A_changed_link_is_an_update_of_its_task()
    {
        await LoadAsync(SamplePlan.Build());
        var last = await LastChangeAsync();
        var data = SamplePlan.Build();
        data.ReformTaskDepartments.RemoveAt(0);

        Assert.Equal(1, (await LoadAsync(data)).Total);
        Assert.Equal(["reformTasks|ar3-1-2-4|update|load"], await FeedAsync(last));
    }

    [Fact]
    public async Task A_dry_run_counts_and_changes_nothing()
    {
        var before = await StateAsync();

        var report = await Loader.LoadAsync(SamplePackage.Files(), LoadMode.DryRun, null, TestContext.Current.CancellationToken);

        Assert.True(report.IsOk, report.Problem?.Message);
        Assert.Equal(3, report.Value.Sets.Single(s => s.Set == "documents").Created);
        Assert.Equal(before, await StateAsync());
    }

    [Fact]
    public async Task What_others_wrote_survives()
    {
        await LoadAsync(SamplePlan.Build());
        await database.ExecuteAsync("""
            insert into plan.status_reports (code, project_code, fiscal_year, status, source_system, reported_at, created_at, created_by, changed_at)
            values ('r1', 'ip3-5-1-1-p01', 2024, 'onTrack', 'test', now(), now(), 'test', now());
            insert into plan.observations (code, document_code, line, indicator_code, value_type, fiscal_year, period_kind, value, comparator, value_text, status)
            values ('5-1-1-o1.actual.2023', 'ip3', 9, '5-1-1-o1', 'actual', 2023, 'fiscalYear', 60.1, 'eq', '60.1%', 'ok');
            insert into plan.passages (code, document_code, line, kind, number, text) values ('ip3.p1', 'ip3', 1, 'text', 1, 'prose')
            """, DatabaseRole.Writer);
        var data = SamplePlan.Build();
        data.Observations.RemoveAll(o => o.Code == "5-1-1-o1.target.2024");

        var report = await LoadAsync(data);

        Assert.Equal(1, report.Total);
        Assert.Equal(["r1"], await database.RowsAsync("select code from plan.status_reports"));
        Assert.Equal(["ip3.p1"], await database.RowsAsync("select code from plan.passages"));
        Assert.Contains("5-1-1-o1.actual.2023", await database.RowsAsync("select code from plan.observations"));
    }

    [Fact]
    public async Task A_row_that_others_refer_to_is_not_deleted()
    {
        await LoadAsync(SamplePlan.Build());
        await database.ExecuteAsync("""
            insert into plan.status_reports (code, action_code, fiscal_year, status, source_system, reported_at, created_at, created_by, changed_at)
            values ('r1', 'ip3-5-1-1-p01-k01', 2024, 'onTrack', 'test', now(), now(), 'test', now())
            """);
        var before = await StateAsync();
        var data = SamplePlan.Build();
        data.Actions.RemoveAll(a => a.Code == "ip3-5-1-1-p01-k01");

        var refused = await Loader.LoadAsync(SamplePackage.Files(data), LoadMode.Load, null, TestContext.Current.CancellationToken);

        Assert.Equal(ErrorCode.ConstraintViolated, refused.Problem!.Code);
        Assert.Contains("status_reports", refused.Problem.Message);
        Assert.Equal(before, await StateAsync());
    }

    [Fact]
    public async Task A_bad_package_changes_nothing()
    {
        await LoadAsync(SamplePlan.Build());
        var before = await StateAsync();
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
            var refused = await Loader.LoadAsync(package, LoadMode.Load, null, TestContext.Current.CancellationToken);
            Assert.Equal(ErrorCode.PackageInvalid, refused.Problem!.Code);
            Assert.NotEmpty(refused.Problem.Details!);
        }

        Assert.Equal(before, await StateAsync());
    }

    [Fact]
    public async Task A_load_beside_another_says_who_is_at_work()
    {
        await using var connection = await database.Sources.Pool(DatabaseRole.Owner).OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
        Assert.Null(await LoadLock.TakeAsync(connection, "the first load", isPatient: false, TestContext.Current.CancellationToken));

        var refused = await Loader.LoadAsync(SamplePackage.Files(), LoadMode.Load, null, TestContext.Current.CancellationToken);

        Assert.Equal(ErrorCode.LoadInProgress, refused.Problem!.Code);
        Assert.StartsWith("Another load or import is at work: the first load (server process ", refused.Problem.Message);
        await transaction.RollbackAsync(TestContext.Current.CancellationToken);
        Assert.True((await Loader.LoadAsync(SamplePackage.Files(), LoadMode.Load, null, TestContext.Current.CancellationToken)).IsOk);
    }

    [Fact]
    public async Task Services_that_start_together_load_once()
    {
        var files = SamplePackage.Files();

        var reports = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Loader.LoadAsync(files, LoadMode.OnceAndWait, null, TestContext.Current.CancellationToken)));

        Assert.All(reports, r => Assert.True(r.IsOk, r.Problem?.Message));
        Assert.Single(reports, r => r.Value!.Total > 0);
        Assert.Equal(1, await database.ScalarAsync<long>("select count(*) from plan.package_loads"));
    }

    [Fact]
    public async Task A_package_that_was_loaded_before_is_not_loaded_again_at_start()
    {
        var older = SamplePlan.Build();
        await LoadAsync(older);
        var newer = SamplePlan.Build();
        newer.Themes.RemoveAt(1);
        await LoadAsync(newer);

        var start = await Loader.LoadAsync(SamplePackage.Files(older), LoadMode.OnceAndWait, null, TestContext.Current.CancellationToken);

        Assert.Empty(start.Value!.Sets);
        Assert.Equal(1, await database.ScalarAsync<long>("select count(*) from plan.themes"));
    }

    [Fact]
    public async Task A_load_that_is_killed_at_any_table_changes_nothing()
    {
        await LoadAsync(SamplePlan.Build());
        var before = await StateAsync();
        var data = SamplePlan.Build();
        data.Discrepancies.Clear();
        data.Themes.RemoveAt(1);
        foreach (var table in SamplePackage.Schema.Tables)
        {
            var killer = new Killer(table.Name, database);

            // A pool of its own: the circuit would open after some of these.
            await using var sources = new DatabaseSources(database.Options, NullLogger.Instance, TimeProvider.System);

            var killed = await new PackageLoader(sources, NullLogger.Instance).LoadAsync(SamplePackage.Files(data), LoadMode.Load, killer, TestContext.Current.CancellationToken);

            Assert.False(killed.IsOk);
            Assert.Equal(ErrorCode.DatabaseUnavailable, killed.Problem.Code);
            Assert.Equal(before, await StateAsync());
        }

        Assert.Equal(2, (await LoadAsync(data)).Total);
    }

    [Fact]
    public async Task Passages_are_imported_beside_the_package_and_only_for_its_documents()
    {
        var data = SamplePlan.Build();
        data.Passages.Add(new Passage { Code = "ip3.p1", DocumentCode = "ip3", Line = 1, Kind = "text", Number = 1, Text = "一つ目" });
        data.Passages.Add(new Passage { Code = "ip3.p2", DocumentCode = "ip3", Line = 2, Kind = "text", Number = 2, Text = "二つ目" });
        var early = await Loader.ImportAsync(data, isDryRun: false, null, TestContext.Current.CancellationToken);
        Assert.Equal(ErrorCode.DocumentMissing, early.Problem!.Code);

        await LoadAsync(data);
        Assert.Equal([new SetChanges("passages", 2, 2, 0, 0)], (await ImportAsync(data)).Sets);
        Assert.Equal([new SetChanges("passages", 2, 0, 0, 0)], (await ImportAsync(data)).Sets);
        data.Passages.RemoveAt(0);
        Assert.Equal([new SetChanges("passages", 1, 0, 0, 1)], (await ImportAsync(data)).Sets);
        Assert.Equal(0, (await LoadAsync(data)).Total);
        Assert.Equal(["passages|ip3.p1|create|import", "passages|ip3.p2|create|import", "passages|ip3.p1|delete|import"],
            await database.RowsAsync("select entity_set, entity_code, operation, changed_by from plan.changes where entity_set = 'passages' order by sequence"));
    }

    private async Task<LoadReport> LoadAsync(PlanData data)
    {
        var report = await Loader.LoadAsync(SamplePackage.Files(data), LoadMode.Load, null, TestContext.Current.CancellationToken);
        Assert.True(report.IsOk, report.Problem?.Message + string.Concat(report.Problem?.Details?.Select(d => "\n" + d.Message) ?? []));
        return report.Value;
    }

    private async Task<LoadReport> ImportAsync(PlanData data)
    {
        var report = await Loader.ImportAsync(data, isDryRun: false, null, TestContext.Current.CancellationToken);
        Assert.True(report.IsOk, report.Problem?.Message);
        return report.Value;
    }

    private Task<IReadOnlyList<string>> FeedAsync(long after) =>
        database.RowsAsync($"select entity_set, entity_code, operation, changed_by from plan.changes where sequence > {after} order by sequence");

    private Task<long> VersionAsync() => database.ScalarAsync<long>("select version from plan.data_version");

    private Task<long> LastChangeAsync() => database.ScalarAsync<long>("select coalesce(max(sequence), 0) from plan.changes");

    /// <summary>Every row of every table, the version and the feed included.</summary>
    private async Task<string> StateAsync()
    {
        var tables = await database.RowsAsync("select tablename from pg_tables where schemaname = 'plan' order by 1");
        var state = new StringBuilder();
        foreach (var table in tables)
        {
            state.Append(table).Append('\n').AppendJoin('\n', await database.RowsAsync($"select t::text from plan.{table} t order by 1")).Append('\n');
        }

        return state.ToString();
    }

    /// <summary>Ends the load's server process when it comes to a table.</summary>
    private sealed class Killer(string table, TestDatabase database) : IProgress<LoadProgress>
    {
        public void Report(LoadProgress value)
        {
            if (value.What == table)
            {
                using var connection = new NpgsqlConnection(ConnectionStrings.ForMigration(database.Options).ConnectionString);
                connection.Open();
                using var command = new NpgsqlCommand("select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name like 'kawasaki-plan-api load %'", connection);
                command.ExecuteNonQuery();
            }
        }
    }
}
