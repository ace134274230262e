using System.Globalization;
using System.Text.RegularExpressions;
using Kawasaki.Domain.Plan;
using Kawasaki.Infrastructure.Documents.Reading;

namespace Kawasaki.Infrastructure.Documents.Reform.Lists;

/// <summary>The year behind a value of the lists: `(R04) 【2022】`, `【R04】 【2022】`, `(R01-R02) 【2019-2020】`, or one of the two only.</summary>
/// <param name="Label">As printed.</param>
/// <param name="ByEra">First year by the era; null where only a western year is printed.</param>
/// <param name="Western">First western year; null where only the era is printed.</param>
/// <param name="Last">Last year of several; null for one year.</param>
internal sealed partial record ListYear(string Label, int? ByEra, int? Western, int? Last)
{
    /// <summary>The first year, by the era where the two contradict each other.</summary>
    public int First => ByEra ?? Western!.Value;

    /// <summary>True where every year printed is the one given.</summary>
    /// <param name="year">Western year.</param>
    public bool Is(int year) => (ByEra ?? year) == year && (Western ?? year) == year && Last is null;

    /// <summary>The period it names.</summary>
    public Period ToPeriod() => Last is { } last
        ? new Period(Label, PeriodKind.MultiYear, First, last, new DateOnly(First, 4, 1), new DateOnly(last + 1, 3, 31))
        : Period.OfFiscalYear(First, Label);

    /// <summary>Cuts the year off a value.</summary>
    /// <param name="text">Value and year as printed.</param>
    /// <returns>The value, and its year; null where none is printed.</returns>
    public static (string Value, ListYear? Year) Split(string text)
    {
        var match = Form().Match(TextFolding.Narrow(text));
        var start = match.Groups["value"].Length;
        var label = text[start..].Trim();
        if (label.Length == 0)
        {
            return (text, null);
        }

        var last = EraYear(match.Groups["to"]) ?? Year(match.Groups["westernTo"]);
        return (text[..start].Trim(), new ListYear(label, EraYear(match.Groups["from"]), Year(match.Groups["western"]), last));
    }

    private static int? EraYear(Group era) => era.Success ? EraYears.First(era.Value)!.Value.Year : null;

    private static int? Year(Group digits) => digits.Success ? int.Parse(digits.Value, CultureInfo.InvariantCulture) : null;

    [GeneratedRegex(@"^(?<value>.*?)(\s*[(\[](?<from>[HR]\d\d)(-(?<to>[HR]\d\d))?[)\]])?(\s*\[(?<western>\d{4})(-(?<westernTo>\d{4}))?\])?\s*$", RegexOptions.ExplicitCapture)]
    private static partial Regex Form();
}
