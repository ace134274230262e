using System.Globalization;
using System.Text;
using Kawasaki.Domain.Errors;

namespace Kawasaki.Api.OData.Batches;

/// <summary>A multipart body as lines, ended by CRLF or LF; every place in it is known by its line.</summary>
/// <param name="bytes">The body.</param>
internal sealed class MultipartText(ReadOnlyMemory<byte> bytes)
{
    /// <summary>The bytes of a stretch.</summary>
    public ReadOnlyMemory<byte> this[Stretch stretch] => bytes[stretch.Start..stretch.End];

    /// <summary>The whole body.</summary>
    public Stretch All => new(0, bytes.Length);

    /// <summary>Problem at a place.</summary>
    /// <param name="at">The place.</param>
    /// <param name="message">What is wrong there.</param>
    /// <param name="target">The request; null for the whole.</param>
    public Problem Fault(int at, string message, string? target = null)
    {
        var line = 1 + bytes.Span[..at].Count((byte)'\n');
        return BatchProblem.Malformed(string.Create(CultureInfo.InvariantCulture, $"line {line}: {message}."), target);
    }

    /// <summary>The line at the beginning of a stretch, and what follows it.</summary>
    /// <param name="rest">The stretch.</param>
    public (Stretch Line, Stretch After) Line(Stretch rest)
    {
        var span = bytes.Span[rest.Start..rest.End];
        var feed = span.IndexOf((byte)'\n');
        return feed < 0
            ? (rest, rest with { Start = rest.End })
            : (new Stretch(rest.Start, rest.Start + (feed > 0 && span[feed - 1] == '\r' ? feed - 1 : feed)), rest with { Start = rest.Start + feed + 1 });
    }

    /// <summary>The parts between delimiter lines; what stands before the first and behind the closing one is passed over.</summary>
    /// <param name="whole">The stretch to divide.</param>
    /// <param name="boundary">The boundary.</param>
    /// <param name="most">Most parts.</param>
    /// <returns>The parts without the line break before the next delimiter; one more than <paramref name="most"/> when there are more.</returns>
    public Result<IReadOnlyList<Stretch>> Divide(Stretch whole, string boundary, int most)
    {
        var delimiter = Encoding.ASCII.GetBytes("--" + boundary);
        var (parts, begun, rest) = (new List<Stretch>(), -1, whole);
        while (!rest.IsEmpty && parts.Count <= most)
        {
            var (line, after) = Line(rest);
            if (Delimits(bytes.Span[line.Start..line.End], delimiter) is { } isLast)
            {
                if (begun >= 0)
                {
                    parts.Add(new Stretch(begun, Math.Max(begun, BeforeBreak(line.Start))));
                }

                begun = after.Start;
                if (isLast)
                {
                    return parts;
                }
            }

            rest = after;
        }

        return parts.Count > most ? parts
            : begun < 0 ? Fault(whole.Start, $"there is no line '--{boundary}', which begins a part")
            : Fault(whole.End, $"the line '--{boundary}--', which ends the parts, is missing");
    }

    /// <summary>Reads header lines up to an empty one.</summary>
    /// <param name="rest">Where they begin; afterwards what follows the empty line.</param>
    /// <param name="target">The part, for problems.</param>
    /// <returns>The headers, and whether the empty line was there.</returns>
    public Result<(List<KeyValuePair<string, string>> Headers, bool IsEnded)> Headers(ref Stretch rest, string target)
    {
        var headers = new List<KeyValuePair<string, string>>();
        while (!rest.IsEmpty)
        {
            var (line, after) = Line(rest);
            rest = after;
            if (line.IsEmpty)
            {
                return (headers, true);
            }

            var text = Encoding.UTF8.GetString(this[line].Span);
            var colon = text.IndexOf(':', StringComparison.Ordinal);
            if (text[0] is ' ' or '\t' || colon < 1)
            {
                return Fault(line.Start, "a header, 'Name: value', or an empty line is expected", target);
            }

            headers.Add(KeyValuePair.Create(text[..colon], text[(colon + 1)..].Trim(' ', '\t')));
        }

        return (headers, false);
    }

    private int BeforeBreak(int lineStart)
    {
        var at = lineStart - 1;
        return at > 0 && bytes.Span[at - 1] == '\r' ? at - 1 : at;
    }

    // Null for a line that is none; else whether it is the closing one. Blanks may follow (RFC 2046, section 5.1.1).
    private static bool? Delimits(ReadOnlySpan<byte> line, ReadOnlySpan<byte> delimiter)
    {
        if (!line.StartsWith(delimiter))
        {
            return null;
        }

        var end = line[delimiter.Length..].TrimEnd(" \t"u8);
        return end.IsEmpty ? false : end.SequenceEqual("--"u8) ? true : null;
    }
}

/// <summary>From where to where in a body.</summary>
/// <param name="Start">First byte.</param>
/// <param name="End">Byte after the last.</param>
internal readonly record struct Stretch(int Start, int End)
{
    /// <summary>True when there is nothing in it.</summary>
    public bool IsEmpty => Start >= End;
}
