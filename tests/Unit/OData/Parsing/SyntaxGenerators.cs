using FsCheck;
using FsCheck.Fluent;
using Kawasaki.Api.OData.Parsing;
using Kawasaki.Api.OData.Parsing.Syntax;

namespace Kawasaki.Tests.OData.Parsing;

/// <summary>Random expressions and searches as the parser could have made them.</summary>
internal static class SyntaxGenerators
{
    private const int Branches = 3;

    private static readonly SourcePosition Nowhere = new("test", 0);

    /// <summary>Names; operators' words are names too where no operator can stand.</summary>
    public static Gen<string> Name { get; } = Gen.Elements("code", "name", "eq", "and", "in", "has", "desc", "as", "値", "_x1", "Any", "all", "aggregate");

    /// <summary>Names of functions and types.</summary>
    public static Gen<string> QualifiedName { get; } = Gen.Elements("length", "contains", "ns.Type", "a.b.C", "geo.distance", "measures");

    /// <summary>Any text without NUL.</summary>
    public static Gen<string> Text { get; } =
        Gen.ArrayOf(Gen.Elements("a", "'", "\"", "\\", "%", "&", "+", " ", "/", ";", ")", "(", ":", "#", "=", "\n", "川", "😀", "''", "10:20")).Select(string.Concat);

    public static Gen<NameSyntax> NameNode { get; } = Name.Select(text => new NameSyntax(Nowhere, text));

    public static Gen<LiteralSyntax> Literal { get; } = Gen.OneOf(
        Of(LiteralKind.Null, "null"),
        Of(LiteralKind.Boolean, "true", "false"),
        Of(LiteralKind.Integer, "0", "-5", "0021", "99999999999999999999"),
        Of(LiteralKind.Decimal, "1.50", "-0.1"),
        Of(LiteralKind.Double, "1e5", "-1.5E-3", "INF", "-INF", "NaN"),
        Text.Select(text => new LiteralSyntax(Nowhere, LiteralKind.String, text)),
        Of(LiteralKind.Guid, "01234567-89ab-cdef-0123-456789abcdef", "abcdef01-89ab-cdef-0123-456789abcdef"),
        Of(LiteralKind.Date, "2025-04-01", "-0044-03-15"),
        Of(LiteralKind.DateTimeOffset, "2025-04-01T09:30:00+09:00", "2025-04-01T09:30Z"),
        Of(LiteralKind.TimeOfDay, "09:30", "23:59:59.5"),
        Of(LiteralKind.Duration, "P1DT2H", "-PT0.1S"),
        Of(LiteralKind.Binary, "Zm9v", string.Empty),
        Gen.Constant(new LiteralSyntax(Nowhere, LiteralKind.Enum, "a,-1", "ns.Kind")),
        Of(LiteralKind.Geography, "SRID=0;Point(1 2)"),
        Of(LiteralKind.Geometry, "SRID=0;Point(1 2)"));

    /// <summary>An expression of at most this depth.</summary>
    public static Gen<ExpressionSyntax> Expression(int depth)
    {
        var leaf = Gen.OneOf(Literal.Select(literal => (ExpressionSyntax)literal), Path(0));
        if (depth == 0)
        {
            return leaf;
        }

        var inner = Expression(depth - 1);
        return Gen.OneOf(
            leaf,
            Path(depth),
            from token in Gen.Elements(Enum.GetValues<OperatorToken>())
            from left in inner
            from right in inner
            select Binary(token, left, right),
            from token in Gen.Elements(Enum.GetValues<UnaryToken>())
            from operand in inner
            select (ExpressionSyntax)new UnarySyntax(Nowhere, token, operand),
            from left in inner
            from items in Literal.Many()
            select (ExpressionSyntax)new BinarySyntax(Nowhere, OperatorToken.In, left, new ListSyntax(Nowhere, items)),
            from name in QualifiedName
            from arguments in Arguments(depth)
            select (ExpressionSyntax)new CallSyntax(Nowhere, name, arguments),
            inner.Many().Select(items => (ExpressionSyntax)new ArraySyntax(Nowhere, items)),
            (from name in Text from value in inner select new MemberSyntax(Nowhere, name, value)).Many()
                .Select(members => (ExpressionSyntax)new ObjectSyntax(Nowhere, members)),
            (from condition in inner from value in inner select new CaseBranchSyntax(Nowhere, condition, value)).Some()
                .Select(branches => (ExpressionSyntax)new CaseSyntax(Nowhere, branches)),
            from operand in Gen.OneOf(inner.Select(value => (ExpressionSyntax?)value), Gen.Constant<ExpressionSyntax?>(null))
            from type in Gen.Elements(new TypeNameSyntax(Nowhere, "Edm.String", false), new TypeNameSyntax(Nowhere, "Kind", true))
            from isCast in Gen.Elements(true, false)
            select isCast ? (ExpressionSyntax)new CastSyntax(Nowhere, operand, type) : new IsOfSyntax(Nowhere, operand, type));
    }

