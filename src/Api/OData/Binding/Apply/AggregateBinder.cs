using Kawasaki.Api.OData.Parsing.Syntax;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;

namespace Kawasaki.Api.OData.Binding.Apply;

/// <summary>One bound item of `aggregate(...)`.</summary>
/// <param name="Column">The aggregate over the rows of the group; of a path only its property and method count.</param>
/// <param name="OverPath">For an operand behind navigations: its value over the group's rows; null otherwise.</param>
internal sealed record BoundAggregation(AggregateColumn Column, Func<RowSource, Expression>? OverPath = null);

/// <summary>Binds what `aggregate(...)` computes.</summary>
/// <remarks>
/// Source: Data Aggregation 4.0, transformation aggregate. A path through navigations is over the entities it reaches, each once; an expression is
/// evaluated on each row of the group.
/// </remarks>
internal sealed class AggregateBinder(BindContext context, ExpressionBinder expressions)
{
    private readonly SearchBinder searches = new(context);
    private readonly AggregatePathBinder paths = new(context);

    private static readonly TypeReference Number = TypeReference.Of(PrimitiveKind.Decimal, isNullable: false);

    private static readonly Dictionary<string, AggregateMethod> Methods = new(StringComparer.OrdinalIgnoreCase)
    {
        ["sum"] = AggregateMethod.Sum,
        ["min"] = AggregateMethod.Minimum,
        ["max"] = AggregateMethod.Maximum,
        ["average"] = AggregateMethod.Average,
        ["countdistinct"] = AggregateMethod.CountDistinct,
    };

    /// <summary>The items.</summary>
    /// <param name="syntax">The transformation.</param>
    /// <param name="input">Rows of the group.</param>
    /// <param name="taken">Names that the result has already: those grouped by.</param>
    /// <param name="groups">Makes the groups of `from`.</param>
    public IReadOnlyList<BoundAggregation>? Bind(AggregateSyntax syntax, AppliedRows input, IEnumerable<string> taken, GroupBinder groups)
    {
        var names = new HashSet<string>(taken, StringComparer.OrdinalIgnoreCase);
        var items = new List<BoundAggregation>();
        foreach (var item in syntax.Items)
        {
            if (Bind(item, input, names, groups) is not { } bound)
            {
                return null;
            }

            items.Add(bound);
        }

        return items;
    }

    private BoundAggregation? Bind(AggregationSyntax item, AppliedRows input, HashSet<string> names, GroupBinder groups)
    {
        if (item.Alias is not { } alias)
        {
            return NoCustom(item, "a method and a name must follow");
        }

        if (!ApplyBinder.IsFree(alias, input.Rows.Rows.Type, context))
        {
            return null;
        }

        return names.Add(alias.Text) ? Value(item, alias.Text, input, groups, item.From.Count)
            : context.Fail<BoundAggregation>(alias, ErrorCode.UrlSyntax, $"The name '{LiteralBinder.Shorten(alias.Text)}' is taken.");
    }

    /// <summary>One value of the rows; behind `from` that of the values of groups.</summary>
    /// <param name="item">What is aggregated.</param>
    /// <param name="name">Name of the value.</param>
    /// <param name="input">The rows.</param>
    /// <param name="groups">Makes the groups.</param>
    /// <param name="steps">How many of the steps of `from` count.</param>
    public BoundAggregation? Value(AggregationSyntax item, string name, AppliedRows input, GroupBinder groups, int steps)
    {
        if (steps == 0)
        {
            return Plain(item, name, input);
        }

        // `a with sum from b with max` is groupby((b),aggregate(a with sum as x))/aggregate(x with max as ...).
        var from = item.From[steps - 1];
        if (!context.CountStep(from) || !context.Enter(from)
            || groups.Keys([.. from.Grouping], input) is not { } keys || Value(item, "from", input, groups, steps - 1) is not { Column.Property: var each } inner)
        {
            return null;
        }

        context.Leave();
        var probe = new RowVariable("groups", ResultType.Of([new ResultColumn([each.Name], each)], []));
        if (from.Method is null)
        {
            return NoCustom(from, "a method must follow");
        }

        if (Method(from.Method) is not { } method || Prepare(from, from.Method.Text, method, new PropertyValue(new VariableRow(probe), each)) is not { Type: var type })
        {
            return null;
        }

        return new BoundAggregation(new AggregateColumn(ResultType.Column(name, type), method, null), Over);

        Expression Over(RowSource rows)
        {
            var grouped = GroupBinder.Aggregated(keys, [inner], input with { Rows = rows }).Rows;
            return new AggregateOf(method, grouped, new PropertyValue(new VariableRow(grouped.Rows), each), type);
        }
    }

    private BoundAggregation? Plain(AggregationSyntax item, string name, AppliedRows input)
    {
        if (item.Method is null && item.Operand is not PathSyntax { Segments: [.., CountSegment] })
        {
            return NoCustom(item, "a method must follow");
        }

        if (Method(item.Method) is not { } method || paths.Bind(item.Operand, input.Rows.Rows) is not { } path)
        {
            return null;
        }

        var isOwn = ReferenceEquals(path.Rows, input.Rows.Rows);
        return isOwn && path.Rest is [CountSegment { Filter: null, Search: null }] ? new BoundAggregation(new AggregateColumn(ResultType.Column(name, Number), AggregateMethod.Count, null))
            : isOwn && path.Rest is not [CountSegment] ? OverRows(item, name, method, input)
            : OverPath(item, name, method, path, isOwn ? input.Scope : new RowScope(path.Rows, input.Scope.It));
    }

