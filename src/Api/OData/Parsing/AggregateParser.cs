using Kawasaki.Api.OData.Parsing.Syntax;

namespace Kawasaki.Api.OData.Parsing;

/// <summary>Parses what is aggregated: `amount with sum from month with average as total` (Data Aggregation, aggregateExpr).</summary>
internal static class AggregateParser
{
    /// <summary>Parses `aggregate(...)` as a segment of a path, standing at the word.</summary>
    public static AggregateSegment? ParseSegment(TextCursor text)
    {
        var position = text.Here;
        text.Offset += "aggregate(".Length;
        if (!text.EnterCall())
        {
            return null;
        }

        var colon = text.ColonEndsValue;
        text.ColonEndsValue = false;
        var aggregation = ParseAggregation(text);
        text.ColonEndsValue = colon;
        text.LeaveCall();
        return aggregation is not null && text.Take(')') ? new AggregateSegment(position, aggregation) : null;
    }

    /// <summary>Parses one item of the transformation `aggregate(...)`.</summary>
    public static AggregationSyntax? ParseItem(TextCursor text)
    {
        if (ParseAggregation(text) is not { } item)
        {
            return null;
        }

        text.SkipBlanks();
        var needsAlias = item.Method is not null || item.From.Count > 0 || IsCount(item.Operand);
        if (!needsAlias && !text.IsWord("as"))
        {
            return item;
        }

        return OptionParser.TakeAlias(text) is { } alias ? item with { Alias = alias } : null;
    }

    /// <summary>Parses names with slashes between as a grouping property.</summary>
    public static GroupingPathSyntax? ParseGroupingPath(TextCursor text)
    {
        text.SkipBlanks();
        var position = text.Here;
        return SelectExpandParser.ParseNames(text, "a property", allowsAnnotations: false) is { } path ? new GroupingPathSyntax(position, path) : null;
    }

    private static AggregationSyntax? ParseAggregation(TextCursor text)
    {
        text.SkipBlanks();
        var position = text.Here;
        if (ParseOperand(text) is not { } operand)
        {
            return null;
        }

        NameSyntax? method = null;
        text.SkipBlanks();
        if (!IsCount(operand) && text.IsWord("with"))
        {
            method = TakeMethod(text);
            if (method is null)
            {
                return null;
            }
        }
        else if (operand is not PathSyntax)
        {
            text.Unexpected("`with` and a method such as sum", OperatorTable.HintAt(text));
            return null;
        }

        return ParseFrom(text, methodRequired: method is not null || IsCount(operand)) is { } from
            ? new AggregationSyntax(position, operand, method, from, null)
            : null;
    }

    private static ExpressionSyntax? ParseOperand(TextCursor text)
    {
        if (!text.Rest.StartsWith("$count", StringComparison.Ordinal))
        {
            return ExpressionParser.Parse(text);
        }

        var position = text.Here;
        return MemberParser.ParseCount(text) is { } count ? new PathSyntax(position, [count]) : null;
    }

    private static SyntaxList<AggregateFromSyntax>? ParseFrom(TextCursor text, bool methodRequired)
    {
        var steps = new List<AggregateFromSyntax>();
        while (true)
        {
            text.SkipBlanks();
            var position = text.Here;
            if (!text.TryTakeWord("from"))
            {
                return new([.. steps]);
            }

            var grouping = new List<GroupingPathSyntax>(1);
            do
            {
                if (ParseGroupingPath(text) is not { } path || !text.HasRoom(grouping.Count + 1))
                {
                    return null;
                }

                grouping.Add(path);
            }
            while (text.TryTakeAfterBlanks(','));
            text.SkipBlanks();
            NameSyntax? method = null;
            if (methodRequired || text.IsWord("with"))
            {
                method = TakeMethod(text);
                if (method is null)
                {
                    return null;
                }
            }

            steps.Add(new AggregateFromSyntax(position, [.. grouping], method));
            if (!text.HasRoom(steps.Count))
            {
                return null;
            }
        }
    }

    private static NameSyntax? TakeMethod(TextCursor text)
    {
        if (!text.TryTakeWord("with"))
        {
            text.Unexpected("`with` and a method such as sum");
            return null;
        }

        text.SkipBlanks();
        return text.TakeName("a method such as sum, min, max, average or countdistinct", qualified: true);
    }

    private static bool IsCount(ExpressionSyntax operand) => operand is PathSyntax { Segments: [.., CountSegment] };
}
