using System.Globalization;
using System.Net.Http;
using System.Text.Json;
using Kawasaki.Api.Hosting;
using Kawasaki.Api.OData.Binding;
using Kawasaki.Tests.Integration.Facts;
using Microsoft.AspNetCore.Builder;
using Xunit;

namespace Kawasaki.Tests.Integration.OData;

/// <summary>The service with the shipped data, and with reports and actual values made up.</summary>
public sealed class ProgressService(PostgresFixture postgres) : IAsyncLifetime
{
    // Reports with equal report dates and equal creation dates, for projects and tasks of every plan and some years beyond them.
    private const string Reports =
        """
        select setseed(0.25);
        insert into plan.status_reports (code, project_code, reform_task_code, fiscal_year, status, source_system, external_id, reported_at, created_at, created_by, changed_at)
        select 'made.' || n, case when w.kind = 'p' then w.code end, case when w.kind = 't' then w.code end, 2015 + (random() * 12)::integer,
               (array['notStarted', 'onTrack', 'atRisk', 'delayed', 'completed', 'discontinued'])[1 + floor(random() * 6)::integer], 'made', n::text,
               timestamptz '2025-01-01Z' + floor(random() * 3) * interval '1 day', timestamptz '2025-02-01Z' + floor(random() * 2) * interval '1 day', 'made', timestamptz '2025-02-01Z'
        from generate_series(1, 2500) n
        cross join lateral (
            select * from (select 'p' as kind, code from plan.projects union all select 't', code from plan.reform_tasks) s where n > 0 and code not in ('ip1-5-1-1-p01', 'ar3-1-1-1') order by random() limit 1) w;
        """;

    // Actual values around the targets: reported ones, several for one target, and printed ones that are not exact, of another unit, period, subgroup or form.
    private const string Actuals =
        """
        insert into plan.observations (code, indicator_code, fiscal_year, value, source_system, external_id, unit, subgroup)
        select 'r.made.' || o.code || '.' || n, o.indicator_code, o.fiscal_year, o.value + (array[-1, 0, 0, 1, 2])[1 + floor(random() * 5)::integer], 'made', o.code || n,
               case when random() < 0.1 then '別の単位' else o.unit end, o.subgroup
        from plan.observations o cross join generate_series(1, 2) n
        where o.value_type = 'target' and o.value is not null and o.fiscal_year is not null and random() < 0.5;
        insert into plan.observations (code, indicator_code, value_type, fiscal_year, period_kind, value, upper_value, comparator, value_text, unit, subgroup, status, note, document_code, line)
        select o.code || '.made', o.indicator_code, 'actual', o.fiscal_year, case when s.n = 1 then 'calendarYear' else o.period_kind end,
               case when s.n in (2, 3) then null else o.value end, case when s.n = 4 then o.value + 1 end, case s.n when 2 then null when 3 then null when 4 then 'range' when 5 then 'ge' else 'eq' end,
               'made', o.unit, case when s.n = 6 then 'made' else o.subgroup end, case s.n when 2 then 'text' when 3 then 'lost' else 'ok' end,
               case when s.n = 7 then 'approximate (約); made' end, 'ar3', 1
        from plan.observations o cross join lateral (select floor(random() * 9)::integer as n where o.code is not null) s
        where o.value_type = 'target' and o.value is not null and o.fiscal_year is not null and random() < 0.5;
        insert into plan.observations (code, indicator_code, value_type, fiscal_year, period_kind, plan_period, value, comparator, value_text, unit, subgroup, status, document_code, line)
        select o.code || '.later', o.indicator_code, 'target', o.fiscal_year, o.period_kind, coalesce(o.plan_period, 1) + random()::integer, o.value + 1, 'gt', 'made', o.unit, o.subgroup, 'ok', 'ar3', 1
        from plan.observations o where o.value_type = 'target' and o.value is not null and o.fiscal_year is not null and coalesce(o.plan_period, 0) < 2 and random() < 0.1;
        """;

    private WebApplication app = null!;

    /// <summary>The database, for a second opinion.</summary>
    public TestDatabase Database { get; private set; } = null!;

    /// <summary>Asks the service.</summary>
    public HttpClient Client { get; private set; } = null!;

    /// <summary>A moment before anything was made up.</summary>
    public string Before { get; private set; } = "";

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        Database = await postgres.CreateAsync();
        await ShippedService.LoadAsync(Database);
        Before = (await Database.ScalarAsync<string>("select to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')"))!;
        await Database.ExecuteAsync(Reports);
        await Database.ExecuteAsync(Actuals);
        (app, Client) = await ServiceFixture.StartAsync(Database, new ServerOptions { Port = 0 }, new QueryLimits());
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await app.DisposeAsync();
        await Database.DisposeAsync();
    }
}

