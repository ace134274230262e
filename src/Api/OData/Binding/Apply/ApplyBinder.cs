using Kawasaki.Api.OData.Parsing.Syntax;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;

namespace Kawasaki.Api.OData.Binding.Apply;

/// <summary>Binds `$apply`: a chain of transformations, each over the result of the one before.</summary>
internal sealed class ApplyBinder
{
    /// <summary>The transformations that are bound, as `$metadata` names them; a test asks for each.</summary>
    public static readonly IReadOnlyList<string> Transformations =
    [
        "addnested", "aggregate", "bottomcount", "bottompercent", "bottomsum", "compute", "concat", "filter", "groupby", "identity", "join", "nest", "orderby", "outerjoin",
        "search", "skip", "top", "topcount", "toppercent", "topsum",
    ];

    private readonly BindContext context;
    private readonly ExpressionBinder expressions;
    private readonly OrderBinder orders;
    private readonly SearchBinder searches;
    private readonly GroupBinder groups;
    private readonly RankBinder ranks;
    private readonly ConcatBinder concats;
    private readonly JoinBinder joins;
    private readonly NestBinder nests;

    /// <summary>Binds for one request.</summary>
    public ApplyBinder(BindContext context, ExpressionBinder expressions, OrderBinder orders)
    {
        (this.context, this.expressions, this.orders) = (context, expressions, orders);
        searches = new SearchBinder(context);
        concats = new ConcatBinder(context, this);
        joins = new JoinBinder(context, this);
        nests = new NestBinder(context, this);
        groups = new GroupBinder(context, expressions, new AggregateBinder(context, expressions), concats, nests, this);
        ranks = new RankBinder(context, expressions);
    }

    /// <summary>The rows after all transformations.</summary>
    /// <param name="syntax">The transformations.</param>
    /// <param name="input">The rows before.</param>
    public AppliedRows? Bind(ApplySyntax syntax, AppliedRows input)
    {
        var rows = input;
        foreach (var transformation in syntax.Transformations)
        {
            if (!context.Enter(transformation) || !context.CountStep(transformation) || Bind(transformation, rows) is not { } next)
            {
                return null;
            }

            rows = next;
            context.Leave();
        }

        return rows;
    }

    private AppliedRows? Bind(TransformationSyntax syntax, AppliedRows input) => syntax switch
    {
        IdentityTransformation => input,
        FilterTransformation filter => Filter(filter, input),
        AggregateSyntax aggregate => groups.Bind(aggregate, input),
        GroupBySyntax groupBy => groups.Bind(groupBy, input),
        ComputeTransformation compute => Compute(compute.Items, input),
        ConcatTransformation concat => concats.Bind(concat, input),
        RankTransformation rank => ranks.Bind(rank, input),
        OrderByTransformation order => Order(order, input),
        TopTransformation top => Slice(top, input, skip: null, top.Rows),
        SkipTransformation skip => Slice(skip, input, skip.Rows, top: null),
        SearchTransformation search => searches.Bind(search.Search, input.Rows.Rows) is { } match ? input with { Rows = new FilteredRows(input.Rows, match) } : null,
        ExpandTransformation => Unknown(syntax, "expand", "It was one of a draft. Write addnested(..., ... as name), or $expand behind $apply."),
        JoinTransformation join => joins.Bind(join, input),
        NestTransformation { Path: null } nest => nests.Bind(nest, input),
        NestTransformation nest => nests.Add(nest, input),
        RelativesTransformation { IsDescendants: true } => NotSupported(syntax, "descendants"),
        RelativesTransformation => NotSupported(syntax, "ancestors"),
        TraverseTransformation => NotSupported(syntax, "traverse"),
        CustomTransformation custom => Unknown(syntax, LiteralBinder.Shorten(custom.Name), $"There are no custom ones. Known are {string.Join(", ", Transformations)}."),
        _ => throw new InvalidOperationException($"{syntax.GetType().Name} is no known transformation."),
    };

    /// <summary>One value of rows: `aggregate` in an expression.</summary>
    public Expression? Value(AggregationSyntax syntax, AppliedRows rows) => groups.Value(syntax, rows);

    private AppliedRows? Filter(FilterTransformation syntax, AppliedRows input)
    {
        var these = new CurrentRows(input.Rows);
        return expressions.BindCondition(syntax.Condition, these.In(input.Scope)) is { } condition
            ? input with { Rows = these.Under(rows => new FilteredRows(rows, condition)) } : null;
    }

    /// <summary>Adds computed columns; each may use those before it.</summary>
    public AppliedRows? Compute(SyntaxList<ComputeItemSyntax> items, AppliedRows input)
    {
        var rows = input;
        foreach (var item in items)
        {
            var (before, these) = (context.Nodes, new CurrentRows(rows.Rows));
            if (!IsFree(item.Alias, rows.Rows.Rows.Type, context) || expressions.Bind(item.Value, these.In(rows.Scope)) is not { } value)
            {
                return null;
            }

            var column = ResultType.Column(item.Alias.Text, value.Type);
            context.Weigh(column, before);
            var type = ResultType.With(rows.Rows.Rows.Type, column);
            rows = rows with { Rows = these.Under(r => new ComputedRows(r, [new RowColumn(column, value)], new RowVariable("computed", type))) };
        }

        return rows;
    }

    /// <summary>True when the name is that of no property of the rows; else the problem is told.</summary>
    public static bool IsFree(NameSyntax alias, StructuredTypeModel type, BindContext context)
    {
        if (type.FindProperty(alias.Text) is null && type.FindNavigation(alias.Text) is null)
        {
            return true;
        }

        context.Fail<Problem>(alias, ErrorCode.UrlSyntax, $"The name '{LiteralBinder.Shorten(alias.Text)}' is taken.");
        return false;
    }

    private AppliedRows? Unknown(TransformationSyntax syntax, string name, string hint) =>
        context.Fail<AppliedRows>(syntax, ErrorCode.UnknownProperty, $"There is no transformation '{name}'.", hint);

    private AppliedRows? NotSupported(TransformationSyntax syntax, string name) => context.NotSupported<AppliedRows>(syntax, $"The transformation {name}");

    // The later order comes first; rows it leaves equal keep the order they had.
    private AppliedRows? Order(OrderByTransformation syntax, AppliedRows input) =>
        orders.Bind(syntax.Items, syntax, input.Scope, []) is null ? null : input with { Order = [.. syntax.Items, .. input.Order] };

    private AppliedRows? Slice(TransformationSyntax syntax, AppliedRows input, long? skip, long? top)
    {
        if (skip > context.Limits.MaxSkip)
        {
            return context.Fail<AppliedRows>(syntax, ErrorCode.TooComplex, $"skip passes over at most {context.Limits.MaxSkip} rows.");
        }

        return orders.Bind(input.Order, syntax, input.Scope, []) is { } order
            ? input with { Rows = new SlicedRows(input.Rows, order, skip, top) } : null;
    }
}
