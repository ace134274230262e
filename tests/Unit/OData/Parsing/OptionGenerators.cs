using FsCheck;
using FsCheck.Fluent;
using Kawasaki.Api.OData.Parsing.Syntax;

namespace Kawasaki.Tests.OData.Parsing;

/// <summary>Random query options as the parser could have made them: nested, with transformations.</summary>
internal static class OptionGenerators
{
    private static readonly SourcePosition Nowhere = new("test", 0);

    private static Gen<SyntaxList<NameSyntax>> Names { get; } =
        Gen.OneOf(SyntaxGenerators.Name, Gen.Constant("ns.Type"), Gen.Constant("@core.term#q")).Select(text => new NameSyntax(Nowhere, text)).Some();

    private static Gen<GroupingPathSyntax> GroupingPath { get; } = SyntaxGenerators.NameNode.Some().Select(names => new GroupingPathSyntax(Nowhere, names));

    /// <summary>Options of a request.</summary>
    public static Gen<QueryOptionsSyntax> Request(int depth) =>
        from options in Nested(depth)
        from apply in Apply(depth).Perhaps()
        from text in SyntaxGenerators.Text.Where(text => text.Trim(' ').Length == text.Length && text.Length > 0).Perhaps()
        from skipIndex in Gen.Choose(-5, 5)
        select options with
        {
            Apply = apply,
            Levels = null,
            Format = text is null ? null : new TextOptionSyntax(Nowhere, text),
            SkipToken = text is null ? null : new TextOptionSyntax(Nowhere, text),
            Index = new IntegerOptionSyntax(Nowhere, skipIndex),
            Custom = text is null ? [] : [new CustomOptionSyntax(Nowhere, "rank", text)],
        };

    /// <summary>A sequence of transformations.</summary>
    public static Gen<ApplySyntax> Apply(int depth) => Transformation(depth).Some().Select(steps => new ApplySyntax(Nowhere, steps));

    private static Gen<QueryOptionsSyntax> Nested(int depth) =>
        from filter in SyntaxGenerators.Expression(depth).Perhaps()
        from search in SyntaxGenerators.Search(depth).Perhaps()
        from order in Order(depth).Select(items => new OrderBySyntax(Nowhere, items)).Perhaps()
        from compute in Compute(depth).Select(items => new ComputeSyntax(Nowhere, items)).Perhaps()
        from alias in SyntaxGenerators.Expression(depth)
        from count in Gen.Elements(true, false)
        from top in Gen.Choose(0, 1000)
        from levels in Gen.Elements<int?>(null, 1, 20)
        from selected in (depth == 0 ? SelectName : SelectItem(depth - 1)).Some().Select(items => new SelectSyntax(Nowhere, items)).Perhaps()
        from expand in (depth == 0 ? Gen.Constant<ExpandSyntax?>(null) : ExpandItem(depth - 1).Some().Select(items => new ExpandSyntax(Nowhere, items)).Perhaps())
        select new QueryOptionsSyntax
        {
            Filter = filter,
            Search = search,
            OrderBy = order,
            Compute = compute,
            Aliases = [new AliasSyntax(Nowhere, "p", alias)],
            Count = new BooleanOptionSyntax(Nowhere, count),
            Top = new IntegerOptionSyntax(Nowhere, top),
            Skip = new IntegerOptionSyntax(Nowhere, top),
            Levels = new LevelsSyntax(Nowhere, levels),
            Select = selected,
            Expand = expand,
        };

    private static Gen<SelectItemSyntax> SelectName { get; } = Gen.OneOf(
        Names.Select(path => new SelectItemSyntax(Nowhere, path, null, null)),
        Gen.Elements("*", "ns.*").Select(star => new SelectItemSyntax(Nowhere, [new NameSyntax(Nowhere, star)], null, null)),
        from path in Names from parameters in SyntaxGenerators.NameNode.Some() select new SelectItemSyntax(Nowhere, path, parameters, null));

    private static Gen<SelectItemSyntax> SelectItem(int depth) => Gen.OneOf(
        SelectName,
        from path in Names
        from options in Nested(depth)
        select new SelectItemSyntax(Nowhere, path, null, options with { Expand = null, Levels = null }));

    private static Gen<ExpandItemSyntax> ExpandItem(int depth) =>
        from path in Names
        from kind in Gen.Elements(Enum.GetValues<ExpandToken>())
        from options in Nested(depth)
        from plain in Gen.Elements(true, false)
        select kind switch
        {
            ExpandToken.Value => new ExpandItemSyntax(Nowhere, [], kind, QueryOptionsSyntax.None),
            _ when plain => new ExpandItemSyntax(Nowhere, path, kind, QueryOptionsSyntax.None),
            ExpandToken.Count => new ExpandItemSyntax(Nowhere, path, kind, new() { Filter = options.Filter, Search = options.Search }),
            ExpandToken.References => new ExpandItemSyntax(Nowhere, path, kind, new() { OrderBy = options.OrderBy, Top = options.Top, Count = options.Count }),
            _ => new ExpandItemSyntax(Nowhere, path, kind, options),
        };

    private static Gen<SyntaxList<OrderItemSyntax>> Order(int depth) =>
        (from value in SyntaxGenerators.Expression(depth)
         from down in Gen.Elements(true, false)
         select new OrderItemSyntax(Nowhere, value, down)).Some();

