using System.Text.RegularExpressions;

namespace Kawasaki.Tests.Integration.Fuzz;

/// <summary>Damages the text of an option or a path: takes its words out, doubles, swaps and replaces them, nests it, makes it long.</summary>
internal static partial class FuzzText
{
    private static readonly string[] Splinters =
    [
        "(", ")", "'", "\"", ",", ";", ":", "/", "$", "@", "*", "-", "+", ".", "=", "#", " ", "\t", "[", "]", "{", "}", "\\", "null", "not ", " and ", " or ", " in ", " eq ", " desc", " as x", "/any(x:", "case(", "/$count",
        "$filter(", "$it", "$this", "$root/plans('ip3')/", "10:20", "2025-04-01T", "P1D", "1e", "川", "😀", "\0", "\u3000", "\u202e", "\ufeff", "e\u0301", "kawasaki.", "NOT ", " OR ", "max", "-1", "2147483648", "99999999999999999999", "$value", "@odata.type", "now()",
    ];

    private static readonly string[] Tokens = [.. SeedQuestions.All().SelectMany(q => q.Options).SelectMany(o => Cut(o.Value)).Where(t => t.Trim().Length > 0).Distinct(StringComparer.Ordinal)];

    /// <summary>The text with one word less, more or other.</summary>
    public static string Mutate(Random random, string text)
    {
        var tokens = Cut(text);
        if (tokens.Count == 0)
        {
            return Any(random, Tokens);
        }

        var (at, to) = (random.Next(tokens.Count), random.Next(tokens.Count));
        switch (random.Next(7))
        {
            case 0:
                tokens.RemoveAt(at);
                break;
            case 1:
                tokens.Insert(to, tokens[at]);
                break;
            case 2:
                (tokens[at], tokens[to]) = (tokens[to], tokens[at]);
                break;
            case 3:
                tokens[at] = Any(random, Splinters);
                break;
            case 4:
                tokens.Insert(at, Any(random, Splinters));
                break;
            case 5:
                tokens.RemoveRange(at, tokens.Count - at);
                break;
            default:
                tokens[at] = Any(random, Tokens);
                break;
        }

        return string.Concat(tokens);
    }

    /// <summary>The text inside of many others.</summary>
    public static string Deepen(Random random, string text)
    {
        var (open, close) = Any<(string, string)>(random, [
            ("(", ")"), ("not (", ")"), ("-", ""), ("observations/any(x:", ")"), ("trim(", ")"), ("cast(", ",Edm.String)"), ("case(true:", ")"), ("[", "]"), ("{\"a\":", "}"), ("children($expand=", ")"), ("concat(identity,", ")"), ("groupby((code),", ")"),
            ("children/$count($filter=", ")"), ("expand(children,", ")"), ("NOT ", ""), ("$root/plans/$filter(", ")"),
        ]);
        var times = Any(random, [1, 2, 15, 16, 49, 51, 200, 1_000]);
        return string.Concat(Enumerable.Repeat(open, times)) + text + string.Concat(Enumerable.Repeat(close, times));
    }

    /// <summary>The text many times in a row.</summary>
    public static string Lengthen(Random random, string text)
    {
        var join = Any(random, [" or ", " and ", ",", " add ", "/", " ", ";", "concat", " AND "]);
        return string.Join(join, Enumerable.Repeat(text, Any(random, [2, 3, 10, 60, 300])));
    }

    private static List<string> Cut(string text) => [.. Token().Matches(text).Select(m => m.Value)];

    private static T Any<T>(Random random, T[] values) => values[random.Next(values.Length)];

    [GeneratedRegex(@"'(?:[^']|'')*'|""[^""]*""|[\p{L}_$@][\p{L}\p{N}_.]*|\d[\d.:TZ+-]*|\s+|.", RegexOptions.Singleline)]
    private static partial Regex Token();
}
