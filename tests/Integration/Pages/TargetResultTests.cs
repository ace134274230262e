using System.Globalization;
using System.IO;
using System.Net;
using System.Text.Json;
using Kawasaki.Tests.Integration.Clients;
using Kawasaki.Tests.Integration.OData.Writes;
using Xunit;

namespace Kawasaki.Tests.Integration.Pages;

/// <summary>One rule: what is judged of a target whose actual values a city system posts is the same in `targetResults`, progress, the page of the measure, its JSON and the explorer.</summary>
public sealed class TargetResultTests(PostgresFixture postgres)
{
    // Year; the target as columns of SQL; actual values posted; what is to be said: outcome, reason, difference.
    private const string Increase =
        """
        2001; comparator = 'eq'                                      ; {"value":12}                          ; achieved||2
        2002; comparator = 'eq'                                      ; {"value":8}                           ; missed||-2
        2003; comparator = 'eq'                                      ; {"value":12,"unit":"千件"}              ; noData|noComparableActual|
        2004; comparator = 'ge'                                      ; {"value":12} {"value":8}              ; noData|actualsDisagree|
        2005; comparator = 'ge'                                      ; {"value":12} {"value":11}             ; achieved||2
        2006; comparator = 'ge', note = 'approximate (約)'            ; {"value":12}                          ; noData|targetNotExact|
        2007; comparator = 'range', upper_value = 20                 ; {"value":15}                          ; achieved||0
        2008; comparator = 'range', upper_value = 20                 ; {"value":25.5}                        ; missed||5.5
        2009; comparator = 'range'                                   ; {"value":12}                          ; noData|targetNotExact|
        2010; comparator = 'ge', period_kind = 'calendarYear'        ; {"value":12}                          ; noData|noComparableActual|
        2011; comparator = 'ge', plan_period = 1                     ; {"value":15}                          ; notCounted|laterPlanPeriod|
        2011; comparator = 'ge', plan_period = 2, value = 20         ;                                       ; missed||-5
        2012; comparator = 'ge', last_fiscal_year = 2014             ; {"value":12}                          ; notCounted|notOneYear|
        2013; comparator = 'gt'                                      ; {"value":10}                          ; missed||0
        2014; comparator = null, value = null, status = 'text'       ; {"value":12}                          ; noData|targetNotExact|
        2015; comparator = 'ge'                                      ;                                       ; noData|noActual|
        2016; comparator = 'ge', subgroup = '子ども'                  ; {"value":12}                          ; noData|noActual|
        2017; comparator = 'ge'                                      ; {"value":12,"note":"approximate (約)"} ; noData|noComparableActual|
        2018; comparator = 'ge', unit = '千件'                        ; {"value":12,"unit":"千件"}              ; achieved||2
        """;

    private const string Decrease =
        """
        2001; comparator = 'eq'                                      ; {"value":8}                           ; achieved||-2
        2002; comparator = 'eq'                                      ; {"value":12}                          ; missed||2
        2003; comparator = 'lt'                                      ; {"value":10}                          ; missed||0
        2004; comparator = 'le', value = 10.5                        ; {"value":10.25}                       ; achieved||-0.25
        """;

    private const string Maintain =
        """
        2001; comparator = 'eq'                                      ; {"value":10.0}                        ; achieved||0
        2002; comparator = 'eq'                                      ; {"value":11}                          ; missed||1
        """;

    private static readonly Dictionary<string, string> Words = new() { ["achieved"] = "reached", ["missed"] = "missed", ["noData"] = "cannot be said", ["notCounted"] = "not judged" };

    [Fact]
    public async Task Everything_that_tells_of_a_target_tells_the_same()
    {
        await using var service = await WriteService.StartAsync(postgres);
        await using var browser = ClientProgram.Start("explorer.mjs", service.Root, Path.Combine(Baseline.Root, "artifacts", "test-output", "explorer"));
        foreach (var (direction, table) in ((string, string)[])[("increase", Increase), ("decrease", Decrease), ("maintain", Maintain)])
        {
            List<Case> cases = [.. table.Split('\n').Select((line, i) => Case.Read(direction, i, line))];
            await MakeAsync(service, direction, cases);

            var set = await service.SendAsync("GET", $"targetResults?$filter=indicatorCode eq 'judged-{direction}'&$orderby=code");
            Assert.Equal(cases.Select(c => c.Said), set.Json.GetProperty("value").EnumerateArray().Select(Said));
            await ProgressSaysAsync(service, direction, cases);
            await PageSaysAsync(service, direction, cases);
            await ExplorerSaysAsync(browser, direction, cases);
        }
    }

