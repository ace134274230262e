using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Packages;
using Kawasaki.Domain.Plan;
using Kawasaki.Infrastructure.Packages;
using Kawasaki.Infrastructure.Postgres.Connections;
using Kawasaki.Infrastructure.Postgres.Loading;
using Kawasaki.Infrastructure.Postgres.Mapping;
using Kawasaki.Tests.Unit.Packages;
using Xunit;

namespace Kawasaki.Tests.Integration.Packages;

/// <summary>Loads of the hand-made package into a real database of each test's own: what they write.</summary>
public sealed class PackageLoaderTests(PostgresFixture postgres) : IAsyncLifetime
{
    private readonly LoadedDatabase packages = new(postgres);

    public ValueTask InitializeAsync() => packages.InitializeAsync();

    public ValueTask DisposeAsync() => packages.DisposeAsync();

    [Fact]
    public async Task The_database_holds_what_the_package_holds()
    {
        var report = await packages.LoadAsync(SamplePlan.Build());

        foreach (var table in SamplePackage.Schema.Tables)
        {
            var columns = string.Join(", ", table.Columns.Select(c => $"\"{SnakeCase.From(c.Name)}\""));
            var stored = await packages.Database.RowsAsync($"select {columns} from plan.{SnakeCase.From(table.Name)}");
            var given = table.RowsOf(SamplePlan.Build()).Cast<object>().Select(r => string.Join('|', table.Columns.Select(c => Shown(c, c.Property.GetValue(r)))));
            Assert.Equal(given.Order(StringComparer.Ordinal), stored.Order(StringComparer.Ordinal));
            Assert.Equal(stored.Count, report.Sets.Single(s => s.Set == table.Name).Created);
        }

        // A row that cannot be shown by its driver type is compared here.
        Assert.Equal(["{2022,2023,2024}"], await packages.Database.RowsAsync("select fiscal_years::text from plan.actions where code = 'ar3-1-2-4-k01'"));
        Assert.Equal(["63.50|63.50%以上"], await packages.Database.RowsAsync("select value::text, value_text from plan.observations where code = '5-1-1-o1.target.2025'"));

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
        await packages.LoadAsync(SamplePlan.Build());
        var before = await packages.StateAsync();

        var report = await packages.LoadAsync(SamplePlan.Build());

        Assert.Equal(0, report.Total);
        Assert.Equal(before, await packages.StateAsync());
    }

    [Fact]
    public async Task The_data_version_rises_once_and_each_row_is_fed_once()
    {
        var version = await packages.VersionAsync();

        var report = await packages.LoadAsync(SamplePlan.Build());

        Assert.Equal(version + 1, await packages.VersionAsync());
        var links = report.Sets.Single(s => s.Set == "reformTaskDepartments").Created;
        Assert.Equal(report.Total - links, await packages.Database.ScalarAsync<long>("select count(*) from plan.changes"));
        Assert.Equal(0, await packages.Database.ScalarAsync<long>("select count(*) from (select entity_set, entity_code from plan.changes group by 1, 2 having count(*) > 1) twice"));
    }

    [Fact]
    public async Task Only_what_differs_is_written()
    {
        await packages.LoadAsync(SamplePlan.Build());
        var (last, version) = (await packages.LastChangeAsync(), await packages.VersionAsync());
        var data = SamplePlan.Build();
        data.Themes[1] = new Theme { Code = "1-2", DocumentCode = "civic2015", Line = 3, ParentCode = "1", Name = "区役所" };
        data.Themes.Add(new Theme { Code = "1-3", DocumentCode = "civic2015", Line = 5, ParentCode = "1", Name = "協働" });
        data.Discrepancies.Clear();

        var report = await packages.LoadAsync(data);

        Assert.Equal(new SetChanges("themes", 3, 1, 1, 0), report.Sets.Single(s => s.Set == "themes"));
        Assert.Equal(new SetChanges("discrepancies", 0, 0, 0, 1), report.Sets.Single(s => s.Set == "discrepancies"));
        Assert.Equal(3, report.Total);
        Assert.Equal(
            ["discrepancies|5-1-1-o1.actual.2020.d1|delete|load", "themes|1-2|update|load", "themes|1-3|create|load"],
            await packages.FeedAsync(last));
        Assert.Equal(version + 1, await packages.VersionAsync());
    }

