using System.Text;
using Kawasaki.Api.OData.Parsing.Syntax;

namespace Kawasaki.Api.OData.Parsing;

/// <summary>Writes a request as a URL below the service's root: canonical options, percent-encoded. Parsing it gives an equal request.</summary>
internal static class UrlPrinter
{
    /// <summary>The URL of a request.</summary>
    public static string Print(ODataRequestSyntax request)
    {
        var to = new StringBuilder().WriteList(request.Path.Segments, '/', WriteSegment);
        var separator = '?';
        foreach (var (name, value) in OptionsPrinter.Print(request.Options))
        {
            to.Append(separator).WriteEncoded(name, InOptionName).Append('=').WriteEncoded(value, InOptionValue);
            separator = '&';
        }

        return to.ToString();
    }

    private static StringBuilder WriteSegment(StringBuilder to, ResourceSegment segment) => segment switch
    {
        // A `$` at the beginning would make it a segment of the protocol.
        NamedSegment { Text: ['$', ..] } named => to.Append("%24").WriteEncoded(named.Text.AsSpan(1), InPath),
        NamedSegment named => to.WriteEncoded(named.Text, InPath),
        SystemSegment system => to.Append('$').Append(system.Kind.ToString().ToLowerInvariant()),
        ResourceFilterSegment filter => to.Append("$filter(").WriteEncoded(SyntaxPrinter.Print(filter.Condition), InExpressionOfPath).Append(')'),
        CrossjoinSegment join => to.Append("$crossjoin(").WriteEncoded(string.Join(',', join.Sets.Select(set => set.Text)), InPath).Append(')'),
        _ => throw new ArgumentOutOfRangeException(nameof(segment), segment, null),
    };

    private static StringBuilder WriteEncoded(this StringBuilder to, ReadOnlySpan<char> text, Func<char, bool> isKept)
    {
        Span<byte> bytes = stackalloc byte[4];
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.IsAscii && (char.IsAsciiLetterOrDigit((char)rune.Value) || isKept((char)rune.Value)))
            {
                to.Append((char)rune.Value);
                continue;
            }

            foreach (var part in bytes[..rune.EncodeToUtf8(bytes)])
            {
                to.Append('%').Append(part.ToString("X2", System.Globalization.CultureInfo.InvariantCulture));
            }
        }

        return to;
    }

    private static bool InPath(char c) => "-._~!$'()*,;=:@".Contains(c, StringComparison.Ordinal);

    private static bool InExpressionOfPath(char c) => c == '/' || InPath(c);

    private static bool InOptionName(char c) => "-._~!$'()*,;:@".Contains(c, StringComparison.Ordinal);

    private static bool InOptionValue(char c) => c is '/' or '?' or '=' || InOptionName(c);
}