/// <summary>`kawasaki.progress` and `latestReport` over the shipped data with reports and actual values made up, against plain SQL of another kind.</summary>
public sealed class ProgressTests(ProgressService service) : IClassFixture<ProgressService>
{
    /// <summary>Counts one way: all pairs of target and actual value first, bounds instead of words.</summary>
    private const string Judge =
        """
        with subject as (
            select 'measures' as kind, code, name from plan.measures union all select 'reformItems', code, name from plan.reform_items
            union all select 'reformPillars', code, name from plan.reform_pillars union all select 'departments', code, name from plan.departments),
        work as (
            select 'measures' as kind, p.measure_code as subject, p.code, p.plan_code from plan.projects p
            union all select 'reformItems', i.code, t.code, r.plan_code from plan.reform_tasks t, plan.reform_items i, plan.reform_pillars r where t.item_code = i.code and i.pillar_code = r.code
            union all select 'reformPillars', r.code, t.code, r.plan_code from plan.reform_tasks t, plan.reform_items i, plan.reform_pillars r where t.item_code = i.code and i.pillar_code = r.code
            union all select 'departments', d.department_code, t.code, r.plan_code from plan.reform_task_departments d, plan.reform_tasks t, plan.reform_items i, plan.reform_pillars r
                where d.reform_task_code = t.code and t.item_code = i.code and i.pillar_code = r.code),
        latest as (
            select distinct on (coalesce(project_code, reform_task_code)) coalesce(project_code, reform_task_code) as code, status from plan.status_reports r where fiscal_year = {0}
            order by coalesce(project_code, reform_task_code), reported_at desc, created_at desc, r.code desc),
        reported as (
            select w.kind, w.subject, l.status from work w left join latest l on l.code = w.code join plan.plans p on p.code = w.plan_code
            where l.code is not null or (p.first_fiscal_year <= {0} and p.last_fiscal_year >= {0})),
        indicator as (
            select 'measures' as kind, measure_code as subject, code from plan.indicators where measure_code is not null
            union all select w.kind, w.subject, i.code from work w join plan.indicators i on i.reform_task_code = w.code),
        target as (
            select t.*, i.direction, coalesce(t.unit, i.unit) as of_unit, rank() over (partition by t.indicator_code, t.subgroup, t.ward_code order by coalesce(t.plan_period, 0) desc) as place
            from plan.observations t join plan.indicators i on i.code = t.indicator_code where t.value_type = 'target' and t.fiscal_year = {0} and t.last_fiscal_year is null),
        bounds as (
            select t.*,
                case when comparator in ('ge', 'gt', 'range') or (comparator = 'eq' and direction <> 'decrease') then value end as low,
                case when comparator in ('le', 'lt') or (comparator = 'eq' and direction <> 'increase') then value when comparator = 'range' then upper_value end as high,
                status = 'ok' and value is not null and position('約' in coalesce(note, '')) = 0 as is_exact
            from target t where place = 1),
        verdict as (
            select b.code, b.indicator_code, array_agg(distinct case when a.code is null then null
                when a.value < b.low or a.value > b.high or (b.comparator in ('gt', 'lt') and a.value = b.value) then false else true end) as verdicts
            from bounds b left join plan.observations a on b.is_exact and a.indicator_code = b.indicator_code and a.value_type = 'actual' and a.fiscal_year = {0} and a.last_fiscal_year is null
                and a.status = 'ok' and a.comparator = 'eq' and position('約' in coalesce(a.note, '')) = 0 and a.value is not null
                and coalesce(a.subgroup, '') = coalesce(b.subgroup, '') and coalesce(a.ward_code, '') = coalesce(b.ward_code, '')
                and coalesce(a.unit, (select i.unit from plan.indicators i where i.code = a.indicator_code), '') = coalesce(b.of_unit, '') and coalesce(a.period_kind, '') = coalesce(b.period_kind, '')
            group by b.code, b.indicator_code),
        outcome as (
            select indicator_code, case when bool_or(verdicts = array[false]) then 'missed' when bool_and(verdicts = array[true]) then 'achieved' else 'noData' end as outcome
            from verdict group by indicator_code)
        select s.kind, s.code, s.name, {0},
            (select count(*) from reported r where r.kind = s.kind and r.subject = s.code),
            (select count(*) from reported r where r.kind = s.kind and r.subject = s.code and r.status = 'notStarted'),
            (select count(*) from reported r where r.kind = s.kind and r.subject = s.code and r.status = 'onTrack'),
            (select count(*) from reported r where r.kind = s.kind and r.subject = s.code and r.status = 'atRisk'),
            (select count(*) from reported r where r.kind = s.kind and r.subject = s.code and r.status = 'delayed'),
            (select count(*) from reported r where r.kind = s.kind and r.subject = s.code and r.status = 'completed'),
            (select count(*) from reported r where r.kind = s.kind and r.subject = s.code and r.status = 'discontinued'),
            (select count(*) from reported r where r.kind = s.kind and r.subject = s.code and r.status is null),
            (select count(*) from indicator i where i.kind = s.kind and i.subject = s.code),
            (select count(*) from indicator i join outcome o on o.indicator_code = i.code where i.kind = s.kind and i.subject = s.code and o.outcome = 'achieved'),
            (select count(*) from indicator i join outcome o on o.indicator_code = i.code where i.kind = s.kind and i.subject = s.code and o.outcome = 'missed'),
            (select count(*) from indicator i join outcome o on o.indicator_code = i.code where i.kind = s.kind and i.subject = s.code and o.outcome = 'noData'),
            (select count(*) from indicator i left join outcome o on o.indicator_code = i.code where i.kind = s.kind and i.subject = s.code and o.outcome is null)
        from subject s where s.kind = '{1}' order by s.code collate "C"
        """;

