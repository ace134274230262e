using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Xunit;

namespace Kawasaki.Tests.Integration.Facts;

/// <summary>Figures that a person read in the documents, asked of the running service.</summary>
public sealed partial class ObservationFactTests(ShippedService service) : IClassFixture<ShippedService>
{
    [Theory]
    [MemberData(nameof(FactTable.Observations), MemberType = typeof(FactTable))]
    public async Task The_service_states_what_the_document_prints(string id)
    {
        var fact = FactTable.Get(id);

        var place = $"documentCode eq '{fact.DocumentCode}' and line eq {fact.Line}";
        var here = await service.RowsAsync($"observations?$filter={place}&$expand=indicator");
        var cited = await service.RowsAsync($"observations?$filter=citations/any(c:c/documentCode eq '{fact.DocumentCode}' and c/line eq {fact.Line})&$expand=indicator,citations");

        var found = here.Where(o => IsAbout(fact, o) && SaysTheSame(fact, o)).Concat(cited.Where(o => IsAbout(fact, o) && IsCited(fact, o))).ToList();
        Assert.True(found.Count > 0, $"{fact}: expected {fact.ValueType} {fact.FiscalYear} {fact.Comparator} {fact.Value} \"{fact.ValueText}\" {fact.Status}; the service has here:\n{Show(here)}\nand cites:\n{Show(cited)}");
    }

    private static bool IsAbout(ReadFact fact, JsonElement observation) =>
        (fact.Subject.Length == 0 || Text(observation, "indicatorCode") == fact.Subject)
        && (fact.ValueType.Length == 0 || Text(observation, "valueType") == fact.ValueType)
        && (fact.FiscalYear is null || fact.Status == "notSet" || Number(observation, "fiscalYear") == fact.FiscalYear)
        && (fact.WardCode.Length == 0 || Text(observation, "wardCode") == fact.WardCode)
        && (fact.Subgroup.Length == 0 || Folded(Text(observation, "subgroup")).Contains(Folded(fact.Subgroup), StringComparison.Ordinal)
            || Folded(Text(observation.GetProperty("indicator"), "name")).Contains(Folded(fact.Subgroup), StringComparison.Ordinal));

    private static bool SaysTheSame(ReadFact fact, JsonElement observation) =>
        Text(observation, "status") == fact.Status
        && Number(observation, "value") == fact.Value
        && (fact.Comparator.Length == 0 || Text(observation, "comparator") == fact.Comparator)
        && (fact.Unit.Length == 0 || fact.Unit == Text(observation, "unit") || fact.Unit == Text(observation.GetProperty("indicator"), "unit"))
        && TextAgrees(fact, Text(observation, "valueText"));

    // The observation's own value may be another document's; what this place prints is in the citation.
    private static bool IsCited(ReadFact fact, JsonElement observation) =>
        observation.GetProperty("citations").EnumerateArray().Any(c =>
            Text(c, "documentCode") == fact.DocumentCode && Number(c, "line") == fact.Line && TextAgrees(fact, Text(c, "valueText")));

    private static bool TextAgrees(ReadFact fact, string printed)
    {
        var expected = Folded(fact.ValueText);
        var actual = Folded(printed);
        return expected == actual || (actual.Length > 0 && expected.Contains(actual, StringComparison.Ordinal)) || (expected.Length == 0 && fact.Status == "lost");
    }

    // Layout blanks, width, the marker of a numbered indicator and footnote marks are no part of the comparison.
    private static string Folded(string text) => Marks().Replace(text, "").Normalize(NormalizationForm.FormKC).Replace("—", "-", StringComparison.Ordinal);

    private static string Text(JsonElement row, string name) => row.GetProperty(name).GetString() ?? "";

    private static decimal? Number(JsonElement row, string name) => row.GetProperty(name) is { ValueKind: JsonValueKind.Number } number ? number.GetDecimal() : null;

    private static string Show(IEnumerable<JsonElement> rows) => string.Join('\n', rows.Select(o => string.Create(
        CultureInfo.InvariantCulture,
        $"  {Text(o, "code")} {Text(o, "comparator")} {Number(o, "value")} {Text(o, "unit")} \"{Text(o, "valueText")}\" {Text(o, "status")} {Text(o, "subgroup")}")));

    [GeneratedRegex(@"[\s　①-⑨]|\^\{※\d\}")]
    private static partial Regex Marks();
}
