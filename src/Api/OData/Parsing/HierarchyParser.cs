using Kawasaki.Api.OData.Parsing.Syntax;

namespace Kawasaki.Api.OData.Parsing;

/// <summary>Parses what `groupby` groups by, and the transformations over recursive hierarchies (Data Aggregation, rollup to traverse).</summary>
internal static class HierarchyParser
{
    /// <summary>Parses a property, `rollup(...)` or `rolluprecursive(...)`.</summary>
    public static GroupingSyntax? ParseGrouping(TextCursor text)
    {
        text.SkipBlanks();
        if (!text.Count())
        {
            return null;
        }

        var length = Identifier.Length(text.Rest);
        if (text.Peek(length) == '(')
        {
            if (text.IsWord("rollup"))
            {
                return ParseRollup(text);
            }

            if (text.IsWord("rolluprecursive"))
            {
                return ParseRollupRecursive(text);
            }
        }

        return AggregateParser.ParseGroupingPath(text);
    }

    /// <summary>Parses the inside of `ancestors(...)` and `descendants(...)`.</summary>
    public static RelativesTransformation? ParseRelatives(TextCursor text, bool isDescendants, SourcePosition position)
    {
        if (ParseHierarchy(text) is not { } hierarchy || !text.Take(',') || ApplyParser.Parse(text) is not { } start)
        {
            return null;
        }

        long? distance = null;
        var keepStart = false;
        if (text.TryTakeAfterBlanks(','))
        {
            text.SkipBlanks();
            if (char.IsAsciiDigit(text.Current))
            {
                distance = OptionParser.TakeInteger(text);
                if (distance is null)
                {
                    return null;
                }

                keepStart = text.TryTakeAfterBlanks(',');
            }
            else
            {
                keepStart = true;
            }
        }

        return !keepStart || TakeKeepStart(text) ? new RelativesTransformation(position, isDescendants, hierarchy, start, distance, keepStart) : null;
    }

    /// <summary>Parses the inside of `traverse(...)`.</summary>
    public static TraverseTransformation? ParseTraverse(TextCursor text, SourcePosition position)
    {
        if (ParseHierarchy(text) is not { } hierarchy || !text.Take(','))
        {
            return null;
        }

        text.SkipBlanks();
        var isPostorder = text.TryTakeWord("postorder");
        if (!isPostorder && !text.TryTakeWord("preorder"))
        {
            text.Unexpected("`preorder` or `postorder`");
            return null;
        }

        ApplySyntax? inner = null;
        SyntaxList<OrderItemSyntax> order = [];
        var more = text.TryTakeAfterBlanks(',');
        if (more)
        {
            text.SkipBlanks();
            if (ApplyParser.BeginsAt(text))
            {
                inner = ApplyParser.Parse(text);
                more = inner is not null && text.TryTakeAfterBlanks(',');
            }
        }

        if (text.Problem is null && more && OptionParser.ParseOrderItems(text) is { } items)
        {
            order = items;
        }

        return text.Problem is null ? new TraverseTransformation(position, hierarchy, isPostorder, inner, order) : null;
    }

    private static RollupSyntax? ParseRollup(TextCursor text)
    {
        var position = text.Here;
        text.Offset += "rollup(".Length;
        var levels = new List<GroupingPathSyntax>(2);
        text.SkipBlanks();
        var hasTotal = text.Rest.StartsWith("$all", StringComparison.Ordinal);
        if (hasTotal)
        {
            text.Offset += "$all".Length;
            if (!text.Take(',', "levels follow $all"))
            {
                return null;
            }
        }

        do
        {
            if (AggregateParser.ParseGroupingPath(text) is not { } level || !text.HasRoom(levels.Count + 1))
            {
                return null;
            }

            levels.Add(level);
        }
        while (text.TryTakeAfterBlanks(','));
        return text.Take(')') ? new RollupSyntax(position, [.. levels], hasTotal) : null;
    }

    private static RollupRecursiveSyntax? ParseRollupRecursive(TextCursor text)
    {
        var position = text.Here;
        text.Offset += "rolluprecursive(".Length;
        if (ParseHierarchy(text) is not { } hierarchy)
        {
            return null;
        }

        ApplySyntax? inner = null;
        if (text.TryTakeAfterBlanks(','))
        {
            inner = ApplyParser.Parse(text);
            if (inner is null)
            {
                return null;
            }
        }

        return text.Take(')') ? new RollupRecursiveSyntax(position, hierarchy, inner) : null;
    }

    private static HierarchySyntax? ParseHierarchy(TextCursor text)
    {
        text.SkipBlanks();
        var position = text.Here;
        if (!text.Rest.StartsWith("$root/", StringComparison.Ordinal))
        {
            text.Unexpected("a path that begins with `$root/`");
            return null;
        }

        if (MemberParser.ParsePath(text) is not PathSyntax nodes || !text.Take(','))
        {
            return null;
        }

        text.SkipBlanks();
        return text.TakeName("the qualifier of a hierarchy") is { } qualifier && text.Take(',') && AggregateParser.ParseGroupingPath(text) is { } path
            ? new HierarchySyntax(position, nodes, qualifier, path)
            : null;
    }

    private static bool TakeKeepStart(TextCursor text)
    {
        text.SkipBlanks();
        if (!text.TryTakeWord("keep"))
        {
            return text.Unexpected("`keep start`");
        }

        text.SkipBlanks();
        return text.TryTakeWord("start") || text.Unexpected("`start`");
    }
}
