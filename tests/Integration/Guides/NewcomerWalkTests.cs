using System.Globalization;
using System.IO;
using System.Text.RegularExpressions;
using CsvHelper;
using Kawasaki.Tests.Integration.Facts;
using Xunit;

namespace Kawasaki.Tests.Integration.Guides;

/// <summary>The walk of a newcomer comes to one answer on all its ways: that of SQL.</summary>
/// <remarks>Its snippets are those of the guides, which are run there.</remarks>
public sealed partial class NewcomerWalkTests(ShippedService service) : IClassFixture<ShippedService>
{
    // Which targets of the first plan period were missed: by 以上 a lower actual misses, by 以下 a higher one.
    private const string Missed =
        """
        select i.measure_code, i.code, trim_scale(t.value), trim_scale(a.value), trim_scale(a.value - t.value), t.unit, t.value_text, a.value_text, t.line, a.line
        from plan.observations t
        join plan.indicators i on i.code = t.indicator_code
        join plan.measures m on m.code = i.measure_code and m.policy_code = '5-1'
        join plan.observations a on a.indicator_code = t.indicator_code and a.fiscal_year = t.fiscal_year and a.value_type = 'actual'
        where t.value_type = 'target' and t.plan_period = 1
          and (t.comparator = 'ge' and a.value < t.value or t.comparator = 'le' and a.value > t.value)
        order by i.code
        """;

    private static readonly string[] Columns = ["evaluation/measureCode", "indicatorCode", "target", "actual", "difference", "indicator/unit"];

    private static readonly Guide Walk = Guide.Read("docs/newcomer-walk.md");

    [Fact]
    public void Its_snippets_are_run_in_the_guides()
    {
        var run = Guide.Names.SelectMany(name => Guide.Read("en", name).Snippets).Select(Texts).ToHashSet();

        Assert.NotEmpty(Walk.Snippets);
        Assert.All(Walk.Snippets, snippet => Assert.Contains(Texts(snippet), run));
    }

    [Fact]
    public async Task The_address_answers_what_sql_answers()
    {
        using var csv = new CsvReader(new StringReader(Output("url")), CultureInfo.InvariantCulture);
        var rows = new List<string>();
        await csv.ReadAsync();
        csv.ReadHeader();
        while (await csv.ReadAsync())
        {
            rows.Add(string.Join('|', Columns.Select(name => csv.GetField(name))));
        }

        Assert.Equal(await ExpectedAsync(), rows);
    }

    [Fact]
    public async Task R_answers_what_sql_answers()
    {
        var rows = Walk.Snippets.Select(s => s.Output!.Text).Single(text => text.Contains("difference", StringComparison.Ordinal) && text.Contains("tibble", StringComparison.Ordinal))
            .Split('\n').Skip(3).Select(line => string.Join('|', Blanks().Split(line.Trim()).Skip(1)));

        Assert.Equal(await ExpectedAsync(), rows);
    }

    [Fact]
    public async Task The_table_says_what_sql_says()
    {
        var table = string.Join('\n', Walk.Prose.Where(line => line.StartsWith('|') && line.Contains("`eval1`", StringComparison.Ordinal)));
        var rows = await service.Database.RowsAsync(Missed);

        Assert.Equal(3, rows.Count);
        Assert.Equal(rows.Count, table.Split('\n').Length);
        foreach (var (row, line) in rows.Select(r => r.Split('|')).Zip(table.Split('\n')))
        {
            Assert.Contains($"| {row[6]} (`ip3`, line {row[8]}) | {row[7]} (`eval1`, line {row[9]}) | {row[4].TrimStart('-')} ", line, StringComparison.Ordinal);
        }
    }

    private static (string, string, string?) Texts(Snippet snippet) => (snippet.Code.Language, snippet.Code.Text, snippet.Output?.Text);

    private static string Output(string language) => Assert.Single(Walk.Snippets, s => s.Code.Language == language).Output!.Text;

    private async Task<IEnumerable<string>> ExpectedAsync() =>
        (await service.Database.RowsAsync(Missed)).Select(row => string.Join('|', row.Split('|').Take(Columns.Length)));

    [GeneratedRegex(" +")]
    private static partial Regex Blanks();
}