    [Fact]
    public async Task Progress_is_what_sql_counts()
    {
        var outcomes = new int[3];
        foreach (var set in (string[])["measures", "reformItems", "reformPillars", "departments"])
        {
            foreach (var year in (int[])[2014, 2016, 2017, 2018, 2021, 2022, 2023, 2025, 2026, 2100])
            {
                var expected = await JudgedAsync(set, year);
                Assert.Equal(expected, await LinesAsync($"{set}/kawasaki.progress(fiscalYear={year})"));
                foreach (var (line, code) in expected.Split('\n').Select(l => (l, l.Split('|')[1])).Where((_, i) => i % 7 == 0))
                {
                    Assert.Equal(line, Line(await GetAsync($"{set}('{code}')/kawasaki.progress(fiscalYear={year})")));
                }

                foreach (var line in expected.Split('\n').Select(l => l.Split('|')))
                {
                    (outcomes[0], outcomes[1], outcomes[2]) = (outcomes[0] + Number(line[13]), outcomes[1] + Number(line[14]), outcomes[2] + Number(line[15]));
                }
            }
        }

        // The made-up data has all of it.
        Assert.All(outcomes, o => Assert.True(o > 100, string.Join(' ', outcomes)));
    }

    [Fact]
    public async Task Progress_of_a_past_moment_is_what_it_was()
    {
        var then = await GetAsync($"reformPillars/kawasaki.progress(fiscalYear=2024)?$at={service.Before}&$apply=aggregate(noReport with sum as none,works with sum as all,noData with sum as unknown,achieved with sum as met)");
        var row = then.GetProperty("value")[0];

        Assert.Equal((215, 215, 0), (row.GetProperty("none").GetInt32(), row.GetProperty("all").GetInt32(), row.GetProperty("met").GetInt32()));
        Assert.True(row.GetProperty("unknown").GetInt32() > 300, row.GetRawText());
    }