    /// <summary>A search of at most this depth.</summary>
    public static Gen<SearchSyntax> Search(int depth)
    {
        var leaf = Gen.OneOf(
            Gen.Elements("blue", "CO2", "5-1-1", "AND", "OR", "NOT", "not", "Daniel's", "待機児童").Select(word => (SearchSyntax)new SearchWordSyntax(Nowhere, word)),
            Text.Select(text => (SearchSyntax)new SearchTextSyntax(Nowhere, text)),
            Gen.Elements("a b", "a;b)(", "'").Select(text => (SearchSyntax)new SearchPhraseSyntax(Nowhere, text)));
        if (depth == 0)
        {
            return leaf;
        }

        var inner = Search(depth - 1);
        return Gen.OneOf(
            leaf,
            inner.Select(operand => (SearchSyntax)new SearchNotSyntax(Nowhere, operand)),
            from left in inner from right in inner select Chain(LogicalChains.SearchAnd(), LogicalChains.AddAnd, left, right),
            from left in inner from right in inner select Chain(LogicalChains.SearchOr(), LogicalChains.AddOr, left, right));
    }

    /// <summary>Arguments: positional or named.</summary>
    public static Gen<SyntaxList<ArgumentSyntax>> Arguments(int depth) =>
        (from name in Gen.OneOf(Name.Select(text => (string?)text), Gen.Constant<string?>(null))
         from value in Expression(Math.Max(0, depth - 1))
         select new ArgumentSyntax(Nowhere, name, value)).Many();

    /// <summary>None to three of a kind.</summary>
    public static Gen<SyntaxList<T>> Many<T>(this Gen<T> item) => item.Length(0);

    /// <summary>One to three of a kind.</summary>
    public static Gen<SyntaxList<T>> Some<T>(this Gen<T> item) => item.Length(1);

    /// <summary>A value or null.</summary>
    public static Gen<T?> Perhaps<T>(this Gen<T> item)
        where T : class => Gen.OneOf(Gen.Constant<T?>(null), item.Select(value => (T?)value));

    private static ExpressionSyntax Binary(OperatorToken token, ExpressionSyntax left, ExpressionSyntax right)
    {
        if (!LogicalChains.IsBalanced(token))
        {
            return new BinarySyntax(Nowhere, token, left, right);
        }

        var chain = LogicalChains.Of(token);
        chain.Add(token, left, Nowhere);
        chain.Add(token, right, Nowhere);
        return chain.Build();
    }

    private static SearchSyntax Chain(
        BalancedChain<SearchSyntax, SourcePosition> chain,
        Action<BalancedChain<SearchSyntax, SourcePosition>, SearchSyntax, SourcePosition> add,
        SearchSyntax left,
        SearchSyntax right)
    {
        add(chain, left, Nowhere);
        add(chain, right, Nowhere);
        return chain.Build();
    }

    /// <summary>A collection of `observations/...`, which every kind of segment may follow.</summary>
    private static Gen<ExpressionSyntax> Path(int depth)
    {
        var first = Gen.OneOf<MemberSegment>(
            Name.Select(name => (MemberSegment)new NameSegment(Nowhere, name)),
            Gen.Elements(ImplicitVariable.It, ImplicitVariable.This, ImplicitVariable.These).Select(variable => (MemberSegment)new VariableSegment(Nowhere, variable)),
            Gen.Constant<MemberSegment>(new AliasSegment(Nowhere, "p")),
            Gen.Constant<MemberSegment>(new AnnotationSegment(Nowhere, "core.term", "q")));
        var end = Gen.OneOf(Gen.Constant<SyntaxList<MemberSegment>>([]), Next(depth).Many(), Keyed(depth));
        return from start in first from rest in end select (ExpressionSyntax)new PathSyntax(Nowhere, [start, .. rest]);
    }

    private static Gen<SyntaxList<MemberSegment>> Keyed(int depth) =>
        from name in QualifiedName
        from arguments in Arguments(depth)
        from key in Arguments(0)
        from last in Name
        select (SyntaxList<MemberSegment>)[new CallSegment(Nowhere, name, arguments), new KeySegment(Nowhere, key), new NameSegment(Nowhere, last)];

    private static Gen<MemberSegment> Next(int depth)
    {
        var names = Gen.OneOf(
            Name.Select(name => (MemberSegment)new NameSegment(Nowhere, name)),
            Gen.Constant<MemberSegment>(new AnnotationSegment(Nowhere, "term", null)),
            Gen.Constant<MemberSegment>(new LambdaSegment(Nowhere, LambdaToken.Any, null, null)));
        if (depth == 0)
        {
            return names;
        }

        var inner = Expression(depth - 1);
        return Gen.OneOf(
            names,
            from filter in inner.Perhaps() from search in Search(1).Perhaps() select (MemberSegment)new CountSegment(Nowhere, filter, search),
            inner.Select(condition => (MemberSegment)new FilterSegment(Nowhere, condition)),
            from quantifier in Gen.Elements(LambdaToken.Any, LambdaToken.All)
            from variable in Name
            from predicate in inner
            select (MemberSegment)new LambdaSegment(Nowhere, quantifier, variable, predicate),
            from operand in inner
            where operand is not PathSyntax { Segments: [.., CountSegment] }
            from method in NameNode
            select (MemberSegment)new AggregateSegment(Nowhere, new AggregationSyntax(Nowhere, operand, method, [], null)));
    }

    private static Gen<LiteralSyntax> Of(LiteralKind kind, params string[] texts) => Gen.Elements(texts).Select(text => new LiteralSyntax(Nowhere, kind, text));

    private static Gen<SyntaxList<T>> Length<T>(this Gen<T> item, int least) =>
        Gen.Choose(least, Branches).SelectMany(count => Gen.ArrayOf(item, count)).Select(items => (SyntaxList<T>)[.. items]);
}
