using System.Globalization;

namespace Kawasaki.Api.Statistics;

/// <summary>Writes the time of a figure as SDMX does.</summary>
/// <remarks>
/// Source: SDMX 2.1 and 3.0, technical notes, 4.2: a reporting year is `2022-A1`, and the day it begins is stated beside it; `2022` is a calendar year;
/// a span is its first day and its length. A fiscal year of Japan begins on 1 April.
/// </remarks>
internal static class TimePeriod
{
    /// <summary>Stands for the time of a figure whose document prints none: a year would be an invention.</summary>
    public const string Unspecified = "_X";

    /// <summary>Beginning of each fiscal year, as an attribute of every `yyyy-A1`.</summary>
    public const string ReportingYearStart = "--04-01";

    /// <summary>The time: `2022-A1`, `2022`, `2021-12-18`, `2019-04-01/P2Y`.</summary>
    /// <param name="period">The span.</param>
    public static string Of(FactPeriod period) => period switch
    {
        { Kind: "fiscalYear", FiscalYear: { } year } => FiscalYear(year),
        { Kind: "calendarYear", Start: { } start } => start.ToString("yyyy", CultureInfo.InvariantCulture),
        { Start: { } start, End: { } end } => Span(start, end),
        { FiscalYear: { } year } => FiscalYear(year),
        { Start: { } start } => Day(start),
        _ => Unspecified,
    };

    /// <summary>Whether a time is a fiscal year.</summary>
    /// <param name="time">As <see cref="Of"/> writes it.</param>
    public static bool IsFiscalYear(string time) => time.EndsWith("-A1", StringComparison.Ordinal);

    private static string FiscalYear(int year) => string.Create(CultureInfo.InvariantCulture, $"{year:0000}-A1");

    private static string Span(DateOnly start, DateOnly end)
    {
        var years = end.AddDays(1).Year - start.Year;
        return start == end ? Day(start)
            : years > 0 && start.AddYears(years) == end.AddDays(1) ? string.Create(CultureInfo.InvariantCulture, $"{Day(start)}/P{years}Y")
            : string.Create(CultureInfo.InvariantCulture, $"{Day(start)}/P{end.DayNumber - start.DayNumber + 1}D");
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
