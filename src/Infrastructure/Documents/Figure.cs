using Kawasaki.Domain.Plan;

namespace Kawasaki.Infrastructure.Documents;

/// <summary>A printed value, read: the number if there is one for sure, and always the text.</summary>
/// <param name="ValueText">What the document prints, layout blanks folded.</param>
/// <param name="Status">Whether a number was read, or why not.</param>
/// <param name="Value">The number; null unless the status is ok.</param>
/// <param name="UpperValue">Upper bound of a range.</param>
/// <param name="Comparator">How to compare; null without a number.</param>
/// <param name="Unit">Unit printed behind the number.</param>
/// <param name="IsApproximate">True where 約 stands before the number.</param>
internal sealed record Figure(string ValueText, ValueStatus Status, decimal? Value = null, decimal? UpperValue = null, Comparator? Comparator = null, string? Unit = null, bool IsApproximate = false)
{
    /// <summary>The note of a row with this value: what the value itself must say, and what else is known.</summary>
    /// <param name="note">What else is known; null for nothing.</param>
    public string? NoteWith(string? note) => !IsApproximate ? note : note is null ? Notes.Approximate : $"{Notes.Approximate}; {note}";
}

/// <summary>A printed period, read.</summary>
/// <param name="Label">What the document prints.</param>
/// <param name="Kind">Kind of span.</param>
/// <param name="FiscalYear">Western year in which the (first) fiscal year begins.</param>
/// <param name="LastFiscalYear">Last fiscal year of a multi-year period; null otherwise.</param>
/// <param name="Start">First day.</param>
/// <param name="End">Last day.</param>
internal sealed record Period(string? Label, PeriodKind Kind, int? FiscalYear, int? LastFiscalYear, DateOnly? Start, DateOnly? End)
{
    /// <summary>The fiscal year from April of the year to March of the next.</summary>
    /// <param name="year">Western year in which it begins.</param>
    /// <param name="label">What the document prints; null where a table's position says it.</param>
    public static Period OfFiscalYear(int year, string? label) =>
        new(label, PeriodKind.FiscalYear, year, null, new DateOnly(year, 4, 1), new DateOnly(year + 1, 3, 31));

    /// <summary>The year from January to December.</summary>
    /// <param name="year">The year.</param>
    /// <param name="label">What the document prints; null where a table's position says it.</param>
    public static Period OfCalendarYear(int year, string? label) =>
        new(label, PeriodKind.CalendarYear, year, null, new DateOnly(year, 1, 1), new DateOnly(year, 12, 31));
}
