namespace Kawasaki.Api.OData.Parsing.Syntax;

/// <summary>`$apply`, or a sequence of transformations inside one.</summary>
/// <param name="Position">Where it begins.</param>
/// <param name="Transformations">Transformations in order, at least one.</param>
internal sealed record ApplySyntax(SourcePosition Position, SyntaxList<TransformationSyntax> Transformations) : SyntaxNode(Position);

/// <summary>A set transformation (Data Aggregation extension); a closed family.</summary>
internal abstract record TransformationSyntax : SyntaxNode
{
    private protected TransformationSyntax(SourcePosition position)
        : base(position)
    {
    }
}

/// <summary>`aggregate(...)`.</summary>
/// <param name="Position">Where it begins.</param>
/// <param name="Items">Items, at least one.</param>
internal sealed record AggregateSyntax(SourcePosition Position, SyntaxList<AggregationSyntax> Items) : TransformationSyntax(Position);

/// <summary>`amount mul rate with sum from month with average as total`, `$count as n`, `sales/$count as n`, `forecast`.</summary>
/// <param name="Position">Where it begins.</param>
/// <param name="Operand">Expression or path; a lone <see cref="CountSegment"/> for `$count`; a custom aggregate when there is no method.</param>
/// <param name="Method">Method after `with`; null for `$count` and custom aggregates.</param>
/// <param name="From">Steps of `from`, in order.</param>
/// <param name="Alias">Name after `as`; null for a custom aggregate without one and in expressions.</param>
internal sealed record AggregationSyntax(
    SourcePosition Position,
    ExpressionSyntax Operand,
    NameSyntax? Method,
    SyntaxList<AggregateFromSyntax> From,
    NameSyntax? Alias) : SyntaxNode(Position);

/// <summary>`from month,year with average`.</summary>
/// <param name="Position">Where it begins.</param>
/// <param name="Grouping">Grouping properties.</param>
/// <param name="Method">Method after `with`; null for custom aggregates.</param>
internal sealed record AggregateFromSyntax(SourcePosition Position, SyntaxList<GroupingPathSyntax> Grouping, NameSyntax? Method)
    : SyntaxNode(Position);

/// <summary>`groupby((...),...)`.</summary>
/// <param name="Position">Where it begins.</param>
/// <param name="Elements">What is grouped by, at least one.</param>
/// <param name="Inner">Transformations of each group; null without any.</param>
internal sealed record GroupBySyntax(SourcePosition Position, SyntaxList<GroupingSyntax> Elements, ApplySyntax? Inner)
    : TransformationSyntax(Position);

/// <summary>What `groupby` groups by; a closed family.</summary>
internal abstract record GroupingSyntax : SyntaxNode
{
    private protected GroupingSyntax(SourcePosition position)
        : base(position)
    {
    }
}

/// <summary>A path of single-valued names: `indicator/kind`.</summary>
/// <param name="Position">Where it begins.</param>
/// <param name="Path">Names, perhaps with types between.</param>
internal sealed record GroupingPathSyntax(SourcePosition Position, SyntaxList<NameSyntax> Path) : GroupingSyntax(Position);

/// <summary>`rollup(a,b)` over levels, `rollup($all,a,b)` with the total above them, or `rollup(hierarchy)` by one name.</summary>
/// <param name="Position">Where it begins.</param>
/// <param name="Levels">Levels from the top; a single one without total names a hierarchy.</param>
/// <param name="HasTotal">Whether `$all` stands before the levels, as in the first two committee specifications.</param>
internal sealed record RollupSyntax(SourcePosition Position, SyntaxList<GroupingPathSyntax> Levels, bool HasTotal) : GroupingSyntax(Position);

/// <summary>`rolluprecursive($root/nodes,qualifier,path[,transformations])`.</summary>
/// <param name="Position">Where it begins.</param>
/// <param name="Hierarchy">The recursive hierarchy.</param>
/// <param name="Inner">Transformations that choose nodes; null without any.</param>
internal sealed record RollupRecursiveSyntax(SourcePosition Position, HierarchySyntax Hierarchy, ApplySyntax? Inner) : GroupingSyntax(Position);

/// <summary>The three parameters that name a recursive hierarchy.</summary>
/// <param name="Position">Where it begins.</param>
/// <param name="Nodes">The nodes: a path that begins with `$root`.</param>
/// <param name="Qualifier">Qualifier of the hierarchy's annotation.</param>
/// <param name="NodePath">Path to the node's identifier.</param>
internal sealed record HierarchySyntax(SourcePosition Position, PathSyntax Nodes, NameSyntax Qualifier, GroupingPathSyntax NodePath)
    : SyntaxNode(Position);

/// <summary>`filter(...)`.</summary>
/// <param name="Position">Where it begins.</param>
/// <param name="Condition">The condition.</param>
internal sealed record FilterTransformation(SourcePosition Position, ExpressionSyntax Condition) : TransformationSyntax(Position);

/// <summary>`compute(...)`.</summary>
/// <param name="Position">Where it begins.</param>
/// <param name="Items">Computed properties, at least one.</param>
internal sealed record ComputeTransformation(SourcePosition Position, SyntaxList<ComputeItemSyntax> Items) : TransformationSyntax(Position);

/// <summary>`concat(...)`.</summary>
/// <param name="Position">Where it begins.</param>
/// <param name="Sequences">Sequences, at least two.</param>
internal sealed record ConcatTransformation(SourcePosition Position, SyntaxList<ApplySyntax> Sequences) : TransformationSyntax(Position);

/// <summary>`identity`.</summary>
/// <param name="Position">Where it begins.</param>
internal sealed record IdentityTransformation(SourcePosition Position) : TransformationSyntax(Position);

