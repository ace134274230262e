using Kawasaki.Api.OData.Binding.Apply;
using Kawasaki.Api.OData.Parsing.Syntax;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Query;

namespace Kawasaki.Api.OData.Binding;

/// <summary>Binds the query options over some rows: those of the resource path, or those of an expansion.</summary>
internal sealed class RowQueryBinder
{
    private readonly BindContext context;
    private readonly ExpressionBinder expressions;
    private readonly OrderBinder orders;
    private readonly ShapeBinder shapes;
    private readonly SearchBinder searches;
    private readonly ApplyBinder applies;

    /// <summary>Binds for one request.</summary>
    public RowQueryBinder(BindContext context, ExpressionBinder expressions)
    {
        this.context = context;
        this.expressions = expressions;
        orders = new OrderBinder(context, expressions);
        shapes = new ShapeBinder(context, expressions, this);
        searches = new SearchBinder(context);
        applies = new ApplyBinder(context, expressions, orders);
    }

    /// <summary>The rows with order, limits and shape.</summary>
    /// <param name="rows">The rows before the options.</param>
    /// <param name="options">The options.</param>
    /// <param name="scope">What names mean.</param>
    /// <param name="use">What the rows are for.</param>
    /// <param name="depth">How many expansions stand around; 0 for the resource itself.</param>
    public RowQuery? Bind(RowSource rows, QueryOptionsSyntax options, RowScope scope, OptionUse use, int depth)
    {
        if (OptionRules.Check(options, use, isNested: depth > 0) is { } problem)
        {
            return context.Fail<RowQuery>(problem);
        }

        SyntaxList<OrderItemSyntax> applied = [];
        if (options.Apply is not null)
        {
            if (rows.Rows is { IsElement: true, Type: var member })
            {
                if (member.IsValue)
                {
                    return context.Fail<RowQuery>(options.Apply, ErrorCode.TypeMismatch, $"$apply takes rows or complex values, '{rows.Rows.Name}' holds plain values.", "Use $filter, $orderby, $top and $skip.");
                }

                rows = HeldRows.Of(rows);
                scope = new RowScope(rows.Rows, ReferenceEquals(scope.It, scope.This) ? rows.Rows : scope.It);
            }

            if (applies.Bind(options.Apply, new AppliedRows(rows, []) { Around = ReferenceEquals(scope.It, scope.This) ? null : scope.It }) is not { } result)
            {
                return null;
            }

            (rows, scope, applied) = (result.Rows, result.Scope, result.Order);
            if (use == OptionUse.References && !rows.Rows.Type.IsEntity)
            {
                return context.Fail<RowQuery>(options.Apply, ErrorCode.UrlSyntax, "What $apply makes here are no entities: there are no references to them.", "Leave /$ref out.");
            }
        }

        if (!shapes.Compute(options.Compute, scope) || Filter(rows, options, scope) is not { } filtered)
        {
            return null;
        }

        var match = options.Search is null ? null : searches.Bind(options.Search, scope.This);
        if ((options.Search is not null && match is null) || Order(options, applied, scope, match) is not { } order || !IsInRange(options))
        {
            return null;
        }

        if (match is not null)
        {
            filtered = new FilteredRows(filtered, match);
        }

        var shape = use is OptionUse.Rows or OptionUse.Row or OptionUse.Elements ? shapes.Bind(options, scope, depth) : new Shape([], [], [], IsEverything: false);
        return shape is null ? null
            : new RowQuery(filtered, order, options.Skip?.Value is > 0 ? options.Skip.Value : null, options.Top?.Value, options.Count?.Value ?? false, shape);
    }

    /// <summary>What is written of one complex value.</summary>
    /// <param name="owner">The complex value, as a row.</param>
    /// <param name="options">The options on it.</param>
    /// <param name="it">What `$it` means; null for the row that holds the value.</param>
    /// <param name="isNested">True inside `$select`.</param>
    /// <param name="select">Binds `$select` when the computed columns are known.</param>
    public Shape? Bind(ComplexRow owner, QueryOptionsSyntax options, RowVariable? it, bool isNested, Func<Dictionary<string, Expression>, Selected?> select)
    {
        if (OptionRules.Check(options, OptionUse.Complex, isNested) is { } problem)
        {
            return context.Fail<Shape>(problem);
        }

        var row = Holder(owner);
        var scope = new RowScope(row, it ?? row) { Complex = owner };
        return shapes.Compute(options.Compute, scope) && select(scope.Computed) is { } selected
            ? selected.Shape with { Computed = ShapeBinder.Chosen(scope, selected) } : null;
    }

    /// <summary>What is written of one complex value that is asked for by itself.</summary>
    /// <param name="owner">The complex value, as a row.</param>
    /// <param name="options">The options on it.</param>
    public Shape? Bind(ComplexRow owner, QueryOptionsSyntax options) =>
        Bind(owner, options, it: null, isNested: false, computed => new SelectBinder(context, this).Bind(options.Select, owner, computed, it: null, depth: 0));

    private static RowVariable Holder(RowExpression row) => row switch
    {
        VariableRow variable => variable.Variable,
        ComplexRow complex => Holder(complex.From),
        CastRow cast => Holder(cast.From),
        RelatedRow related => Holder(related.From),
        _ => throw new InvalidOperationException($"{row.GetType().Name} is no known row."),
    };

    private RowSource? Filter(RowSource rows, QueryOptionsSyntax options, RowScope scope)
    {
        if (options.Filter is null)
        {
            return rows;
        }

        var these = new CurrentRows(rows);
        return expressions.BindCondition(options.Filter, these.In(scope)) is { } condition ? these.Under(r => new FilteredRows(r, condition)) : null;
    }

    // What was asked for, then the order that $apply gave; without either the best match comes first.
    private IReadOnlyList<OrderTerm>? Order(QueryOptionsSyntax options, SyntaxList<OrderItemSyntax> applied, RowScope scope, SearchMatch? match)
    {
        SyntaxList<OrderItemSyntax> items = [.. options.OrderBy?.Items ?? [], .. applied];
        return orders.Bind(items, options.OrderBy ?? (SyntaxNode?)options.Apply, scope, items.Count == 0 ? SearchBinder.BestFirst(match) : []);
    }

    /// <summary>False, with the problem kept, when $skip or $top cannot be.</summary>
    /// <param name="options">The options.</param>
    public bool IsInRange(QueryOptionsSyntax options)
    {
        if (options.Skip is not null && options.Skip.Value > context.Limits.MaxSkip)
        {
            context.Fail<Problem>(
                options.Skip, ErrorCode.TooComplex, $"$skip passes over at most {context.Limits.MaxSkip} rows.", "Follow @odata.nextLink: it costs the same at any depth.");
            return false;
        }

        if (options.Skip is { Value: < 0 } skip)
        {
            context.Fail<Problem>(skip, ErrorCode.BadLiteral, "$skip cannot be negative.");
            return false;
        }

        if (options.Top is { Value: < 0 } top)
        {
            context.Fail<Problem>(top, ErrorCode.BadLiteral, "$top cannot be negative.");
            return false;
        }

        return true;
    }
}
