using Kawasaki.Domain.Query;

namespace Kawasaki.Api.Statistics;

/// <summary>Reads a row of figures by the names of its columns.</summary>
/// <param name="layout">Where the values stand.</param>
internal sealed class FactRow(RowLayout layout)
{
    private readonly Dictionary<string, int> ordinals = layout.Values.ToDictionary(v => v.Name, v => v.Ordinal, StringComparer.Ordinal);

    /// <summary>The figure of a row.</summary>
    /// <param name="row">The row.</param>
    public Fact Read(RowReader row)
    {
        return new Fact(
            Text("code")!, Text("indicatorCode")!, Text("indicatorName")!, Text("indicatorKind")!, Text("direction")!, Text("valueType")!, Text("wardCode"), Text("wardName"), Text("subgroup"),
            Number("planPeriod"), new FactPeriod(Text("periodKind"), Number("fiscalYear"), Day("periodStart"), Day("periodEnd"), Text("periodLabel")),
            Decimal("value"), Decimal("upperValue"), Text("comparator"), Text("valueText")!, Text("unit"), Text("status")!, Text("note"),
            new FactSource(Text("documentCode"), Number("page"), Number("line"), Text("sourceSystem")));

        string? Text(string name) => row.IsNull(ordinals[name]) ? null : row.GetString(ordinals[name]);
        int? Number(string name) => row.IsNull(ordinals[name]) ? null : row.GetInt32(ordinals[name]);
        decimal? Decimal(string name) => row.IsNull(ordinals[name]) ? null : row.GetDecimal(ordinals[name]);
        DateOnly? Day(string name) => row.IsNull(ordinals[name]) ? null : row.GetDate(ordinals[name]);
    }
}