    [Fact]
    public async Task A_number_that_gains_a_printed_zero_is_an_update()
    {
        await packages.LoadAsync(SamplePlan.Build());
        var data = SamplePlan.Build();
        data.IndicatorResults[0] = new IndicatorResult { Code = "eval1-5-1-1-r1", DocumentCode = "ip3", Line = 10, EvaluationCode = "eval1-5-1-1", IndicatorCode = "5-1-1-o1", Target = 63.50m, Actual = 0.0m, IsAchieved = false };

        Assert.Equal(1, (await packages.LoadAsync(data)).Total);
        Assert.Equal("0.0", await packages.Database.ScalarAsync<string>("select actual::text from plan.indicator_results"));
    }

    [Fact]
    public async Task A_changed_link_is_an_update_of_its_task()
    {
        await packages.LoadAsync(SamplePlan.Build());
        var last = await packages.LastChangeAsync();
        var data = SamplePlan.Build();
        data.ReformTaskDepartments.RemoveAt(0);

        Assert.Equal(1, (await packages.LoadAsync(data)).Total);
        Assert.Equal(["reformTasks|ar3-1-2-4|update|load"], await packages.FeedAsync(last));
    }

    [Fact]
    public async Task A_dry_run_counts_and_changes_nothing()
    {
        var before = await packages.StateAsync();

        var report = await packages.Loader.LoadAsync(SamplePackage.Files(), LoadMode.DryRun, null, TestContext.Current.CancellationToken);

        Assert.True(report.IsOk, report.Problem?.Message);
        Assert.Equal(3, report.Value.Sets.Single(s => s.Set == "documents").Created);
        Assert.Equal(before, await packages.StateAsync());
    }

    [Fact]
    public async Task What_others_wrote_survives()
    {
        await packages.LoadAsync(SamplePlan.Build());
        await packages.Database.ExecuteAsync("""
            insert into plan.status_reports (code, project_code, fiscal_year, status, source_system, reported_at, created_at, created_by, changed_at)
            values ('r1', 'ip3-5-1-1-p01', 2024, 'onTrack', 'test', now(), now(), 'test', now());
            insert into plan.observations (code, document_code, line, indicator_code, value_type, fiscal_year, period_kind, value, comparator, value_text, status)
            values ('5-1-1-o1.actual.2023', 'ip3', 9, '5-1-1-o1', 'actual', 2023, 'fiscalYear', 60.1, 'eq', '60.1%', 'ok');
            insert into plan.passages (code, document_code, line, kind, number, text) values ('ip3.p1', 'ip3', 1, 'text', 1, 'prose')
            """, DatabaseRole.Writer);
        var data = SamplePlan.Build();
        data.Observations.RemoveAll(o => o.Code == "5-1-1-o1.target.2024");

        var report = await packages.LoadAsync(data);

        Assert.Equal(1, report.Total);
        Assert.Equal(["r1"], await packages.Database.RowsAsync("select code from plan.status_reports"));
        Assert.Equal(["ip3.p1"], await packages.Database.RowsAsync("select code from plan.passages"));
        Assert.Contains("5-1-1-o1.actual.2023", await packages.Database.RowsAsync("select code from plan.observations"));
    }

    [Fact]
    public async Task Passages_are_imported_beside_the_package_and_only_for_its_documents()
    {
        var data = SamplePlan.Build();
        data.Passages.Add(new Passage { Code = "ip3.p1", DocumentCode = "ip3", Line = 1, Kind = "text", Number = 1, Text = "一つ目" });
        data.Passages.Add(new Passage { Code = "ip3.p2", DocumentCode = "ip3", Line = 2, Kind = "text", Number = 2, Text = "二つ目" });
        var early = await packages.Loader.ImportAsync(data, isDryRun: false, null, TestContext.Current.CancellationToken);
        Assert.Equal(ErrorCode.DocumentMissing, early.Problem!.Code);

        await packages.LoadAsync(data);
        Assert.Equal([new SetChanges("passages", 2, 2, 0, 0)], (await ImportAsync(data)).Sets);
        Assert.Equal([new SetChanges("passages", 2, 0, 0, 0)], (await ImportAsync(data)).Sets);
        data.Passages.RemoveAt(0);
        Assert.Equal([new SetChanges("passages", 1, 0, 0, 1)], (await ImportAsync(data)).Sets);
        Assert.Equal(0, (await packages.LoadAsync(data)).Total);
        Assert.Equal(["passages|ip3.p1|create|import", "passages|ip3.p2|create|import", "passages|ip3.p1|delete|import"],
            await packages.Database.RowsAsync("select entity_set, entity_code, operation, changed_by from plan.changes where entity_set = 'passages' order by sequence"));
    }

    private async Task<LoadReport> ImportAsync(PlanData data)
    {
        var report = await packages.Loader.ImportAsync(data, isDryRun: false, null, TestContext.Current.CancellationToken);
        Assert.True(report.IsOk, report.Problem?.Message);
        return report.Value;
    }
}
