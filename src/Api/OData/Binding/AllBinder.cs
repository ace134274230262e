using Kawasaki.Api.OData.Parsing.Syntax;
using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;

namespace Kawasaki.Api.OData.Binding;

/// <summary>Binds `$all`: the rows of every set, in the order of the sets and of their keys.</summary>
/// <remarks>Source: OData URL Conventions 4.01, section 4.15. A row is of Edm.EntityType, which has no property: conditions cast it first.</remarks>
internal sealed class AllBinder(BindContext context, ExpressionBinder expressions, RowQueryBinder queries)
{
    /// <summary>All rows, before the query options.</summary>
    public static BoundTarget Target()
    {
        var type = new StructuredTypeModel { Name = "EntityType", IsEntity = false, IsAnyEntity = true, Text = Unnamed };
        type.Link([], [], [Apply.ResultType.Column("place", TypeReference.Of(PrimitiveKind.Int32, isNullable: false)), Apply.ResultType.Column("key", TypeReference.Of(PrimitiveKind.String, isNullable: false))]);
        return new BoundTarget(ResultKind.Rows, new AllRows([], new RowVariable("$it", type)), new EntitySetModel("$all", type, "", "", InPackage: false), IsCollection: true);
    }

    /// <summary>The rows with the options.</summary>
    /// <param name="row">A row of any set.</param>
    /// <param name="options">The options.</param>
    /// <param name="use">What the rows are for.</param>
    public RowQuery? Bind(RowVariable row, QueryOptionsSyntax options, OptionUse use)
    {
        if ((OptionRules.Check(options, use, isNested: false) ?? OptionRules.OfAll(options)) is { } problem)
        {
            return context.Fail<RowQuery>(problem);
        }

        Expression? condition = null;
        SearchTerm? term = null;
        if ((options.Filter is not null && (condition = expressions.BindCondition(options.Filter, new RowScope(row, row))) is null)
            || (options.Search is not null && (term = new SearchBinder(context).Term(options.Search)) is null)
            || !queries.IsInRange(options))
        {
            return null;
        }

        var parts = new List<AllPart>();
        foreach (var (set, place) in context.Model.Sets.Select((s, i) => (s, i)).Where(s => term is null || s.s.Type.Searched.Count > 0))
        {
            if (Part(set, place, condition, term, use) is not { } part)
            {
                return null;
            }

            parts.Add(part);
        }

        var order = row.Type.Key.Select(k => new OrderTerm(new PropertyValue(new VariableRow(row), k), Descending: false)).ToList();
        return new RowQuery(
            new AllRows(parts, row), order, options.Skip?.Value is > 0 ? options.Skip.Value : null, options.Top?.Value, options.Count?.Value ?? false, new Shape([], [], [], IsEverything: true));
    }

    private AllPart? Part(EntitySetModel set, int place, Expression? condition, SearchTerm? term, OptionUse use)
    {
        var row = new RowVariable(set.Name, set.Type);
        RowSource rows = new SetRows(set, row);
        rows = condition is null ? rows : new FilteredRows(rows, condition);
        rows = term is null ? rows : new FilteredRows(rows, new SearchMatch(new VariableRow(row), term));
        return queries.Bind(rows, QueryOptionsSyntax.None, new RowScope(row, row), use, depth: 0) is { } query ? new AllPart(place, set, query) : null;
    }

    private static ModelText Unnamed { get; } = new("", "");
}
