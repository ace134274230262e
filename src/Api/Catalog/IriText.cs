using System.Buffers;
using System.Globalization;
using System.Text;

namespace Kawasaki.Api.Catalog;

/// <summary>Makes an address one that RDF can hold.</summary>
internal static class IriText
{
    // Source: RDF 1.1 Turtle, IRIREF; every character up to the blank besides.
    private static readonly SearchValues<char> Forbidden = SearchValues.Create("<>\"{}|^`\\ " + string.Concat(Enumerable.Range(0, 0x20).Select(c => (char)c)));

    /// <summary>The address with what it may not hold percent-encoded.</summary>
    /// <param name="address">The address.</param>
    public static string Of(string address)
    {
        if (address.AsSpan().IndexOfAny(Forbidden) < 0)
        {
            return address;
        }

        var text = new StringBuilder();
        foreach (var c in address)
        {
            _ = Forbidden.Contains(c) ? text.Append('%').Append(((int)c).ToString("X2", CultureInfo.InvariantCulture)) : text.Append(c);
        }

        return text.ToString();
    }
}