/// <summary>`topcount`, `topsum`, `toppercent` and the three of the bottom.</summary>
/// <param name="Position">Where it begins.</param>
/// <param name="Kind">Which.</param>
/// <param name="Amount">How much: evaluated on the collection.</param>
/// <param name="Value">What the rows are ranked by.</param>
internal sealed record RankTransformation(SourcePosition Position, RankToken Kind, ExpressionSyntax Amount, ExpressionSyntax Value)
    : TransformationSyntax(Position);

/// <summary>Kinds of ranking.</summary>
internal enum RankToken
{
    /// <summary>`topcount`.</summary>
    TopCount,

    /// <summary>`topsum`.</summary>
    TopSum,

    /// <summary>`toppercent`.</summary>
    TopPercent,

    /// <summary>`bottomcount`.</summary>
    BottomCount,

    /// <summary>`bottomsum`.</summary>
    BottomSum,

    /// <summary>`bottompercent`.</summary>
    BottomPercent,
}

/// <summary>`orderby(...)`.</summary>
/// <param name="Position">Where it begins.</param>
/// <param name="Items">Terms, at least one.</param>
internal sealed record OrderByTransformation(SourcePosition Position, SyntaxList<OrderItemSyntax> Items) : TransformationSyntax(Position);

/// <summary>`top(n)`.</summary>
/// <param name="Position">Where it begins.</param>
/// <param name="Rows">How many rows.</param>
internal sealed record TopTransformation(SourcePosition Position, long Rows) : TransformationSyntax(Position);

/// <summary>`skip(n)`.</summary>
/// <param name="Position">Where it begins.</param>
/// <param name="Rows">How many rows.</param>
internal sealed record SkipTransformation(SourcePosition Position, long Rows) : TransformationSyntax(Position);

/// <summary>`search(...)`.</summary>
/// <param name="Position">Where it begins.</param>
/// <param name="Search">What is looked for.</param>
internal sealed record SearchTransformation(SourcePosition Position, SearchSyntax Search) : TransformationSyntax(Position);

/// <summary>`expand(path,...)` of the extension's second draft.</summary>
/// <param name="Position">Where it begins.</param>
/// <param name="Path">The navigation.</param>
/// <param name="Inner">Sequences behind it: a filter, further expansions.</param>
internal sealed record ExpandTransformation(SourcePosition Position, SyntaxList<NameSyntax> Path, SyntaxList<ApplySyntax> Inner)
    : TransformationSyntax(Position);

/// <summary>`join(path as alias[,...])` and `outerjoin`.</summary>
/// <param name="Position">Where it begins.</param>
/// <param name="IsOuter">Whether rows without partner stay.</param>
/// <param name="Path">The collection.</param>
/// <param name="Alias">Name of the joined row.</param>
/// <param name="Inner">Transformations of the collection; null without any.</param>
internal sealed record JoinTransformation(SourcePosition Position, bool IsOuter, SyntaxList<NameSyntax> Path, NameSyntax Alias, ApplySyntax? Inner)
    : TransformationSyntax(Position);

/// <summary>`nest(... as alias)` and `addnested(path,... as alias)`.</summary>
/// <param name="Position">Where it begins.</param>
/// <param name="Path">The collection of `addnested`; null for `nest`.</param>
/// <param name="Items">Sequences with their names, at least one.</param>
internal sealed record NestTransformation(SourcePosition Position, SyntaxList<NameSyntax>? Path, SyntaxList<NestItemSyntax> Items)
    : TransformationSyntax(Position);

/// <summary>`transformations as alias`.</summary>
/// <param name="Position">Where it begins.</param>
/// <param name="Apply">The transformations.</param>
/// <param name="Alias">Name of the result.</param>
internal sealed record NestItemSyntax(SourcePosition Position, ApplySyntax Apply, NameSyntax Alias) : SyntaxNode(Position);

/// <summary>`ancestors(...)` and `descendants(...)`.</summary>
/// <param name="Position">Where it begins.</param>
/// <param name="IsDescendants">Which of the two.</param>
/// <param name="Hierarchy">The recursive hierarchy.</param>
/// <param name="Start">Transformations that choose the nodes to start at.</param>
/// <param name="MaxDistance">How far; null for any distance.</param>
/// <param name="KeepStart">Whether the start belongs to the result.</param>
internal sealed record RelativesTransformation(
    SourcePosition Position,
    bool IsDescendants,
    HierarchySyntax Hierarchy,
    ApplySyntax Start,
    long? MaxDistance,
    bool KeepStart) : TransformationSyntax(Position);

/// <summary>`traverse(...)`.</summary>
/// <param name="Position">Where it begins.</param>
/// <param name="Hierarchy">The recursive hierarchy.</param>
/// <param name="IsPostorder">Children before their parent.</param>
/// <param name="Inner">Transformations that choose nodes; null without any.</param>
/// <param name="OrderBy">Order of siblings; may be none.</param>
internal sealed record TraverseTransformation(
    SourcePosition Position,
    HierarchySyntax Hierarchy,
    bool IsPostorder,
    ApplySyntax? Inner,
    SyntaxList<OrderItemSyntax> OrderBy) : TransformationSyntax(Position);

/// <summary>A function of the model as transformation: `ns.topAndRest(count=1)`.</summary>
/// <param name="Position">Where it begins.</param>
/// <param name="Name">Qualified name.</param>
/// <param name="Arguments">Its arguments.</param>
internal sealed record CustomTransformation(SourcePosition Position, string Name, SyntaxList<ArgumentSyntax> Arguments)
    : TransformationSyntax(Position);