    private BoundAggregation? NoCustom(SyntaxNode at, string what) => context.Fail<BoundAggregation>(
        at, ErrorCode.UnknownProperty, $"There are no custom aggregates: {what}.", "For example: value with sum as total.");

    private AggregateMethod? Method(NameSyntax? name)
    {
        if (name is null)
        {
            return AggregateMethod.Count;
        }

        if (Methods.TryGetValue(name.Text, out var method))
        {
            return method;
        }

        context.Fail<Problem>(
            name, ErrorCode.UnknownProperty, $"There is no aggregation method '{LiteralBinder.Shorten(name.Text)}'.",
            BindContext.DidYouMean(name.Text, Methods.Keys) ?? "Use sum, min, max, average or countdistinct.");
        return null;
    }

    private BoundAggregation? OverRows(AggregationSyntax item, string name, AggregateMethod method, AppliedRows input)
    {
        if (expressions.Bind(item.Operand, input.Scope) is not { } value || Prepare(item, item.Method!.Text, method, value) is not { } prepared)
        {
            return null;
        }

        return new BoundAggregation(new AggregateColumn(ResultType.Column(name, prepared.Type), method, prepared.Value));
    }

    private BoundAggregation? OverPath(AggregationSyntax item, string name, AggregateMethod method, AggregatePath path, RowScope end)
    {
        Expression? condition = null;
        switch (path.Rest)
        {
            case [] when path.Rows.Type.IsValue:
                return Over(item, name, method, path, new PropertyValue(new VariableRow(path.Rows), path.Rows.Type.Properties[0]));
            case [] when method == AggregateMethod.CountDistinct && !path.Rows.IsElement:
                method = AggregateMethod.Count;
                break;
            case []:
                var text = ExpressionBinder.Text((PathSyntax)item.Operand);
                var first = BindContext.Example(path.Rows.Type);
                return context.Fail<BoundAggregation>(
                    item, ErrorCode.TypeMismatch, $"'{text}' leads to {(path.Rows.IsElement ? "complex values, which no method takes" : "rows, which only countdistinct takes")}.",
                    first is null ? null : $"Add a property: '{text}/{first}'.");
            case [CountSegment { Filter: null, Search: null }]:
                break;
            case [CountSegment count]:
                condition = Condition(count, end);
                if (condition is null)
                {
                    return null;
                }

                break;
            default:
                return expressions.Bind(new PathSyntax(item.Operand.Position, path.Rest), end) is { } bound ? Over(item, name, method, path, bound) : null;
        }

        return new BoundAggregation(
            new AggregateColumn(ResultType.Column(name, Number), method, null),
            group => new AggregateOf(method, condition is null ? path.Over(group) : new FilteredRows(path.Over(group), condition), null, Number));
    }

    private BoundAggregation? Over(AggregationSyntax item, string name, AggregateMethod method, AggregatePath path, Expression bound) =>
        Prepare(item, item.Method!.Text, method, bound) is not var (value, type) ? null
            : new BoundAggregation(new AggregateColumn(ResultType.Column(name, type), method, value), group => new AggregateOf(method, path.Over(group), value, type));

    private Expression? Condition(CountSegment count, RowScope scope)
    {
        var filter = count.Filter is null ? null : expressions.BindCondition(count.Filter, scope);
        var match = count.Search is null ? null : searches.Bind(count.Search, scope.This);
        return (count.Filter is not null && filter is null) || (count.Search is not null && match is null) ? null
            : filter is null || match is null ? filter ?? match
            : new Binary(BinaryOperator.And, filter, match, TypeRules.Boolean);
    }

    // Which types a method takes, and what it gives: sums of integers are wider than their addends, so that they cannot overflow.
    private (Expression Value, TypeReference Type)? Prepare(SyntaxNode at, string name, AggregateMethod method, Expression value)
    {
        var (type, isNumber) = (value.Type, TypeRules.IsNumber(value.Type));
        var isAmount = isNumber || type.Is(PrimitiveKind.Duration);
        var fits = method switch
        {
            AggregateMethod.Sum or AggregateMethod.Average => isAmount,
            AggregateMethod.Minimum or AggregateMethod.Maximum => TypeRules.IsOrdered(type) && !type.Is(PrimitiveKind.Boolean) && type.Enumeration is null,
            _ => !type.IsCollection && type.Structured is null,
        };
        if (!fits)
        {
            context.Fail<Problem>(at, ErrorCode.TypeMismatch, $"The method {name.ToLowerInvariant()} does not take values of {TypeRules.Name(type, context.Model)}.");
            return null;
        }

        if (isNumber && type.Is(PrimitiveKind.Single))
        {
            value = TypeRules.Convert(value, TypeReference.Of(PrimitiveKind.Double));
        }

        return (value, (method, value.Type.Primitive) switch
        {
            (AggregateMethod.CountDistinct, _) => Number,
            (AggregateMethod.Sum, PrimitiveKind.Byte or PrimitiveKind.SByte or PrimitiveKind.Int16 or PrimitiveKind.Int32) => TypeReference.Of(PrimitiveKind.Int64),
            (AggregateMethod.Sum, PrimitiveKind.Int64) => TypeReference.Of(PrimitiveKind.Decimal),
            (AggregateMethod.Average, not (PrimitiveKind.Double or PrimitiveKind.Duration)) => TypeReference.Of(PrimitiveKind.Decimal),
            _ => value.Type with { IsNullable = true },
        });
    }
}