    private static async Task MakeAsync(WriteService service, string direction, List<Case> cases)
    {
        await service.Database.ExecuteAsync(
            $"""
            insert into plan.measures (code, policy_code, name, document_code, line) values ('judged-{direction}', '5-1', 'judged', 'ip3', 1);
            insert into plan.indicators (code, kind, measure_code, policy_code, number, name, unit, direction, is_cumulative, document_code, line)
            values ('judged-{direction}', 'outcome', 'judged-{direction}', '5-1', 1, 'judged', '件', '{direction}', false, 'ip3', 1);
            """);
        foreach (var made in cases)
        {
            await service.Database.ExecuteAsync(
                $"""
                insert into plan.observations (code, indicator_code, value_type, fiscal_year, period_kind, value, comparator, value_text, unit, status, document_code, line)
                values ('{made.Code}', 'judged-{direction}', 'target', {made.Year}, 'fiscalYear', 10, 'eq', 'made', '件', 'ok', 'ip3', 1);
                update plan.observations set {made.Target} where code = '{made.Code}';
                """);
            foreach (var (actual, number) in made.Actuals.Select((a, i) => (a, i)))
            {
                var body = $$"""{"code":"r.{{made.Code}}-{{number}}","indicatorCode":"judged-{{direction}}","fiscalYear":{{made.Year}},"sourceSystem":"portal",{{actual[1..]}}""";
                var posted = await service.SendAsync("POST", "observations", body);
                Assert.True(posted.Status == HttpStatusCode.Created, posted.Body);
            }
        }
    }

    private static async Task ProgressSaysAsync(WriteService service, string direction, List<Case> cases)
    {
        foreach (var year in cases.GroupBy(c => c.Year))
        {
            var counted = year.Select(c => c.Outcome).Where(o => o != "notCounted").ToList();
            var expected = counted.Count == 0 ? "noTarget" : counted.Contains("missed") ? "missed" : counted.Contains("noData") ? "noData" : "achieved";

            var progress = (await service.SendAsync("GET", $"measures('judged-{direction}')/kawasaki.progress(fiscalYear={year.Key})")).Json;
            Assert.Equal((year.Key, expected), (year.Key, Assert.Single((string[])["achieved", "missed", "noData", "noTarget"], o => progress.GetProperty(o).GetInt32() == 1)));
        }
    }

    private static async Task PageSaysAsync(WriteService service, string direction, List<Case> cases)
    {
        var json = await service.SendAsync("GET", new Uri(service.Client.BaseAddress!, $"/id/measures/judged-{direction}?format=json").AbsoluteUri);
        Assert.Equal(cases.Select(c => c.Said), json.Json.GetProperty("targetResults").EnumerateArray().Select(Said).Order(StringComparer.Ordinal));

        // What has no actual value is counted, not shown.
        var shown = cases.Where(c => c.Reason != "noActual").ToList();
        var page = await PageReader.ReadAsync(service.Client, $"/id/measures/judged-{direction}?lang=en");
        var rows = page.QuerySelectorAll("#outcomes tbody tr").Select(r => r.Children.Select(c => c.TextContent.Trim()).ToList()).ToList();
        Assert.Equal(shown.Select(c => c.Year), rows.Select(r => int.Parse(r[3][2..], CultureInfo.InvariantCulture)));
        foreach (var (made, row) in shown.Zip(rows))
        {
            Assert.Equal(made.Difference.Length == 0 ? "" : Signed(made.Difference), row[6].Split(' ')[0]);
            Assert.StartsWith(Words[made.Outcome], row[7], StringComparison.Ordinal);
        }

        Assert.Contains($"{cases.Count - shown.Count} further targets", page.GetElementById("outcomes")!.TextContent, StringComparison.Ordinal);
    }

    private static async Task ExplorerSaysAsync(ClientProgram browser, string direction, List<Case> cases)
    {
        var seen = await browser.AskAsync(JsonSerializer.Serialize(new { @do = "verdicts", path = $"/indicator?code=judged-{direction}", language = "en", name = $"judged-{direction}" }));

        Assert.Empty(seen.GetProperty("wrong").EnumerateArray());
        var expected = cases.Where(c => c.Reason.Length == 0).Select(c => c.Outcome == "achieved" ? $"{c.Code}|met|Met ({Distance(c)})" : $"{c.Code}|missed|Missed ({Distance(c)})");
        Assert.Equal(expected, seen.GetProperty("said").EnumerateArray().Select(s => s.GetString()).Order(StringComparer.Ordinal));
    }

    private static string Distance(Case made) => made.Difference == "0" ? "exactly" : $"{Signed(made.Difference)} {(made.Target.Contains('千', StringComparison.Ordinal) ? "千件" : "件")}";

    private static string Signed(string difference) => difference[0] == '-' ? $"−{difference[1..]}" : difference == "0" ? "0" : $"+{difference}";

    private static string Said(JsonElement row) =>
        $"{row.GetProperty("code").GetString()}|{row.GetProperty("outcome").GetString()}|{row.GetProperty("reason").GetString()}|{(row.GetProperty("difference") is { ValueKind: JsonValueKind.Number } d ? d.GetDecimal().ToString("0.##", CultureInfo.InvariantCulture) : "")}";

    private sealed record Case(string Code, int Year, string Target, IReadOnlyList<string> Actuals, string Outcome, string Reason, string Difference)
    {
        public string Said => $"{Code}|{Outcome}|{Reason}|{Difference}";

        public static Case Read(string direction, int number, string line)
        {
            var parts = line.Split(';', StringSplitOptions.TrimEntries);
            var said = parts[3].Split('|');
            return new Case($"judged-{direction}-{number:00}", int.Parse(parts[0], CultureInfo.InvariantCulture), parts[1], [.. parts[2].Split("} {").Where(a => a.Length > 0).Select(a => "{" + a.Trim('{', '}') + "}")], said[0], said[1], said[2]);
        }
    }
}
