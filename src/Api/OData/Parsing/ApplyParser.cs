using Kawasaki.Api.OData.Parsing.Syntax;
using Kawasaki.Domain.Errors;

namespace Kawasaki.Api.OData.Parsing;

/// <summary>Parses `$apply`: sequences of set transformations (Data Aggregation, applyExpr). Hierarchies are in <see cref="HierarchyParser"/>.</summary>
internal static class ApplyParser
{
    /// <summary>Every transformation of the specification and its drafts, those of hierarchies included.</summary>
    public static readonly IReadOnlyList<string> Names =
    [
        "aggregate", "groupby", "filter", "compute", "concat", "identity", "topcount", "topsum", "toppercent", "bottomcount", "bottomsum",
        "bottompercent", "orderby", "top", "skip", "search", "expand", "join", "outerjoin", "nest", "addnested", "ancestors", "descendants",
        "traverse",
    ];

    /// <summary>Parses a sequence; null with a problem.</summary>
    public static ApplySyntax? Parse(TextCursor text)
    {
        if (!text.Enter())
        {
            return null;
        }

        text.SkipBlanks();
        var position = text.Here;
        var steps = new List<TransformationSyntax>(2);
        do
        {
            text.SkipBlanks();
            if (!text.Count() || !text.HasRoom(steps.Count + 1) || ParseTransformation(text) is not { } step)
            {
                return null;
            }

            steps.Add(step);
        }
        while (text.TryTakeAfterBlanks('/'));
        text.Leave();
        return new ApplySyntax(position, [.. steps]);
    }

    /// <summary>Whether a transformation, rather than a name or number, begins here.</summary>
    public static bool BeginsAt(TextCursor text)
    {
        var length = Identifier.QualifiedLength(text.Rest);
        return length > 0 && ((text.Peek(length) == '(' && IsKnownOrQualified(text.Rest[..length])) || text.IsWord("identity"));
    }

