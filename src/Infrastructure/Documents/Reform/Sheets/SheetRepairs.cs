using System.Text.RegularExpressions;

namespace Kawasaki.Infrastructure.Documents.Reform.Sheets;

/// <summary>The repairs that the sheets need, each a rule by name.</summary>
internal static partial class SheetRepairs
{
    /// <summary>R04（2020）, 令和3(2020)年度.</summary>
    public static RepairRule EraOverWesternYear { get; } =
        new("era-over-western-year", "Era year and western year contradict each other; the era year is read, since the lists of indicators print it too.");

    /// <summary>A line below the indicator holds the two years.</summary>
    public static RepairRule YearOnNextLine { get; } =
        new("year-on-next-line", "The years of the current and the target value stand on a line of their own below the values.");

    /// <summary>目標値 4,628千円以上.</summary>
    public static RepairRule GluedTargetLabel { get; } =
        new("glued-target-label", "The label 目標値 and the value stand in one cell.");

    /// <summary>ヒト … カネ on one line, 情報 and 時間 on the lines below, or several of them in one cell.</summary>
    public static RepairRule ScatteredResources { get; } =
        new("scattered-resources", "Names and marks of the five resources are glued in one cell or spread over several lines; they are read in their order.");

    /// <summary>P a r k - P F I.</summary>
    public static RepairRule SpacedLetters { get; } =
        new("spaced-letters", "Latin letters of one word are printed with blanks between them; the word is read without them.");

    /// <summary>入力 of 徹底.</summary>
    public static RepairRule OfForNo { get; } =
        new("of-for-no", "The conversion wrote the English word of for the particle の.");

    /// <summary>The text without the blanks inside spaced words, and what was joined.</summary>
    /// <param name="text">Printed text.</param>
    public static (string Text, string? Detail) JoinSpacedLetters(string text)
    {
        var found = SpacedWord().Matches(text);
        return found.Count == 0
            ? (text, null)
            : (SpacedWord().Replace(text, m => Join(m.Value)), string.Join(", ", found.Select(m => $"{Join(m.Value)} for {m.Value.Trim()}").Distinct()));

        static string Join(string word) => word.Replace(" ", "", StringComparison.Ordinal);
    }

    /// <summary>The text with の where the conversion wrote of between Japanese characters.</summary>
    /// <param name="text">Printed text.</param>
    public static (string Text, string? Detail) ReadOfAsNo(string text) =>
        OfBetweenJapanese().IsMatch(text) ? (OfBetweenJapanese().Replace(text, "の"), "の for of") : (text, null);

    [GeneratedRegex(@"(?<![A-Za-z0-9])[A-Za-z](?: [A-Za-z-](?![A-Za-z]))+(?: (?=[^\x00-\x7F]))?")]
    private static partial Regex SpacedWord();

    [GeneratedRegex(@"(?<=[^\x00-\x7F]) of (?=[^\x00-\x7F])")]
    private static partial Regex OfBetweenJapanese();
}
