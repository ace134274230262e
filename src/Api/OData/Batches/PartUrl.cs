using System.Buffers;
using System.Text;

namespace Kawasaki.Api.OData.Batches;

/// <summary>The text of a request's URL, brought to the form it would have on the wire.</summary>
internal static class PartUrl
{
    private static readonly SearchValues<char> Printable = SearchValues.Create([.. Enumerable.Range('!', '~' - '!' + 1).Select(c => (char)c)]);

    /// <summary>The URL in printable ASCII: blanks and letters beyond it percent-encoded; null when it has control characters or is empty.</summary>
    /// <param name="text">The URL as written.</param>
    public static string? Of(string text)
    {
        if (!text.AsSpan().ContainsAnyExcept(Printable))
        {
            return text.Length == 0 ? null : text;
        }

        var url = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsControl(rune) || rune == Rune.ReplacementChar)
            {
                return null;
            }

            url.Append(rune is { IsAscii: true, Value: not ' ' } ? rune.ToString() : Uri.EscapeDataString(rune.ToString()));
        }

        return url.ToString();
    }
}
