namespace Kawasaki.Tests.OData.Parsing;

/// <summary>Damages texts: takes parts out, puts foreign ones in, doubles and swaps them. The same seed gives the same texts.</summary>
internal sealed class TextMutator(int seed)
{
    private static readonly string[] Splinters =
    [
        "(", ")", "'", "\"", ",", ";", ":", "/", "$", "@", "*", "-", "+", ".", "=", "&", "%", "%27", "%2F", "%00", "%FF", "#", " ", "\t", "[", "]", "{", "}",
        "\\", "null", "not ", " and ", " in ", " eq ", " desc", " as x", "any(x:", "case(", "$count", "$filter(", "$it", "$root/", "10:20", "2025-04-01T",
        "P1D", "1e", "川", "😀", "\ud800", "\0", "\u3000", "ns.", "NOT ", " OR ",
    ];

    private readonly Random random = new(seed);

    /// <summary>One of the texts, damaged in up to four places.</summary>
    public string Mutate(string[] texts)
    {
        var text = texts[random.Next(texts.Length)];
        for (var i = random.Next(1, 5); i > 0; i--)
        {
            var at = random.Next(text.Length + 1);
            var length = random.Next(Math.Min(12, text.Length - at) + 1);
            var part = text.Substring(at, length);
            text = random.Next(5) switch
            {
                0 => text.Remove(at, length),
                1 => text.Insert(at, part),
                2 => text.Remove(at, length).Insert(random.Next(text.Length - length + 1), part),
                3 => text[..at] + texts[random.Next(texts.Length)],
                _ => text.Insert(at, Splinters[random.Next(Splinters.Length)]),
            };
        }

        return text;
    }
}