    [Fact]
    public async Task What_it_gives_takes_the_options_of_a_collection()
    {
        var all = (await JudgedAsync("departments", 2024)).Split('\n').Select(l => l.Split('|')).ToList();

        var most = all.Where(l => Number(l[14]) > 0).OrderByDescending(l => Number(l[14])).ThenBy(l => l[1], StringComparer.Ordinal).Take(3).Select(l => $"{l[1]}|{l[14]}");
        Assert.Equal(string.Join('\n', most), await LinesAsync("departments/kawasaki.progress(fiscalYear=2024)?$filter=missed gt 0&$orderby=missed desc&$top=3&$select=subjectCode,missed"));

        Assert.Equal(
            all.Sum(l => Number(l[7])).ToString(CultureInfo.InvariantCulture),
            await LinesAsync("departments/kawasaki.progress(fiscalYear=2024)?$apply=aggregate(atRisk with sum as total)"));
        Assert.Equal(all.Count(l => Number(l[8]) > 1).ToString(CultureInfo.InvariantCulture), await TextAsync(Url("departments/kawasaki.progress(fiscalYear=2024)/$count?$filter=delayed gt 1")));
        Assert.Equal(all.Count(l => Number(l[8]) > 1), (await GetAsync("departments/kawasaki.progress(fiscalYear=2024)/$filter(delayed gt 1)?$count=true&$top=0")).GetProperty("@odata.count").GetInt32());
        Assert.Equal(all.Single(l => l[1] == "finance")[11], (await GetAsync("departments('finance')/kawasaki.progress(fiscalYear=@y)/noReport?@y=2024")).GetProperty("value").GetRawText());

        // Of a filtered collection, of related rows, of a related row.
        var bureaus = await service.Database.RowsAsync("select code from plan.departments where kind = 'bureau' order by code");
        Assert.Equal(string.Join('\n', bureaus), await LinesAsync("departments/$filter(kind eq 'bureau')/kawasaki.progress(fiscalYear=2024)?$select=subjectCode"));
        Assert.Equal(
            string.Join('\n', await service.Database.RowsAsync("select code from plan.reform_items where pillar_code = 'ar3-1' order by code")),
            await LinesAsync("reformPillars('ar3-1')/items/kawasaki.progress(fiscalYear=2024)?$select=subjectCode"));
        Assert.Equal("ar3-1", (await GetAsync("reformItems('ar3-1-2')/pillar/kawasaki.progress(fiscalYear=2024)?$select=subjectCode")).GetProperty("subjectCode").GetString());
        Assert.Equal(all.Count, (await AllAsync("departments/kawasaki.progress(fiscalYear=2024)/kawasaki.YearProgress")).Count);
        Assert.StartsWith("subjectKind,subjectCode,", await TextAsync(Url("departments/kawasaki.progress(fiscalYear=2024)?$format=csv")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_of_it_hold_every_row_once()
    {
        var seen = new List<string>();
        for (var next = Url("departments/kawasaki.progress(fiscalYear=2024)?$orderby=works desc"); next is not null;)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, next) { Headers = { { "Prefer", "maxpagesize=4" } } };
            using var response = await service.Client.SendAsync(request, TestContext.Current.CancellationToken);
            var page = JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement;
            seen.AddRange(page.GetProperty("value").EnumerateArray().Select(r => r.GetProperty("subjectCode").GetString()!));
            next = page.TryGetProperty("@odata.nextLink", out var link) ? new Uri(link.GetString()!) : null;
        }

        Assert.Equal((await JudgedAsync("departments", 2024)).Split('\n').Select(l => l.Split('|')).OrderByDescending(l => Number(l[4])).ThenBy(l => l[1], StringComparer.Ordinal).Select(l => l[1]), seen);
    }

    [Theory]
    [InlineData("measures/kawasaki.progress", 400)]
    [InlineData("measures/kawasaki.progress()", 400)]
    [InlineData("measures/kawasaki.progress(2025)", 400)]
    [InlineData("measures/kawasaki.progress(year=2025)", 400)]
    [InlineData("measures/kawasaki.progress(fiscalYear='2025')", 400)]
    [InlineData("measures/kawasaki.progress(fiscalYear=1899)", 400)]
    [InlineData("measures/kawasaki.progress(fiscalYear=2201)", 400)]
    [InlineData("measures/kawasaki.progress(fiscalYear=99999999999)", 400)]
    [InlineData("measures/kawasaki.progress(fiscalYear=null)", 400)]
    [InlineData("measures/kawasaki.progress(fiscalYear=@none)", 400)]
    [InlineData("measures/kawasaki.progress(fiscalYear=2025,fiscalYear=2025)", 400)]
    [InlineData("measures/kawasaki.progress(fiscalYear=2025)('5-1-1')", 400)]
    [InlineData("measures/kawasaki.progress(fiscalYear=2025)/5-1-1", 404)]
    [InlineData("measures/kawasaki.progress(fiscalYear=2025)/$ref", 404)]
    [InlineData("measures('5-1-1')/kawasaki.progress(fiscalYear=2025)/$ref", 404)]
    [InlineData("measures('none')/kawasaki.progress(fiscalYear=2025)", 404)]
    [InlineData("policies('none')/measures/kawasaki.progress(fiscalYear=2025)", 404)]
    [InlineData("themes/kawasaki.progress(fiscalYear=2025)", 404)]
    [InlineData("kawasaki.progress(fiscalYear=2025)", 404)]
    [InlineData("measures('5-1-1')/name/kawasaki.progress(fiscalYear=2025)", 404)]
    [InlineData("measures/kawasaki.progress(fiscalYear=2025)/kawasaki.progress(fiscalYear=2025)", 404)]
    [InlineData("measures/kawasaki.progress(fiscalYear=2025)?$search=x", 501)]
    [InlineData("measures/kawasaki.progress(fiscalYear=2025)?$expand=measure", 400)]
    public async Task What_it_cannot_be_asked_is_refused(string url, int status)
    {
        using var response = await service.Client.GetAsync(Url(url), TestContext.Current.CancellationToken);
        Assert.Equal((url, status), (url, (int)response.StatusCode));
    }

    [Fact]
    public async Task Latest_report_is_the_first_of_the_order_told()
    {
        foreach (var (set, table, column) in ((string, string, string)[])[("projects", "projects", "project_code"), ("reformTasks", "reform_tasks", "reform_task_code")])
        {
            var latest = $"select distinct on ({column}) {column} as owner, r.* from plan.status_reports r where {column} is not null order by {column}, reported_at desc, created_at desc, code desc";
            string[] expected = [.. await service.Database.RowsAsync($"select t.code, l.code, l.status from plan.{table} t left join ({latest}) l on l.owner = t.code order by t.code")];

            var rows = await AllAsync($"{set}?$select=code&$expand=latestReport($select=code,status)");
            Assert.Equal(expected, rows.Select(r => r.GetProperty("latestReport") is { ValueKind: JsonValueKind.Object } l
                ? $"{Text(r, "code")}|{Text(l, "code")}|{Text(l, "status")}" : $"{Text(r, "code")}||"));
            Assert.Equal(expected.Where(e => e.EndsWith("|delayed", StringComparison.Ordinal)).Select(e => e.Split('|')[0]), (await AllAsync($"{set}?$filter=latestReport/status eq 'delayed'&$select=code")).Select(r => Text(r, "code")));
            Assert.Equal(expected.Where(e => e.EndsWith("||", StringComparison.Ordinal)).Select(e => e.Split('|')[0]), (await AllAsync($"{set}?$filter=latestReport eq null&$select=code")).Select(r => Text(r, "code")));
            Assert.Equal(
                await service.Database.RowsAsync($"select l.status, count(*) from plan.{table} t left join ({latest}) l on l.owner = t.code group by l.status order by l.status nulls first"),
                (await AllAsync($"{set}?$apply=groupby((latestReport/status),aggregate($count as n))&$orderby=latestReport/status"))
                    .Select(r => $"{(r.GetProperty("latestReport") is { ValueKind: JsonValueKind.Object } l ? l.GetProperty("status").GetString() : "")}|{r.GetProperty("n").GetRawText()}"));
            var known = expected.First(e => !e.EndsWith("||", StringComparison.Ordinal)).Split('|');
            Assert.Equal(known[1], Text(await GetAsync($"{set}('{known[0]}')/latestReport"), "code"));
            Assert.Equal(known[2], (await GetAsync($"{set}('{known[0]}')/latestReport/status")).GetProperty("value").GetString());
        }

        using var nothing = await service.Client.GetAsync(Url($"projects('ip1-5-1-1-p01')/latestReport"), TestContext.Current.CancellationToken);
        Assert.Equal(System.Net.HttpStatusCode.NoContent, nothing.StatusCode);
        Assert.Equal(0, (await GetAsync($"projects/$filter(latestReport/code ne null)?$at={service.Before}&$count=true&$top=0")).GetProperty("@odata.count").GetInt32());
    }

    private async Task<string> JudgedAsync(string set, int year) => string.Join('\n', await service.Database.RowsAsync(
        Judge.Replace("{0}", year.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal).Replace("{1}", set, StringComparison.Ordinal)));

    private async Task<string> LinesAsync(string url) => string.Join('\n', (await AllAsync(url)).Select(Line));

    private async Task<IReadOnlyList<JsonElement>> AllAsync(string url)
    {
        var rows = new List<JsonElement>();
        for (var next = Url(url); next is not null;)
        {
            var page = JsonDocument.Parse(await TextAsync(next)).RootElement;
            rows.AddRange(page.GetProperty("value").EnumerateArray());
            next = page.TryGetProperty("@odata.nextLink", out var link) ? new Uri(link.GetString()!) : null;
        }

        return rows;
    }

    private async Task<JsonElement> GetAsync(string url) => JsonDocument.Parse(await TextAsync(Url(url))).RootElement;

    private async Task<string> TextAsync(Uri url)
    {
        using var response = await service.Client.GetAsync(url, TestContext.Current.CancellationToken);
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, $"{url}: {(int)response.StatusCode} {body}");
        return body;
    }

    private Uri Url(string url) => new(service.Client.BaseAddress!, "odata/" + url);

    private static string Line(JsonElement row) =>
        string.Join('|', row.EnumerateObject().Where(p => !p.Name.Contains('@', StringComparison.Ordinal)).Select(p => p.Value.ValueKind == JsonValueKind.String ? p.Value.GetString() : p.Value.GetRawText()));

    private static string Text(JsonElement row, string name) => row.GetProperty(name).GetString()!;

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
