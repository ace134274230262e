using System.Globalization;
using System.Text.RegularExpressions;

namespace Kawasaki.Infrastructure.Documents.Reading;

/// <summary>A printed year.</summary>
/// <param name="ByEra">Western year that the era name and its number say; null where only a western year is printed.</param>
/// <param name="Western">Western year printed; null where only the era is.</param>
/// <param name="Start">Position of its first character.</param>
/// <param name="Length">Number of characters.</param>
internal readonly record struct PrintedYear(int? ByEra, int? Western, int Start, int Length)
{
    /// <summary>True where era and western year are both printed and disagree; a named repair rule must decide.</summary>
    public bool IsContradictory => ByEra is { } era && Western is { } western && era != western;

    /// <summary>The year, the era's where the two disagree.</summary>
    public int Year => ByEra ?? Western!.Value;
}

/// <summary>Finds years of the Japanese eras (平成, 令和, 昭和, `H27`, `R04`), with the western year in brackets or without.</summary>
internal static partial class EraYears
{
    private static readonly Dictionary<char, int> YearsBeforeEra = new() { ['令'] = 2018, ['R'] = 2018, ['平'] = 1988, ['H'] = 1988, ['昭'] = 1925, ['S'] = 1925 };

    /// <summary>Every year printed in the text, from left to right; 平成33 is 2021 though the era had ended.</summary>
    /// <param name="text">Text as printed; widths and inner blanks make no difference.</param>
    public static IReadOnlyList<PrintedYear> All(string text) => [.. Pattern().Matches(TextFolding.Narrow(text)).Select(Read)];

    /// <summary>The first year printed; null if there is none.</summary>
    /// <param name="text">Text as printed.</param>
    public static PrintedYear? First(string text) => All(text) is [var first, ..] ? first : null;

    private static PrintedYear Read(Match match)
    {
        var western = match.Groups["western"] is { Success: true, Value: var digits } ? int.Parse(digits, CultureInfo.InvariantCulture) : (int?)null;
        int? byEra = null;
        if (match.Groups["number"] is { Success: true, Value: var number })
        {
            byEra = YearsBeforeEra[match.Groups["era"].Value[0]] + (number == "元" ? 1 : int.Parse(number, CultureInfo.InvariantCulture));
        }

        return new PrintedYear(byEra, western, match.Index, match.Length);
    }

    // An era's letter must not be the end of a word (`DVR2`), and `R2.12` is year 2; a bare western year needs a bracket or 年 around it.
    [GeneratedRegex(
        @"(?<era>平成|令和|昭和|(?<![A-Za-z])[HRS])\s*(?<number>元|\d{1,2})(?!\d)(?:\s*年度?)?(?:\s*[)\]]?\s*[(\[]+\s*R?\s*(?<western>(?:19|20)\d\d)\s*(?:年度?)?\s*[)\]])?"
        + @"|(?<=[(\[]\s*)(?<western>(?:19|20)\d\d)(?=\s*(?:年度?)?\s*[)\]])|(?<!\d)(?<western>(?:19|20)\d\d)(?=\s*年)",
        RegexOptions.ExplicitCapture)]
    private static partial Regex Pattern();
}
