using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Kawasaki.Infrastructure.Packages.Rules;

/// <summary>A second, plain reading of a printed value: what the rules hold against the value that the extraction read.</summary>
internal static partial class PrintedText
{
    /// <summary>Full-width forms folded, thousands separators dropped, ▲ and △ before a number read as minus, list markers (①) dropped.</summary>
    /// <param name="text">As printed.</param>
    public static string Fold(string text)
    {
        var folded = MarkerPattern().Replace(text, " ").Normalize(NormalizationForm.FormKC);
        return MinusPattern().Replace(SeparatorPattern().Replace(folded, ""), "-$1");
    }

    /// <summary>Every number of a printed text, in its order.</summary>
    /// <param name="text">As printed.</param>
    public static IReadOnlyList<decimal> Numbers(string text) =>
        [.. NumberPattern().Matches(Fold(text)).Select(m => decimal.Parse(m.Value, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture))];

    /// <summary>True when the text is a dash of any kind and nothing else.</summary>
    /// <param name="text">As printed.</param>
    public static bool IsDash(string text) => DashPattern().IsMatch(text.Trim());

    /// <summary>True when a word scales the number (万, 億, 千, 割) or spells it in another way (約半数, 倍).</summary>
    /// <param name="text">As printed.</param>
    public static bool HasScale(string text) => ScalePattern().IsMatch(Fold(text));

    [GeneratedRegex("[\u2460-\u2473]")]
    private static partial Regex MarkerPattern();

    [GeneratedRegex(@"(?<=\d)[,、]\s?(?=\d{3}(?!\d))")]
    private static partial Regex SeparatorPattern();

    [GeneratedRegex(@"[▲△−‐–]\s?(\d)")]
    private static partial Regex MinusPattern();

    [GeneratedRegex(@"(?<![\d.])-?\d{1,15}(\.\d{1,10})?")]
    private static partial Regex NumberPattern();

    [GeneratedRegex(@"^[-‐‑‒–—―−－ー─ｰ]+$")]
    private static partial Regex DashPattern();

    [GeneratedRegex("[万億兆千百割倍]")]
    private static partial Regex ScalePattern();
}
