using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;
using Microsoft.AspNetCore.Http;

namespace Kawasaki.Api.Rest;

/// <summary>`GET /api/v1/indicators/{code}/series`: an indicator with everything that is stated of it, by fiscal year.</summary>
internal sealed class SeriesResource
{
    /// <summary>Its parameters.</summary>
    public static readonly IReadOnlyList<string> Parameters = ["at"];

    private static readonly string[] Order = ["subgroup", "wardCode", "fiscalYear", "lastFiscalYear", "periodStart", "code"];
    /// <summary>What is told of a ward.</summary>
    public static readonly string[] Ward = ["code", "name", "nameEn"];

    /// <summary>What is told of a further place.</summary>
    public static readonly string[] Citation = ["documentCode", "line", "page", "valueText"];

    private readonly EntitySetModel indicators;

    /// <summary>Answers from a model that has indicators.</summary>
    /// <param name="model">The published model.</param>
    public SeriesResource(PublishedModel model) => indicators = model.FindSet("indicators") ?? throw new InvalidOperationException("The model publishes no indicators.");

    /// <summary>The question.</summary>
    /// <param name="code">The indicator.</param>
    /// <param name="query">The parameters.</param>
    public Result<RestQuestion> Bind(string code, IQueryCollection query)
    {
        var parameters = RestParameters.Read(query, Parameters, []);
        if (!parameters.IsOk)
        {
            return parameters.Problem;
        }

        var row = new RowVariable("indicator", indicators.Type);
        var shape = new Shape(indicators.Type.Properties, [], [Observations(row)], IsEverything: true);
        var plan = RowParameters.At(ItemResource.Row(indicators, code, row, shape), parameters.Value.Find("at"));
        return plan.IsOk ? new RestQuestion("series", plan.Value, SeriesWriter.WriteAsync) { Missing = ItemResource.Missing(indicators, code) } : plan.Problem;
    }

    // Every observation in the order in which it is written, with its ward and every further place that states it.
    private static Expansion Observations(RowVariable indicator)
    {
        var way = Navigation(indicator.Type, "observations");
        var row = new RowVariable("observation", way.Target.Type);
        var order = Order.Select(name => new OrderTerm(Value(row, name), Descending: false));
        var shape = new Shape(way.Target.Type.Properties, [], [Expand(row, "ward", Ward), Expand(row, "citations", Citation)], IsEverything: true);
        return new Expansion(way, ExpansionKind.Rows, new RowQuery(new RelatedRows(new VariableRow(indicator), way, row), [.. order], null, null, WithCount: false, shape));
    }

    private static Expansion Expand(RowVariable around, string navigation, string[] fields)
    {
        var way = Navigation(around.Type, navigation);
        var row = new RowVariable(navigation, way.Target.Type);
        var shape = new Shape([.. way.Target.Type.Properties.Where(p => fields.Contains(p.Name))], [], [], IsEverything: false);
        return new Expansion(way, ExpansionKind.Rows, new RowQuery(new RelatedRows(new VariableRow(around), way, row), [new OrderTerm(Value(row, "code"), Descending: false)], null, null, WithCount: false, shape));
    }

    private static NavigationModel Navigation(StructuredTypeModel type, string name) => type.FindNavigation(name) ?? throw new InvalidOperationException($"{type} leads to no {name}.");

    private static PropertyValue Value(RowVariable row, string name) =>
        new(new VariableRow(row), row.Type.FindProperty(name) ?? throw new InvalidOperationException($"{row.Type} has no {name}."));
}
