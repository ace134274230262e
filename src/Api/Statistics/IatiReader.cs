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

    /// <summary>Reads the measures.</summary>
    /// <param name="cursor">Their rows.</param>
    /// <param name="token">Ends the reading.</param>
    public static Task<Result<IReadOnlyList<IatiMeasure>>> MeasuresAsync(ReadCursor cursor, CancellationToken token) => AllAsync(cursor, row => Measure(row, cursor.Layout), token);

    /// <summary>Reads the first and the last fiscal year of the implementation plans.</summary>
    /// <param name="cursor">The rows of the plans.</param>
    /// <param name="token">Ends the reading.</param>
    public static async Task<Result<(int First, int Last)>> YearsAsync(ReadCursor cursor, CancellationToken token)
    {
        var read = await AllAsync(cursor, row => (Kind: Value(row, cursor.Layout, "kind"), First: Value(row, cursor.Layout, "firstFiscalYear"), Last: Value(row, cursor.Layout, "lastFiscalYear")), token);
        if (!read.IsOk)
        {
            return read.Problem;
        }

        var plans = read.Value.Where(p => p.Kind == "implementationPlan").ToList();
        return plans.Count == 0 ? NothingYet : (plans.Min(p => Year(p.First!)), plans.Max(p => Year(p.Last!)));

        static int Year(string text) => int.Parse(text, CultureInfo.InvariantCulture);
    }

    private static async Task<Result<IReadOnlyList<T>>> AllAsync<T>(ReadCursor cursor, Func<RowReader, T> read, CancellationToken token)
    {
        var rows = new List<T>();
        while (true)
        {
            var next = await cursor.ReadAsync(token);
            if (!next.IsOk)
            {
                return next.Problem;
            }

            if (!next.Value)
            {
                return rows;
            }

            rows.Add(read(cursor.Row));
        }
    }

    private static IatiMeasure Measure(RowReader row, RowLayout layout)
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