    private static bool IsKnownOrQualified(ReadOnlySpan<char> name)
    {
        if (name.Contains('.'))
        {
            return true;
        }

        foreach (var known in Names)
        {
            if (name.Equals(known, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private static TransformationSyntax? ParseTransformation(TextCursor text)
    {
        if (text.TakeName("a transformation such as `filter(...)`", qualified: true) is not { } name)
        {
            return null;
        }

        if (name.IsQualified)
        {
            return text.Current != '(' ? Missing(text, "`(`")
                : CallParser.ParseArguments(text, out var arguments) ? new CustomTransformation(name.Position, name.Text, arguments)
                : null;
        }

        var word = name.Text.ToLowerInvariant();
        if (word == "identity")
        {
            return new IdentityTransformation(name.Position);
        }

        if (!Names.Contains(word))
        {
            text.Offset -= name.Text.Length;
            text.Unexpected("a transformation such as `filter(...)`", Nearest.Of(word, Names) is { } nearest ? $"did you mean `{nearest}`?" : null);
            return null;
        }

        if (!text.TryTake('('))
        {
            return Missing(text, "`(`");
        }

        return ParseKnown(text, word, name.Position) is { } transformation && ExpressionParser.TakeClose(text) ? transformation : null;
    }

    private static TransformationSyntax? Missing(TextCursor text, string expected)
    {
        text.Unexpected(expected);
        return null;
    }

    /// <summary>Parses the inside of a transformation's parentheses.</summary>
    private static TransformationSyntax? ParseKnown(TextCursor text, string word, SourcePosition position) => word switch
    {
        "aggregate" => ParseList(text, AggregateParser.ParseItem) is { } items ? new AggregateSyntax(position, items) : null,
        "groupby" => ParseGroupBy(text, position),
        "filter" => ExpressionParser.Parse(text) is { } condition ? new FilterTransformation(position, condition) : null,
        "compute" => OptionParser.ParseComputeItems(text) is { } items ? new ComputeTransformation(position, items) : null,
        "concat" => ParseConcat(text, position),
        "topcount" => ParseRank(text, RankToken.TopCount, position),
        "topsum" => ParseRank(text, RankToken.TopSum, position),
        "toppercent" => ParseRank(text, RankToken.TopPercent, position),
        "bottomcount" => ParseRank(text, RankToken.BottomCount, position),
        "bottomsum" => ParseRank(text, RankToken.BottomSum, position),
        "bottompercent" => ParseRank(text, RankToken.BottomPercent, position),
        "orderby" => OptionParser.ParseOrderItems(text) is { } items ? new OrderByTransformation(position, items) : null,
        "top" => TakeRows(text) is { } rows ? new TopTransformation(position, rows) : null,
        "skip" => TakeRows(text) is { } rows ? new SkipTransformation(position, rows) : null,
        "search" => SearchParser.Parse(text) is { } search ? new SearchTransformation(position, search) : null,
        "expand" => ParseExpand(text, position),
        "join" => ParseJoin(text, isOuter: false, position),
        "outerjoin" => ParseJoin(text, isOuter: true, position),
        "nest" => ParseList(text, ParseNestItem) is { } items ? new NestTransformation(position, null, items) : null,
        "addnested" => ParseAddNested(text, position),
        "ancestors" => HierarchyParser.ParseRelatives(text, isDescendants: false, position),
        "descendants" => HierarchyParser.ParseRelatives(text, isDescendants: true, position),
        "traverse" => HierarchyParser.ParseTraverse(text, position),
        _ => throw new ArgumentOutOfRangeException(nameof(word), word, "not in the list of names"),
    };

    private static SyntaxList<T>? ParseList<T>(TextCursor text, Func<TextCursor, T?> parse)
        where T : class
    {
        var items = new List<T>(2);
        do
        {
            if (parse(text) is not { } item || !text.HasRoom(items.Count + 1))
            {
                return null;
            }

            items.Add(item);
        }
        while (text.TryTakeAfterBlanks(','));
        return new([.. items]);
    }

    private static GroupBySyntax? ParseGroupBy(TextCursor text, SourcePosition position)
    {
        if (!text.Take('(', "groupby((a,b)) has two pairs of parentheses")
            || ParseList(text, HierarchyParser.ParseGrouping) is not { } elements
            || !text.Take(')'))
        {
            return null;
        }

        return TryParseSequence(text, out var inner) ? new GroupBySyntax(position, elements, inner) : null;
    }

    private static ConcatTransformation? ParseConcat(TextCursor text, SourcePosition position)
    {
        if (ParseList(text, Parse) is not { } sequences)
        {
            return null;
        }

        if (sequences.Count < 2)
        {
            text.Unexpected("`,` and a second sequence");
            return null;
        }

        return new ConcatTransformation(position, sequences);
    }

    private static RankTransformation? ParseRank(TextCursor text, RankToken kind, SourcePosition position) =>
        ExpressionParser.Parse(text) is { } amount && text.Take(',') && ExpressionParser.Parse(text) is { } value
            ? new RankTransformation(position, kind, amount, value)
            : null;

    private static long? TakeRows(TextCursor text)
    {
        text.SkipBlanks();
        return OptionParser.TakeInteger(text);
    }

    private static ExpandTransformation? ParseExpand(TextCursor text, SourcePosition position)
    {
        text.SkipBlanks();
        if (SelectExpandParser.ParseNames(text, "a navigation") is not { } path)
        {
            return null;
        }

        var inner = new List<ApplySyntax>(1);
        while (text.TryTakeAfterBlanks(','))
        {
            if (Parse(text) is not { } sequence || !text.HasRoom(inner.Count + 1))
            {
                return null;
            }

            inner.Add(sequence);
        }

        return new ExpandTransformation(position, path, [.. inner]);
    }

    private static JoinTransformation? ParseJoin(TextCursor text, bool isOuter, SourcePosition position)
    {
        text.SkipBlanks();
        return SelectExpandParser.ParseNames(text, "a collection") is { } path
            && OptionParser.TakeAlias(text) is { } alias
            && TryParseSequence(text, out var inner)
                ? new JoinTransformation(position, isOuter, path, alias, inner)
                : null;
    }

    private static NestTransformation? ParseAddNested(TextCursor text, SourcePosition position)
    {
        text.SkipBlanks();
        return SelectExpandParser.ParseNames(text, "a collection") is { } path
            && text.Take(',')
            && ParseList(text, ParseNestItem) is { } items
                ? new NestTransformation(position, path, items)
                : null;
    }

    private static NestItemSyntax? ParseNestItem(TextCursor text)
    {
        text.SkipBlanks();
        var position = text.Here;
        return Parse(text) is { } apply && OptionParser.TakeAlias(text) is { } alias ? new NestItemSyntax(position, apply, alias) : null;
    }

    /// <summary>Parses `,sequence` if a comma stands here; false with a problem.</summary>
    private static bool TryParseSequence(TextCursor text, out ApplySyntax? sequence)
    {
        sequence = null;
        if (!text.TryTakeAfterBlanks(','))
        {
            return true;
        }

        sequence = Parse(text);
        return sequence is not null;
    }
}
