using System.Globalization;
using System.Text.RegularExpressions;
using Kawasaki.Domain.Plan;

namespace Kawasaki.Infrastructure.Documents.Reading;

/// <summary>A period as read.</summary>
/// <param name="Period">The period, by the era's year where era and western year disagree.</param>
/// <param name="ByWesternYear">The period by the western year where the two disagree; null where they agree.</param>
internal sealed record PeriodReading(Period Period, Period? ByWesternYear)
{
    /// <summary>True where era and western year disagree: a named repair rule must choose.</summary>
    public bool IsContradictory => ByWesternYear is not null;
}

/// <summary>Reads printed periods: 年度, 年 (calendar), several years, dates (時点, 現在).</summary>
internal static partial class PeriodReader
{
    /// <summary>Separates the year in brackets behind a value from the value.</summary>
    /// <param name="cell">Cell such as `21%以上 (平成29年度)` or `① 4回 (R03) 【2021】`.</param>
    /// <returns>The value as printed, and the bracketed period without its outer brackets; null if none is printed.</returns>
    public static (string Value, string? PeriodText) Split(string cell)
    {
        var value = TextFolding.Collapse(cell);
        var labels = new List<string>();
        while (LastGroupStart(value) is { } start && IsPeriodOnly(value[start..]))
        {
            labels.Insert(0, value[start..]);
            value = value[..start].TrimEnd();
        }

        return (value, labels.Count switch { 0 => null, 1 => labels[0][1..^1].Trim(), _ => string.Concat(labels) });

        static bool IsPeriodOnly(string group) => PeriodOnly().IsMatch(TextFolding.Narrow(group).Replace(" ", "", StringComparison.Ordinal));
    }

    /// <summary>Reads a period; null where the text prints no year.</summary>
    /// <param name="text">Text as printed, such as `令和4（2022）年2月1日現在`.</param>
    public static PeriodReading? Read(string text)
    {
        var label = TextFolding.Collapse(text);
        var years = EraYears.All(label);
        if (years is [])
        {
            return null;
        }

        var byEra = Build(label, years, y => y.Year);
        return new PeriodReading(byEra, years.Any(y => y.IsContradictory) ? Build(label, years, y => y.Western ?? y.Year) : null);
    }

    /// <summary>The fiscal year a day belongs to.</summary>
    /// <param name="day">The day.</param>
    public static int FiscalYearOf(DateOnly day) => day.Month >= 4 ? day.Year : day.Year - 1;

    private static Period Build(string label, IReadOnlyList<PrintedYear> years, Func<PrintedYear, int> yearOf)
    {
        var narrow = TextFolding.Narrow(label).Replace(" ", "", StringComparison.Ordinal);
        var first = yearOf(years[0]);
        if (Month().Match(narrow) is { Success: true } month && IsDate(first, month))
        {
            return OfDate(label, first, month);
        }

        var last = years.Count > 1 ? yearOf(years[^1]) : OpenRange().Match(narrow) is { Success: true } range ? first + Number(range, "to") - Number(range, "from") : first;
        if (last > first)
        {
            return new Period(label, PeriodKind.MultiYear, first, last, new DateOnly(first, 4, 1), new DateOnly(last + 1, 3, 31));
        }

        return CalendarYear().IsMatch(narrow)
            ? Period.OfCalendarYear(first, label)
            : Period.OfFiscalYear(first, label);
    }

    private static bool IsDate(int year, Match match) =>
        !match.Groups["day"].Success || Number(match, "day") is var day && day > 0 && day <= DateTime.DaysInMonth(year, Number(match, "month"));

    private static Period OfDate(string label, int year, Match match)
    {
        var month = Number(match, "month");
        var start = new DateOnly(year, month, match.Groups["day"].Success ? Number(match, "day") : 1);
        var endOfMonth = new DateOnly(year, month, DateTime.DaysInMonth(year, month));
        if (match.Groups["end"].Success)
        {
            start = endOfMonth;
        }

        return new Period(label, PeriodKind.PointInTime, FiscalYearOf(start), null, start, match.Groups["day"].Success ? start : endOfMonth);
    }

    private static int Number(Match match, string group) => int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);

    /// <summary>Where the text ends in a bracketed group, the position of its opening bracket.</summary>
    private static int? LastGroupStart(string text)
    {
        var narrow = TextFolding.Narrow(text);
        if (narrow.Length == 0 || narrow[^1] is not (')' or ']'))
        {
            return null;
        }

        var depth = 0;
        for (var i = narrow.Length - 1; i >= 0; i--)
        {
            depth += narrow[i] is ')' or ']' ? 1 : narrow[i] is '(' or '[' ? -1 : 0;
            if (depth == 0)
            {
                return i;
            }
        }

        return null;
    }

    [GeneratedRegex(@"^[(\[]((平成|令和|昭和|[HRS])?(元|\d{1,4})|[(\[]R?\d{4}[)\]]|[年度月日末~・./]|時点|現在|から|\d)*[)\]]$")]
    private static partial Regex PeriodOnly();

    [GeneratedRegex(@"((年|[)\]])(?<month>1[0-2]|[1-9])月((?<day>\d{1,2})日)?|(?<=[HRS]\d{1,2})\.(?<month>1[0-2]|[1-9])(?!\d))(?<end>末)?", RegexOptions.ExplicitCapture)]
    private static partial Regex Month();

    [GeneratedRegex(@"(平成|令和|[HR])(?<from>\d{1,2})~(?<to>\d{1,2})(?!\d)", RegexOptions.ExplicitCapture)]
    private static partial Regex OpenRange();

    [GeneratedRegex(@"年(?!度)")]
    private static partial Regex CalendarYear();
}
