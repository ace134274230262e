using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;

namespace Kawasaki.Api.Statistics;

/// <summary>The questions of the IATI file: every measure with its indicators and what is stated of them; the years of the plans.</summary>
internal sealed class IatiPlan
{
    private static readonly string[] Figures =
    [
        "code", "indicatorCode", "valueType", "fiscalYear", "periodKind", "periodStart", "periodEnd", "periodLabel", "planPeriod", "value", "upperValue", "comparator", "valueText", "unit",
        "subgroup", "wardCode", "status", "note", "documentCode", "page", "line", "sourceSystem",
    ];

    /// <summary>Asks of a model.</summary>
    /// <param name="model">The published model.</param>
    public IatiPlan(PublishedModel model) => (Measures, Plans) = (
        All(model, "measures", Fields("code", "documentCode", "line", "page", "name", "policyCode"), row => [Expand(row, "policy", Fields("code", "name")), Expand(row, "document", Fields("code", "title")), Indicators(row)]),
        All(model, "plans", Fields("code", "kind", "firstFiscalYear", "lastFiscalYear"), _ => []));

    /// <summary>The measures as of now.</summary>
    public ReadPlan Measures { get; }

    /// <summary>The plans as of now.</summary>
    public ReadPlan Plans { get; }

    private static Expansion Indicators(RowVariable measure) =>
        Expand(measure, "indicators", Fields("code", "kind", "name", "unit", "direction", "isCumulative", "source", "method"), indicator =>
            [Expand(indicator, "observations", Fields(Figures), figure => [Expand(figure, "ward", Fields("code", "name")), Expand(figure, "document", Fields("code", "title"))])]);

    private static ReadPlan All(PublishedModel model, string name, Func<StructuredTypeModel, IReadOnlyList<PropertyModel>> fields, Func<RowVariable, IReadOnlyList<Expansion>> expansions)
    {
        var set = model.FindSet(name) ?? throw new InvalidOperationException($"The model publishes no {name}.");
        var row = new RowVariable("it", set.Type);
        return new ReadPlan(ResultKind.Rows, Query(new SetRows(set, row), row, fields, expansions), set, PageRows: null);
    }

    private static Expansion Expand(RowVariable around, string navigation, Func<StructuredTypeModel, IReadOnlyList<PropertyModel>> fields, Func<RowVariable, IReadOnlyList<Expansion>>? expansions = null)
    {
        var way = around.Type.FindNavigation(navigation) ?? throw new InvalidOperationException($"{around.Type} leads to no {navigation}.");
        var row = new RowVariable(navigation, way.Target.Type);
        return new Expansion(way, ExpansionKind.Rows, Query(new RelatedRows(new VariableRow(around), way, row), row, fields, expansions ?? (_ => [])));
    }

    private static RowQuery Query(RowSource rows, RowVariable row, Func<StructuredTypeModel, IReadOnlyList<PropertyModel>> fields, Func<RowVariable, IReadOnlyList<Expansion>> expansions) => new(
        rows, [new OrderTerm(new PropertyValue(new VariableRow(row), row.Type.Key[0]), Descending: false)], null, null, WithCount: false, new Shape(fields(row.Type), [], expansions(row), IsEverything: false));

    private static Func<StructuredTypeModel, IReadOnlyList<PropertyModel>> Fields(params string[] names) =>
        type => [.. names.Select(name => type.FindProperty(name) ?? throw new InvalidOperationException($"{type} has no {name}."))];
}
