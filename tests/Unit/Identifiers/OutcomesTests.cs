using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Kawasaki.Api.Identifiers;
using Xunit;

namespace Kawasaki.Tests.Unit.Identifiers;

/// <summary>Whether a target was reached, by docs/decisions/0033: the cases that the shipped documents do not have.</summary>
public sealed class OutcomesTests
{
    [Theory]
    [InlineData("ge", "increase", "64", null, "62.1", false, "-1.9")]
    [InlineData("ge", "increase", "64", null, "64.0", true, "0")]
    [InlineData("gt", "increase", "64", null, "64", false, "0")]
    [InlineData("le", "decrease", "26.6", null, "29.3", false, "2.7")]
    [InlineData("le", "decrease", "26.6", null, "26.6", true, "0")]
    [InlineData("lt", "decrease", "10", null, "10", false, "0")]
    [InlineData("eq", "increase", "100", null, "120", true, "20")]
    [InlineData("eq", "decrease", "100", null, "120", false, "20")]
    [InlineData("eq", "maintain", "100", null, "120", false, "20")]
    [InlineData("eq", "unknown", "100", null, "100", true, "0")]
    [InlineData("range", "range", "10", "20", "21.5", false, "1.5")]
    [InlineData("range", "range", "10", "20", "20", true, "0")]
    [InlineData("range", "range", "10", "20", "9", false, "-1")]
    public void A_target_means_what_its_word_says_or_else_its_direction(string comparator, string direction, string target, string? upper, string actual, bool isAchieved, string difference)
    {
        var outcome = Assert.Single(Outcomes.Of([Fact("target", target, comparator, direction, upper), Fact("actual", actual)], []));

        Assert.Equal((isAchieved, decimal.Parse(difference, CultureInfo.InvariantCulture)), (outcome.IsAchieved, outcome.Difference));
    }

    [Theory]
    [InlineData("unit", "人")]
    [InlineData("periodKind", "calendarYear")]
    [InlineData("note", "approximate (約)")]
    [InlineData("status", "text")]
    [InlineData("comparator", "ge")]
    [InlineData("lastFiscalYear", 2018)]
    public void Values_that_are_not_alike_are_shown_and_not_judged(string property, object value)
    {
        var actual = JsonNode.Parse(Fact("actual", "70").GetRawText())!.AsObject();
        actual[property] = JsonSerializer.SerializeToNode(value);
        var outcome = Assert.Single(Outcomes.Of([Fact("target", "64"), actual.Deserialize<JsonElement>()], []));

        Assert.NotNull(outcome.Actual);
        Assert.Equal((null, null), (outcome.IsAchieved, outcome.Difference));
    }

    [Fact]
    public void Several_actual_values_count_when_they_agree()
    {
        Assert.True(Assert.Single(Outcomes.Of([Fact("target", "64"), Fact("actual", "70"), Fact("actual", "71")], [])).IsAchieved);
        Assert.Null(Assert.Single(Outcomes.Of([Fact("target", "64"), Fact("actual", "70"), Fact("actual", "60")], [])).IsAchieved);
    }

    private static JsonElement Fact(string type, string value, string comparator = "eq", string direction = "increase", string? upper = null) => JsonSerializer.SerializeToElement(new Dictionary<string, object?>
    {
        ["indicatorCode"] = "x",
        ["valueType"] = type,
        ["fiscalYear"] = 2017,
        ["periodKind"] = "fiscalYear",
        ["status"] = "ok",
        ["unit"] = "%",
        ["value"] = decimal.Parse(value, CultureInfo.InvariantCulture),
        ["upperValue"] = upper is null ? null : decimal.Parse(upper, CultureInfo.InvariantCulture),
        ["comparator"] = type == "target" ? comparator : "eq",
        ["direction"] = direction,
    });
}
