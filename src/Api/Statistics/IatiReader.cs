using System.Globalization;
using System.Text.Json;
using Kawasaki.Api.OData.Writing;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Query;

namespace Kawasaki.Api.Statistics;

/// <summary>Reads the answers to <see cref="IatiPlan"/>; what is expanded comes as JSON.</summary>
internal static class IatiReader
{
    /// <summary>What is said of a moment before there was any data.</summary>
    public static Problem NothingYet { get; } = new(ErrorCode.NotFound, "At that moment there was no measure, and an IATI file has at least one.", "at");

    /// <summary>The fiscal years of an implementation plan; null for another plan.</summary>
    /// <param name="row">The row of the plan.</param>
    /// <param name="layout">Where the values stand.</param>
    public static (int First, int Last)? Years(RowReader row, RowLayout layout) =>
        Value(row, layout, "kind") == "implementationPlan" ? (Whole(Value(row, layout, "firstFiscalYear"))!.Value, Whole(Value(row, layout, "lastFiscalYear"))!.Value) : null;

    /// <summary>A measure with all that is stated of its indicators.</summary>
    /// <param name="row">The row of the measure.</param>
    /// <param name="layout">Where the values stand.</param>
    public static IatiMeasure Measure(RowReader row, RowLayout layout)
    {
        using var policy = Expanded(row, layout, "policy");
        using var document = Expanded(row, layout, "document");
        using var indicators = Expanded(row, layout, "indicators");
        var source = new IatiCitation(Value(row, layout, "documentCode")!, Text(document.RootElement, "title")!, Whole(Value(row, layout, "page")), Whole(Value(row, layout, "line")));
        return new IatiMeasure(
            Value(row, layout, "code")!, Value(row, layout, "name")!, Value(row, layout, "policyCode")!, Text(policy.RootElement, "name")!, source,
            [.. indicators.RootElement.EnumerateArray().Select(Indicator)]);
    }

    private static IatiIndicator Indicator(JsonElement row) => new(
        Text(row, "code")!, Text(row, "kind")!, Text(row, "name")!, Text(row, "direction")!, Text(row, "unit"), row.GetProperty("isCumulative").GetBoolean(), Text(row, "source"), Text(row, "method"),
        [.. row.GetProperty("observations").EnumerateArray().Select(figure => Figure(figure, row))]);

    private static IatiFigure Figure(JsonElement row, JsonElement indicator)
    {
        var (document, ward) = (row.GetProperty("document"), row.GetProperty("ward"));
        var source = new FactSource(Text(row, "documentCode"), Number(row, "page"), Number(row, "line"), Text(row, "sourceSystem"));
        var fact = new Fact(
            Text(row, "code")!, Text(row, "indicatorCode")!, Text(indicator, "name")!, Text(indicator, "kind")!, Text(indicator, "direction")!, Text(row, "valueType")!, Text(row, "wardCode"),
            ward.ValueKind == JsonValueKind.Null ? null : Text(ward, "name"), Text(row, "subgroup"), Number(row, "planPeriod"),
            new FactPeriod(Text(row, "periodKind"), Number(row, "fiscalYear"), Day(row, "periodStart"), Day(row, "periodEnd"), Text(row, "periodLabel")),
            Decimal(row, "value"), Decimal(row, "upperValue"), Text(row, "comparator"), Text(row, "valueText")!, Text(row, "unit"), Text(row, "status")!, Text(row, "note"), source);
        return new IatiFigure(fact, document.ValueKind == JsonValueKind.Null ? null : new IatiCitation(source.Document!, Text(document, "title")!, source.Page, source.Line));
    }

    private static JsonDocument Expanded(RowReader row, RowLayout layout, string navigation)
    {
        using var text = new PageBuffer();
        row.CopyUtf8(layout.Expansions.First(e => e.Expansion.Navigation.Name == navigation).Json!.Value, text);
        return JsonDocument.Parse(text.Written.ToArray());
    }

    private static string? Value(RowReader row, RowLayout layout, string name)
    {
        var column = layout.Values.First(v => v.Name == name);
        return row.IsNull(column.Ordinal) ? null
            : column.Type.Is(Domain.Model.PrimitiveKind.Int32) ? row.GetInt32(column.Ordinal).ToString(CultureInfo.InvariantCulture) : row.GetString(column.Ordinal);
    }

    private static int? Whole(string? text) => text is null ? null : int.Parse(text, CultureInfo.InvariantCulture);

    private static string? Text(JsonElement row, string name) => row.GetProperty(name).GetString();

    private static int? Number(JsonElement row, string name) => row.GetProperty(name) is { ValueKind: JsonValueKind.Number } value ? value.GetInt32() : null;

    private static decimal? Decimal(JsonElement row, string name) => row.GetProperty(name) is { ValueKind: JsonValueKind.Number } value ? value.GetDecimal() : null;

    private static DateOnly? Day(JsonElement row, string name) =>
        Text(row, name) is { } text ? DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture) : null;
}
