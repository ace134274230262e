using System.Globalization;
using System.Text.RegularExpressions;
using Kawasaki.Infrastructure.Documents.Reading;

namespace Kawasaki.Infrastructure.Documents.Reform.Sheets;

/// <summary>The head of a block of actions: 【R04（2022）～R07（2025）】. A middle dot joins years, only a tilde makes a range.</summary>
/// <param name="Printed">Head as printed.</param>
/// <param name="FiscalYears">Every year of it, ascending.</param>
/// <param name="Contradiction">Where era and western year contradict each other: what was read instead of what; null otherwise.</param>
internal sealed partial record YearMark(string Printed, IReadOnlyList<int> FiscalYears, string? Contradiction)
{
    /// <summary>Cuts a text at its heads.</summary>
    /// <param name="text">Text without tags.</param>
    /// <returns>Heads and the texts before, between and behind them, in order; a text has no mark.</returns>
    public static IEnumerable<(YearMark? Mark, string Text)> Cut(string text)
    {
        var start = 0;
        foreach (Match match in Head().Matches(text))
        {
            yield return (null, text[start..match.Index]);
            yield return (Read(match.Value), "");
            start = match.Index + match.Length;
        }

        yield return (null, text[start..]);
    }

    private static YearMark Read(string printed)
    {
        var years = new SortedSet<int>();
        var printedYears = EraYears.All(printed);
        for (var n = 0; n < printedYears.Count; n++)
        {
            years.Add(printedYears[n].Year);
            if (n > 0 && IsRange(printed[(printedYears[n - 1].Start + printedYears[n - 1].Length)..printedYears[n].Start]))
            {
                years.UnionWith(Enumerable.Range(printedYears[n - 1].Year, Math.Max(0, printedYears[n].Year - printedYears[n - 1].Year)));
            }
        }

        return new YearMark(printed, [.. years], Describe(printedYears.Where(y => y.IsContradictory)));
    }

    private static bool IsRange(string between) => TextFolding.Narrow(between).Contains('~', StringComparison.Ordinal);

    private static string? Describe(IEnumerable<PrintedYear> contradictory)
    {
        var texts = contradictory.Select(y => string.Create(CultureInfo.InvariantCulture, $"{y.ByEra} for the printed {y.Western}")).ToList();
        return texts.Count == 0 ? null : string.Join(", ", texts);
    }

    [GeneratedRegex(@"【R[0-9]{2} ?[（(][0-9]{4}[）)] ?(?:[～・] ?R[0-9]{2} ?[（(][0-9]{4}[）)] ?)*】")]
    private static partial Regex Head();
}