    private static Gen<SyntaxList<ComputeItemSyntax>> Compute(int depth) =>
        (from value in SyntaxGenerators.Expression(depth)
         from alias in SyntaxGenerators.NameNode
         select new ComputeItemSyntax(Nowhere, value, alias)).Some();

    private static Gen<TransformationSyntax> Transformation(int depth)
    {
        var leaf = Gen.OneOf<TransformationSyntax>(
            Gen.Constant<TransformationSyntax>(new IdentityTransformation(Nowhere)),
            Gen.Choose(0, 99).Select(rows => (TransformationSyntax)new TopTransformation(Nowhere, rows)),
            Gen.Choose(0, 99).Select(rows => (TransformationSyntax)new SkipTransformation(Nowhere, rows)),
            SyntaxGenerators.Search(1).Select(search => (TransformationSyntax)new SearchTransformation(Nowhere, search)),
            Order(1).Select(items => (TransformationSyntax)new OrderByTransformation(Nowhere, items)),
            Compute(1).Select(items => (TransformationSyntax)new ComputeTransformation(Nowhere, items)),
            SyntaxGenerators.Expression(1).Select(condition => (TransformationSyntax)new FilterTransformation(Nowhere, condition)),
            Aggregation.Some().Select(items => (TransformationSyntax)new AggregateSyntax(Nowhere, items)),
            from kind in Gen.Elements(Enum.GetValues<RankToken>())
            from amount in SyntaxGenerators.Expression(1)
            from value in SyntaxGenerators.Expression(1)
            select (TransformationSyntax)new RankTransformation(Nowhere, kind, amount, value),
            from arguments in SyntaxGenerators.Arguments(1)
            select (TransformationSyntax)new CustomTransformation(Nowhere, "ns.f", arguments));
        if (depth == 0)
        {
            return leaf;
        }

        var inner = Apply(depth - 1);
        var nestItem = from apply in inner from alias in SyntaxGenerators.NameNode select new NestItemSyntax(Nowhere, apply, alias);
        return Gen.OneOf(
            leaf,
            from elements in Grouping(depth).Some() from apply in inner.Perhaps() select (TransformationSyntax)new GroupBySyntax(Nowhere, elements, apply),
            from first in inner from rest in inner.Some() select (TransformationSyntax)new ConcatTransformation(Nowhere, [first, .. rest]),
            from path in Names from sequences in inner.Many() select (TransformationSyntax)new ExpandTransformation(Nowhere, path, sequences),
            from outer in Gen.Elements(true, false)
            from path in Names
            from alias in SyntaxGenerators.NameNode
            from apply in inner.Perhaps()
            select (TransformationSyntax)new JoinTransformation(Nowhere, outer, path, alias, apply),
            nestItem.Some().Select(items => (TransformationSyntax)new NestTransformation(Nowhere, null, items)),
            from path in Names from items in nestItem.Some() select (TransformationSyntax)new NestTransformation(Nowhere, path, items),
            from down in Gen.Elements(true, false)
            from hierarchy in Hierarchy
            from start in inner
            from distance in Gen.Elements<long?>(null, 2)
            from keep in Gen.Elements(true, false)
            select (TransformationSyntax)new RelativesTransformation(Nowhere, down, hierarchy, start, distance, keep),
            from hierarchy in Hierarchy
            from post in Gen.Elements(true, false)
            from apply in inner.Perhaps()
            from order in Gen.Elements(true, false)
            select (TransformationSyntax)new TraverseTransformation(Nowhere, hierarchy, post, apply, order ? [new OrderItemSyntax(Nowhere, NamePath("code"), true)] : []));
    }

    private static Gen<AggregationSyntax> Aggregation { get; } = Gen.OneOf(
        from operand in SyntaxGenerators.Expression(1)
        where operand is not PathSyntax { Segments: [.., CountSegment] }
        from method in Gen.Elements("sum", "ns.merge")
        from steps in GroupingPath.Some().Select(paths => new AggregateFromSyntax(Nowhere, paths, new NameSyntax(Nowhere, "max"))).Many()
        select new AggregationSyntax(Nowhere, operand, new NameSyntax(Nowhere, method), steps, new NameSyntax(Nowhere, "total")),
        Gen.Constant(new AggregationSyntax(Nowhere, new PathSyntax(Nowhere, [new CountSegment(Nowhere, null, null)]), null, [], new NameSyntax(Nowhere, "n"))),
        Gen.Constant(new AggregationSyntax(Nowhere, NamePath("forecast"), null, [], null)));

    private static Gen<HierarchySyntax> Hierarchy { get; } = GroupingPath.Select(path => new HierarchySyntax(
        Nowhere,
        new PathSyntax(Nowhere, [new VariableSegment(Nowhere, ImplicitVariable.Root), new NameSegment(Nowhere, "orgs")]),
        new NameSyntax(Nowhere, "h"),
        path));

    private static Gen<GroupingSyntax> Grouping(int depth) => Gen.OneOf(
        GroupingPath.Select(path => (GroupingSyntax)path),
        from levels in GroupingPath.Some() from hasTotal in Gen.Elements(false, true) select (GroupingSyntax)new RollupSyntax(Nowhere, levels, hasTotal),
        from hierarchy in Hierarchy from apply in Apply(depth - 1).Perhaps() select (GroupingSyntax)new RollupRecursiveSyntax(Nowhere, hierarchy, apply));

    private static PathSyntax NamePath(string name) => new(Nowhere, [new NameSegment(Nowhere, name)]);
}
