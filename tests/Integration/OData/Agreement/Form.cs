using System.Globalization;
using System.Xml;
using Microsoft.OData.Edm;

namespace Kawasaki.Tests.Integration.OData.Agreement;

/// <summary>The common form of two syntax trees: text in which what means the same is written the same.</summary>
internal static class Form
{
    /// <summary>An operator between two operands; chains of `and` and of `or` have no inner parentheses, however they were put together.</summary>
    public static string Binary(string name, string left, string right)
    {
        if (name is "and" or "or")
        {
            return $"({string.Join($" {name} ", [.. Members(name, left), .. Members(name, right)])})";
        }

        return $"({left} {name} {right})";
    }

    /// <summary>An operator before its operand; the minus of a number belongs to it.</summary>
    public static string Unary(string name, string operand) =>
        name == "-" && operand is ['n', 'u', 'm', ':', .. var number] ? Number(number.StartsWith('-') ? number[1..] : "-" + number) : $"{name}({operand})";

    /// <summary>A step of a path; names are compared without regard to case.</summary>
    public static string Path(string source, string name) => source.Length == 0 ? name.ToLowerInvariant() : $"{source}/{name.ToLowerInvariant()}";

    /// <summary>A constant with its kind; numbers by value, whatever type holds them.</summary>
    public static string Constant(object? value) => value switch
    {
        null => "null",
        bool b => b ? "true" : "false",
        string text => Quoted(text),
        float.PositiveInfinity or double.PositiveInfinity => "num:INF",
        float.NegativeInfinity or double.NegativeInfinity => "num:-INF",
        float.NaN or double.NaN => "num:NaN",
        Date date => "date:" + date,
        TimeOfDay time => $"time:{new TimeOnly(time.Hours, time.Minutes, time.Seconds, (int)time.Milliseconds):HH:mm:ss.fff}",
        DateTimeOffset moment => $"moment:{moment.ToUniversalTime():o}",
        TimeSpan span => "span:" + XmlConvert.ToString(span),
        Guid guid => $"guid:{guid:D}",
        byte[] bytes => "binary:" + Convert.ToBase64String(bytes),
        IConvertible number => Number(number.ToString(CultureInfo.InvariantCulture)),
        _ => throw new NotSupportedException($"constant {value.GetType().Name}"),
    };

    /// <summary>A number by its value.</summary>
    public static string Number(string text) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var exact) ? "num:" + exact.ToString("0.#############################", CultureInfo.InvariantCulture)
        : "num:" + double.Parse(text.Replace("INF", "Infinity", StringComparison.Ordinal), CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture).Replace("Infinity", "INF", StringComparison.Ordinal);

    /// <summary>A text.</summary>
    public static string Quoted(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    /// <summary>The text of a JSON array without what may differ in spelling.</summary>
    public static string Unquoted(string text) => text.Replace("\"", "'", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal);

    // Splits `(a and b)` at its own level.
    private static List<string> Members(string name, string text)
    {
        var word = $" {name} ";
        List<string> members = [];
        if (text is not ['(', .., ')'] || !text.Contains(word, StringComparison.Ordinal))
        {
            return [text];
        }

        var (depth, from, quoted) = (0, 1, false);
        for (var i = 0; i < text.Length; i++)
        {
            quoted ^= text[i] == '\'';
            depth += quoted ? 0 : text[i] switch { '(' => 1, ')' => -1, _ => 0 };
            if (depth == 0 && i < text.Length - 1)
            {
                return [text];
            }

            if (depth == 1 && !quoted && string.CompareOrdinal(text, i, word, 0, word.Length) == 0)
            {
                members.Add(text[from..i]);
                from = i + word.Length;
            }
        }

        members.Add(text[from..^1]);
        return members.Count == 1 ? [text] : members;
    }
}
