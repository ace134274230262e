using Kawasaki.Api.OData.Parsing.Syntax;
using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;

namespace Kawasaki.Api.OData.Binding.Apply;

/// <summary>What the path of an aggregate expression reaches from the rows of a group.</summary>
/// <param name="Rows">What is reached last.</param>
/// <param name="Rest">Names behind it: a value of each, or `$count`.</param>
/// <param name="Over">The rows reached, from the rows of a group.</param>
internal sealed record AggregatePath(RowVariable Rows, SyntaxList<MemberSegment> Rest, Func<RowSource, RowSource> Over);

/// <summary>Binds the part of a path that leads from rows to rows: navigations, nested results, collections that a row holds, casts.</summary>
/// <remarks>
/// Source: Data Aggregation 4.0, aggregation algorithm: an entity that several rows lead to counts once, so does a nested row that is the same in all it
/// holds; members of a collection count as often as they occur.
/// </remarks>
internal sealed class AggregatePathBinder(BindContext context)
{
    /// <summary>The path; with a problem null.</summary>
    /// <param name="operand">The operand of an aggregate expression.</param>
    /// <param name="from">The rows of the group.</param>
    public AggregatePath? Bind(ExpressionSyntax operand, RowVariable from)
    {
        SyntaxList<MemberSegment> segments = operand is PathSyntax syntax ? syntax.Segments : [];
        var path = new AggregatePath(from, segments, rows => rows);
        // A complex value on the way matters only when a collection follows.
        RowExpression at = new VariableRow(from);
        for (var i = 0; i < segments.Count && segments[i] is NameSegment name; i++)
        {
            if (at.Type.FindProperty(name.Name) is { Type: { IsCollection: false, Structured.IsSpread: false } } complex)
            {
                at = new ComplexRow(at, complex);
                continue;
            }

            switch (Step(name, at))
            {
                case null:
                    return context.Problem is null ? path : null;
                case var (rows, step):
                    var before = path.Over;
                    path = new AggregatePath(rows, [.. segments.Skip(i + 1)], group => step(before(group)));
                    at = new VariableRow(rows);
                    break;
            }
        }

        return path;
    }

    private sealed record Reached(RowVariable Rows, Func<RowSource, RowSource> Step);

    private Reached? Step(NameSegment segment, RowExpression at)
    {
        var name = segment.Name;
        if (at.Type.FindProperty(name) is { } property)
        {
            return property.Type.IsCollection ? Elements(segment, at, property) : null;
        }

        if (at.Type.FindNavigation(name) is { } navigation)
        {
            return context.FindNested(navigation) is { Apply: not null } nested ? Nested(segment, at, navigation, nested) : Related(at, navigation);
        }

        return name.Contains('.', StringComparison.Ordinal) && context.FindType(name) is { } type && type.IsOrDerivesFrom(at.Type.Declared) && at is VariableRow ? Cast(ResultType.As(type, at.Type)) : null;
    }

    private static Reached Cast(StructuredTypeModel type)
    {
        var rows = new RowVariable(type.Name, type);
        return new Reached(rows, input => new TypedRows(input, rows));
    }

    private Reached? Elements(NameSegment segment, RowExpression at, PropertyModel property)
    {
        var elements = ElementTypes.Of(at, property);
        return context.CountCollection(segment) ? new Reached(elements.Rows, input => new ElementRows(at, property, elements.Rows, input)) : null;
    }

    // What a step has computed of the row stands beside it: then two that differ in it are two.
    private static Reached Related(RowExpression at, NavigationModel navigation)
    {
        var rows = new RowVariable(navigation.Name, navigation.Target.Type);
        if (navigation.Beside.Count == 0)
        {
            return new Reached(rows, input => new PathRows(input, navigation, rows));
        }

        var related = new RelatedRows(at, navigation, new RowVariable(navigation.Name, navigation.Target.Type));
        return new Reached(rows, input => Each(input, related, rows));
    }

    private Reached? Nested(NameSegment segment, RowExpression at, NavigationModel navigation, NestedRows nested)
    {
        if (!context.CountCollection(segment) || !context.Use(navigation, segment) || nested.Rows(at) is not { } found)
        {
            return null;
        }

        var rows = new RowVariable(navigation.Name, found.Rows.Type);
        return new Reached(rows, input => Each(input, found, rows));
    }

    private static DistinctRows Each(RowSource input, RowSource right, RowVariable rows)
    {
        var type = rows.Type;
        var made = ResultType.Columns(type).Select(c => c.Property).Concat(ResultType.Hidden(type)).Distinct();
        var told = (type.Declared.IsEntity ? made.Except(type.Declared.Properties).Concat(type.Key) : made).Where(p => p.Type is { IsCollection: false, Structured: null });
        return new DistinctRows(new CrossedRows(input, right, KeptSide.Right, isOuter: false, [], rows), [.. told.Distinct().Select(p => new PropertyValue(new VariableRow(rows), p))]);
    }
}
