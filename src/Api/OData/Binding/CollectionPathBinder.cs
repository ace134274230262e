using Kawasaki.Api.OData.Binding.Apply;
using Kawasaki.Api.OData.Parsing.Syntax;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;

namespace Kawasaki.Api.OData.Binding;

/// <summary>Binds what follows a collection inside an expression: keys, `any`, `all`, `$count`, `$filter`, `aggregate`, casts.</summary>
internal sealed class CollectionPathBinder(BindContext context, ExpressionBinder expressions, MemberPathBinder members, FunctionCallBinder calls)
{
    private ApplyBinder? applies;

    /// <summary>A step on from many rows.</summary>
    public BoundPath? OfRows(RowsPath path, MemberSegment segment, RowScope scope)
    {
        var type = path.Rows.Rows.Type;
        switch (segment)
        {
            case LambdaSegment lambda:
                return Quantify(path.Rows, lambda, scope);
            case CountSegment count:
                return Filter(path.Rows, count.Filter, scope) is { } rows && Search(rows, count.Search) is { } found ? new ValuePath(new CountOf(found)) : null;
            case FilterSegment filter:
                return Filter(path.Rows, filter.Condition, scope) is { } filtered ? path with { Rows = filtered } : null;
            case KeySegment key:
                return members.WithKey(path, key, key.Arguments);
            case AggregateSegment aggregate:
                applies ??= new ApplyBinder(context, expressions, new OrderBinder(context, expressions));
                return applies.Value(aggregate.Aggregation, new AppliedRows(path.Rows, []) { Around = scope.It }) is { } value ? new ValuePath(value) : null;
            case AnnotationSegment:
                return MemberPathBinder.Nothing;
            case NameSegment { Name: var name } when members.IsTypeName(name, type):
                return path;
            case NameSegment { Name: var name } when name.Contains('.', StringComparison.Ordinal):
                return Cast(path, name, segment);
            case CallSegment call when calls.IsFunction(call.Name):
                return context.CountCollection(call) && calls.Bind(FunctionCallBinder.Segment(call), type, (n, v) => new PathRows(path.Rows, n, v)) is { } results ? new RowsPath(results, call.Name) : null;
            case CallSegment { Name: var name } call when name.Contains('.', StringComparison.Ordinal):
                return (members.IsTypeName(name, type) ? path : Cast(path, name, call)) is { } cast ? members.WithKey(cast, call, call.Arguments) : null;
            case NameSegment { Name: var name } when type.FindProperty(name) is not null || type.FindNavigation(name) is { IsCollection: false }:
                return members.Each(path.Rows, members.Member(new VariableRow(path.Rows.Rows), segment, scope), segment);
            default:
                return context.Fail<BoundPath>(
                    segment, ErrorCode.TypeMismatch, $"'{path.Name}' leads to many rows: any, all, $count or $filter must follow it.",
                    Instead(path, segment));
        }
    }

    /// <summary>A step on from a collection of plain values.</summary>
    public BoundPath? OfValues(Expression collection, MemberSegment segment, RowScope scope)
    {
        switch (segment)
        {
            case LambdaSegment { Variable: { } name, Predicate: { } condition } lambda:
                var variable = new ValueVariable(name, collection.Type.Element);
                return expressions.BindCondition(condition, scope.With(name, variable)) is { } predicate
                    ? new ValuePath(new QuantifiedValues(Kind(lambda), collection, variable, predicate))
                    : null;
            case LambdaSegment { Quantifier: LambdaToken.All } lambda:
                return NoCondition(lambda);
            case LambdaSegment:
                return new ValuePath(new QuantifiedValues(Quantifier.Any, collection, new ValueVariable("x", collection.Type.Element), null));
            case CountSegment { Filter: null, Search: null }:
                return new ValuePath(new Call(QueryFunction.Length, [collection], TypeReference.Of(PrimitiveKind.Int32, isNullable: false)));
            case CountSegment or FilterSegment:
                return OfRows(Elements(collection), segment, scope);
            case AnnotationSegment:
                return MemberPathBinder.Nothing;
            default:
                return context.Fail<BoundPath>(segment, ErrorCode.TypeMismatch, "A collection of values takes any, all, $filter or $count.");
        }
    }

    private static RowsPath Elements(Expression collection) => collection is PropertyValue property
        ? new(ElementTypes.Of(property.Row, property.Property), property.Property.Name)
        : new(new ValueRows(collection, ElementTypes.Of("values", collection.Type)), "values");

    private RowsPath? Cast(RowsPath path, string name, MemberSegment segment) =>
        members.CastTo(segment, name, path.Rows.Rows.Type) is { } derived ? path with { Rows = new TypedRows(path.Rows, new RowVariable(path.Name, derived)) } : null;

    // `observations/max(value)` as in most languages.
    private static string Instead(RowsPath path, MemberSegment segment)
    {
        var type = path.Rows.Rows.Type;
        return segment is CallSegment { Name: "sum" or "min" or "max" or "average" or "countdistinct" } call
            ? $"Write {path.Name}/aggregate({(call.Arguments is [{ Value: PathSyntax value }] ? ExpressionBinder.Text(value) : "...")} with {call.Name})."
            : BindContext.Example(type) is { } name ? $"For example {path.Name}/any(x:x/{name} ne null)." : $"For example {path.Name}/$count.";
    }

    private RowSource? Filter(RowSource rows, ExpressionSyntax? condition, RowScope scope)
    {
        if (condition is null)
        {
            return rows;
        }

        // Inside, plain names mean the filtered rows; $it stays what it was.
        var inner = scope with { This = rows.Rows, Complex = null, Computed = new(StringComparer.Ordinal) };
        return expressions.BindCondition(condition, inner) is { } bound ? new FilteredRows(rows, bound) : null;
    }

    private RowSource? Search(RowSource rows, SearchSyntax? search)
    {
        if (search is null)
        {
            return rows;
        }

        return new SearchBinder(context).Bind(search, rows.Rows) is { } match ? new FilteredRows(rows, match) : null;
    }

    private ValuePath? Quantify(RowSource rows, LambdaSegment lambda, RowScope scope)
    {
        var quantifier = Kind(lambda);
        if (lambda.Variable is null || lambda.Predicate is null)
        {
            return quantifier == Quantifier.Any ? new ValuePath(new Quantified(quantifier, rows, null)) : NoCondition(lambda);
        }

        return expressions.BindCondition(lambda.Predicate, scope.With(lambda.Variable, rows.Rows)) is { } predicate
            ? new ValuePath(new Quantified(quantifier, rows, predicate))
            : null;
    }

    private ValuePath? NoCondition(LambdaSegment lambda) =>
        context.Fail<ValuePath>(lambda, ErrorCode.UrlSyntax, "all takes a condition: all(x:...).");

    private static Quantifier Kind(LambdaSegment lambda) => lambda.Quantifier switch
    {
        LambdaToken.Any => Quantifier.Any,
        LambdaToken.All => Quantifier.All,
        _ => throw new InvalidOperationException($"No quantifier {lambda.Quantifier}."),
    };
}
