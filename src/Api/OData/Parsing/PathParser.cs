using Kawasaki.Api.OData.Parsing.Syntax;
using Kawasaki.Domain.Errors;

namespace Kawasaki.Api.OData.Parsing;

/// <summary>Parses the resource path: cuts it at slashes, decodes each segment, reads its parentheses (ABNF resourcePath).</summary>
internal static class PathParser
{
    private static readonly (string Text, SystemSegmentKind Kind)[] SystemSegments =
    [
        ("$count", SystemSegmentKind.Count),
        ("$value", SystemSegmentKind.Value),
        ("$ref", SystemSegmentKind.Ref),
        ("$each", SystemSegmentKind.Each),
        ("$query", SystemSegmentKind.Query),
        ("$all", SystemSegmentKind.All),
        ("$entity", SystemSegmentKind.Entity),
        ("$metadata", SystemSegmentKind.Metadata),
        ("$batch", SystemSegmentKind.Batch),
    ];

    /// <summary>Parses a path.</summary>
    /// <param name="path">The path below the service's root as sent; a slash at either end does not count.</param>
    /// <param name="budget">The request's budget.</param>
    public static Result<ResourcePathSyntax> Parse(ReadOnlySpan<char> path, ParseBudget budget)
    {
        var segments = new List<ResourceSegment>(4);
        var origin = 0;
        var rest = path is ['/', ..] ? path[1..] : path;
        while (!rest.IsEmpty)
        {
            var length = PathSegments.Length(rest);
            var raw = rest[..length];
            if (!PercentDecoder.TryDecode(raw, plusIsBlank: false, out var decoded, out var wrong))
            {
                return OptionSplitter.NotEncoded(path, path.Length - rest.Length + wrong, SourcePosition.Path);
            }

            var text = new TextCursor(decoded, SourcePosition.Path, budget, origin);
            if (!text.HasRoom(segments.Count + 1)
                || !text.Count()
                || ParseSegment(text, isSystem: raw is ['$', ..]) is not { } segment
                || !MayFollow(text, segment, segments))
            {
                return text.Problem!;
            }

            segments.Add(segment);
            origin += decoded.Length + 1;
            rest = length < rest.Length ? rest[(length + 1)..] : [];
        }

        return new ResourcePathSyntax(new(SourcePosition.Path, 0), [.. segments]);
    }

    private static ResourceSegment? ParseSegment(TextCursor text, bool isSystem)
    {
        if (text.IsAtEnd)
        {
            text.Fail(0, ErrorCode.UrlSyntax, "a segment is empty: two slashes follow each other");
            return null;
        }

        return isSystem ? ParseSystem(text) : ParseNamed(text);
    }

    /// <summary>Whether a segment may stand behind those before it: some end a path, some only begin one.</summary>
    private static bool MayFollow(TextCursor text, ResourceSegment segment, List<ResourceSegment> before)
    {
        if (before is [.., SystemSegment { Kind: not (SystemSegmentKind.Each or SystemSegmentKind.All or SystemSegmentKind.Entity) } last])
        {
            return text.Fail(0, ErrorCode.UrlSyntax, $"nothing may follow `${last.Kind.ToString().ToLowerInvariant()}`");
        }

        var isFirstOnly = segment is CrossjoinSegment or SystemSegment
        {
            Kind: SystemSegmentKind.All or SystemSegmentKind.Entity or SystemSegmentKind.Metadata or SystemSegmentKind.Batch,
        };
        return before.Count == 0 || !isFirstOnly || text.Fail(0, ErrorCode.UrlSyntax, "this segment may only begin a path");
    }

    private static NamedSegment? ParseNamed(TextCursor text)
    {
        var position = text.Here;
        var whole = text.Rest.ToString();
        var length = Identifier.QualifiedLength(text.Rest);
        if (length == 0 || text.Peek(length) != '(')
        {
            return new NamedSegment(position, whole, whole, []);
        }

        text.Offset += length;
        var lists = new List<ArgumentListSyntax>(1);
        while (text.Current == '(' && lists.Count < 2)
        {
            var start = text.Here;
            if (!CallParser.ParseArguments(text, out var arguments) || !AreLiterals(text, arguments))
            {
                return null;
            }

            lists.Add(new ArgumentListSyntax(start, arguments));
        }

        if (!text.IsAtEnd)
        {
            text.Unexpected("`/` or the end of the path");
            return null;
        }

        return new NamedSegment(position, whole, whole[..length], [.. lists]);
    }

    private static bool AreLiterals(TextCursor text, SyntaxList<ArgumentSyntax> arguments)
    {
        foreach (var argument in arguments)
        {
            if (argument.Value is not (LiteralSyntax or PathSyntax { Segments: [AliasSegment] }))
            {
                text.Offset = argument.Value.Position.Offset - text.At(0).Offset;
                return text.Unexpected("a literal or an alias such as `@code`", "text stands in quotes: ('text')");
            }
        }

        return true;
    }

    private static ResourceSegment? ParseSystem(TextCursor text)
    {
        var position = text.Here;
        foreach (var (known, kind) in SystemSegments)
        {
            if (text.Rest.StartsWith(known, StringComparison.Ordinal) && Identifier.Length(text.Rest[1..]) == known.Length - 1)
            {
                text.Offset += known.Length;
                return TakeEnd(text) ? new SystemSegment(position, kind) : null;
            }
        }

        if (text.Rest.StartsWith("$filter(", StringComparison.Ordinal))
        {
            text.Offset += "$filter(".Length;
            return ExpressionParser.Parse(text) is { } condition && ExpressionParser.TakeClose(text) && TakeEnd(text)
                ? new ResourceFilterSegment(position, condition)
                : null;
        }

        if (text.Rest.StartsWith("$crossjoin(", StringComparison.Ordinal))
        {
            return ParseCrossjoin(text, position);
        }

        string[] names = [.. SystemSegments.Select(segment => segment.Text), "$filter", "$crossjoin"];
        var name = text.Rest[..(Identifier.Length(text.Rest[1..]) + 1)].ToString();
        text.Unexpected("a segment of the protocol such as `$count`", Nearest.Of(name, names) is { } nearest ? $"did you mean `{nearest}`?" : null);
        return null;
    }

    private static CrossjoinSegment? ParseCrossjoin(TextCursor text, SourcePosition position)
    {
        text.Offset += "$crossjoin(".Length;
        var sets = new List<NameSyntax>(2);
        do
        {
            text.SkipBlanks();
            if (!text.HasRoom(sets.Count + 1) || text.TakeName("the name of a set") is not { } set)
            {
                return null;
            }

            sets.Add(set);
        }
        while (text.TryTakeAfterBlanks(','));
        return text.Take(')') && TakeEnd(text) ? new CrossjoinSegment(position, [.. sets]) : null;
    }

    private static bool TakeEnd(TextCursor text) => text.IsAtEnd || text.Unexpected("`/` or the end of the path");
}
