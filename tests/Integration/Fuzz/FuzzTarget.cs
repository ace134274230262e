using System.Globalization;
using System.Text;

namespace Kawasaki.Tests.Integration.Fuzz;

/// <summary>Makes the target of a request of decoded text, well or badly encoded.</summary>
internal static class FuzzTarget
{
    private const int Longest = 12_000; // beyond every limit of the parser, below the one of HTTP itself

    // Percent-encodings that are wrong, or that only look it; put into the finished target.
    private static readonly string[] Codes = ["%", "%2", "%zz", "%00", "%FF", "%C0%80", "%ED%A0%80", "%F4%90%80%80", "%2525", "%2F", "%3F", "%26", "%0d%0a", "%27", "%EF%BB%BF", "+", "&", "?", "//", "%24"];

    /// <summary>The randomness of a request.</summary>
    /// <param name="seed">Of the run.</param>
    /// <param name="number">Of the request.</param>
    /// <remarks>Not System.HashCode: that one differs from process to process.</remarks>
    public static Random RandomOf(int seed, int number) => new(unchecked((seed * 1_000_003) ^ (number * 7_919)));

    /// <summary>The target, cut where it is longer than anybody takes.</summary>
    /// <param name="target">The target.</param>
    public static string Limit(string target) => target.Length <= Longest ? target : target[..Longest];

    /// <summary>The target with a wrong code somewhere in it.</summary>
    /// <param name="random">Chooses.</param>
    /// <param name="target">The target.</param>
    public static string Break(Random random, string target) => target.Insert(random.Next(target.Length + 1), Codes[random.Next(Codes.Length)]);

    /// <summary>The text percent-encoded: mostly as a careful client writes it; sometimes only what HTTP itself needs, sometimes every letter.</summary>
    /// <param name="random">Chooses.</param>
    /// <param name="text">The text.</param>
    public static string Encode(Random random, string text)
    {
        var style = random.Next(20);
        var encoded = new StringBuilder(text.Length * 2);
        foreach (var rune in text.EnumerateRunes())
        {
            var isPlain = rune.IsAscii && style switch
            {
                0 => false,
                1 => rune.Value is > ' ' and < 127 and not '#',
                _ => char.IsAsciiLetterOrDigit((char)rune.Value) || "$@'()*,/:;.-_~!".Contains((char)rune.Value, StringComparison.Ordinal),
            };
            encoded.Append(isPlain ? rune.ToString() : Escape(rune));
        }

        return encoded.ToString();
    }

    private static string Escape(Rune rune) =>
        string.Concat(Encoding.UTF8.GetBytes(rune.ToString()).Select(b => "%" + b.ToString("X2", CultureInfo.InvariantCulture)));
}
