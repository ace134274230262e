using System.Text.Json;
using Kawasaki.Tests.Integration.Facts;
using Xunit;

namespace Kawasaki.Tests.Integration.Rest;

/// <summary>`GET /api/v1/indicators/{code}/series`: everything that is stated of an indicator, once, by year.</summary>
public sealed class SeriesTests(ShippedService service) : IClassFixture<ShippedService>
{
    private static readonly Dictionary<string, string> Members = new() { ["baselines"] = "baseline", ["currents"] = "current", ["targets"] = "target", ["actuals"] = "actual", ["projections"] = "projection" };

    [Fact]
    public async Task Every_observation_of_every_indicator_stands_in_its_series_as_it_is_in_the_set()
    {
        var rows = (await service.RowsAsync("observations?$format=application/json;odata.metadata=none")).ToLookup(r => r.Text("indicatorCode"));
        foreach (var indicator in await service.RowsAsync("indicators?$select=code"))
        {
            var code = indicator.Text("code")!;
            var answer = await service.RestAsync($"indicators/{code}/series");
            var found = Values(answer).ToDictionary(v => v.Value.Text("code")!);

            Assert.Equal(rows[code].Count(), answer.GetProperty("observations").GetInt32());
            Assert.Equal(rows[code].Select(r => r.Text("code")).Order(StringComparer.Ordinal), found.Keys.Order(StringComparer.Ordinal));
            Assert.All(rows[code], row => AssertSame(row, found[row.Text("code")!]));
        }
    }

    [Fact]
    public async Task Targets_with_their_comparators_and_actuals_stand_beside_each_other()
    {
        var years = (await service.RestAsync("indicators/5-1-1-o2/series")).GetProperty("series").EnumerateArray().Single().GetProperty("years").EnumerateArray()
            .Where(y => y.GetProperty("lastFiscalYear").ValueKind == JsonValueKind.Null && y.GetProperty("fiscalYear").ValueKind == JsonValueKind.Number).ToDictionary(y => y.GetProperty("fiscalYear").GetInt32());

        Assert.Equal(
            await service.Database.RowsAsync("select fiscal_year || ' ' || value_type || ' ' || coalesce(comparator, '') || ' ' || value_text from plan.observations where indicator_code = '5-1-1-o2' and fiscal_year is not null and last_fiscal_year is null order by 1"),
            years.SelectMany(y => Members.Keys.SelectMany(m => y.Value.GetProperty(m).EnumerateArray()))
                .Select(v => $"{v.GetProperty("fiscalYear")} {v.Text("valueType")} {v.Text("comparator")} {v.Text("valueText")}").Order(StringComparer.Ordinal));
        Assert.Equal(62.1m, years[2017].GetProperty("actuals")[0].GetProperty("value").GetDecimal());
        Assert.Equal("ge", years[2017].GetProperty("targets")[0].Text("comparator"));
    }

    [Fact]
    public async Task Subgroups_and_wards_are_series_of_their_own()
    {
        var codes = await service.Database.RowsAsync("select indicator_code, count(distinct (subgroup, ward_code)) from plan.observations group by 1 having count(distinct (subgroup, ward_code)) > 1");
        Assert.NotEmpty(codes);
        foreach (var code in codes.Select(c => c.Split('|')))
        {
            var series = (await service.RestAsync($"indicators/{code[0]}/series")).GetProperty("series").EnumerateArray().ToList();
            Assert.Equal(int.Parse(code[1], System.Globalization.CultureInfo.InvariantCulture), series.Count);
        }
    }

    [Theory]
    [InlineData("indicators/none/series", 404, "KWS203", "There is no 'none' in indicators.")]
    [InlineData("indicators/5-1-1-o2/series?limit=1", 400, "KWS103", "Parameters are at.")]
    [InlineData("indicators/5-1-1-o2/serie", 404, "KWS201", "lists what there is")]
    public async Task What_is_wrong_says_what_was_expected(string url, int status, string code, string said)
    {
        var (found, problem) = await service.RefusedAsync(url);

        Assert.Equal((status, code), (found, problem.Text("code")));
        Assert.Contains(said, problem.Text("detail"), StringComparison.Ordinal);
    }

    private static IEnumerable<(JsonElement Series, JsonElement Year, string Member, JsonElement Value)> Values(JsonElement answer) =>
        from series in answer.GetProperty("series").EnumerateArray()
        from year in series.GetProperty("years").EnumerateArray()
        from member in Members.Keys
        from value in year.GetProperty(member).EnumerateArray()
        select (series, year, member, value);

    private static void AssertSame(JsonElement row, (JsonElement Series, JsonElement Year, string Member, JsonElement Value) found)
    {
        Assert.All(row.EnumerateObject(), p => Assert.Equal(p.Value.GetRawText(), found.Value.GetProperty(p.Name).GetRawText()));
        Assert.Equal(Members[found.Member], row.Text("valueType"));
        Assert.Equal(row.GetProperty("fiscalYear").GetRawText(), found.Year.GetProperty("fiscalYear").GetRawText());
        Assert.Equal(row.GetProperty("subgroup").GetRawText(), found.Series.GetProperty("subgroup").GetRawText());
        var ward = found.Series.GetProperty("ward");
        Assert.Equal(row.Text("wardCode"), ward.ValueKind == JsonValueKind.Null ? null : ward.Text("code"));
    }
}
