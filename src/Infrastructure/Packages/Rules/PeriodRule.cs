using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Plan;

namespace Kawasaki.Infrastructure.Packages.Rules;

/// <summary>
/// The period of an observation: its fiscal years, its first and last day and its kind say the same.
/// A multi-year period may go on (以降): then its last year and day are empty. Where a document prints no period, all of them are.
/// </summary>
internal sealed class PeriodRule : IPackageRule
{
    /// <inheritdoc/>
    public IEnumerable<Problem> Check(PackageContent content)
    {
        foreach (var (place, row) in content.Rows<Observation>())
        {
            if (Fault(row) is var (column, message) && column.Length > 0)
            {
                yield return place.Finding(ErrorCode.PackagePeriod, column, message);
            }
        }
    }

    private static (string Column, FormattableString Message) Fault(Observation row)
    {
        if (row.PeriodStart > row.PeriodEnd)
        {
            return ("periodEnd", $"found {row.PeriodEnd:yyyy-MM-dd}, expected a day not before {row.PeriodStart:yyyy-MM-dd}");
        }

        if (KindFault(row) is { } kindFault)
        {
            return kindFault;
        }

        if (row is { PeriodKind: PeriodKind.MultiYear, LastFiscalYear: null })
        {
            return OpenFault(row);
        }

        if (row.PeriodStart is null != row.PeriodEnd is null)
        {
            return ("periodEnd", $"expected both periodStart and periodEnd, or neither");
        }

        if (row.LastFiscalYear is not null && row.PeriodKind != PeriodKind.MultiYear)
        {
            return ("lastFiscalYear", $"found {row.LastFiscalYear} with periodKind {Word(row.PeriodKind)}, expected a value for multiYear only");
        }

        return row.PeriodKind switch
        {
            PeriodKind.FiscalYear when row.FiscalYear is { } year => Span(row, FirstDay(year), LastDay(year)),
            PeriodKind.MultiYear when row.FiscalYear is null => ("fiscalYear", $"found nothing, expected the first year of a multi-year value"),
            PeriodKind.MultiYear when row.FiscalYear >= row.LastFiscalYear => ("lastFiscalYear", $"found {row.LastFiscalYear}, expected a year after {row.FiscalYear}"),
            PeriodKind.MultiYear => Span(row, FirstDay(row.FiscalYear.Value), LastDay(row.LastFiscalYear!.Value)),
            PeriodKind.CalendarYear when row.PeriodStart is { } start => Span(row, new DateOnly(start.Year, 1, 1), new DateOnly(start.Year, 12, 31)),
            PeriodKind.PointInTime when row is { PeriodStart: { } start, FiscalYear: { } year } && FiscalYearOf(start) != year =>
                ("fiscalYear", $"found {year}, expected {FiscalYearOf(start)}, the fiscal year of {start:yyyy-MM-dd}"),
            _ => ("", $""),
        };
    }

    /// <summary>A kind stands with a period, and a period with its kind.</summary>
    private static (string Column, FormattableString Message)? KindFault(Observation row)
    {
        var hasPeriod = row is not { FiscalYear: null, LastFiscalYear: null, PeriodStart: null, PeriodEnd: null };
        return (hasPeriod, row.PeriodKind) switch
        {
            (true, null) => ("periodKind", $"found nothing, expected the kind of the period that the other columns give"),
            (false, { } kind) => ("periodKind", $"found {Word(kind)} without a period, expected nothing"),
            _ => null,
        };
    }

    private static string Word(PeriodKind? kind) => kind is { } known ? CellCodec.Word(known) : "nothing";

    /// <summary>A period that goes on has a first year and day only.</summary>
    private static (string Column, FormattableString Message) OpenFault(Observation row) => row switch
    {
        { FiscalYear: null } => ("fiscalYear", $"found nothing, expected the first year of a multi-year value"),
        { PeriodEnd: { } end } => ("periodEnd", $"found {end:yyyy-MM-dd} without lastFiscalYear, expected nothing"),
        { FiscalYear: { } year } when row.PeriodStart != FirstDay(year) => ("periodStart", $"found {row.PeriodStart:yyyy-MM-dd}, expected {FirstDay(year):yyyy-MM-dd}"),
        _ => ("", $""),
    };

    private static (string Column, FormattableString Message) Span(Observation row, DateOnly first, DateOnly last) => (row.PeriodStart, row.PeriodEnd) switch
    {
        (null, null) => ("periodStart", $"found nothing, expected {first:yyyy-MM-dd} and {last:yyyy-MM-dd}"),
        ({ } start, _) when start != first => ("periodStart", $"found {start:yyyy-MM-dd}, expected {first:yyyy-MM-dd}"),
        (_, { } end) when end != last => ("periodEnd", $"found {end:yyyy-MM-dd}, expected {last:yyyy-MM-dd}"),
        _ => ("", $""),
    };

    private static DateOnly FirstDay(int fiscalYear) => new(fiscalYear, 4, 1);

    private static DateOnly LastDay(int fiscalYear) => new(fiscalYear + 1, 3, 31);

    private static int FiscalYearOf(DateOnly day) => day.Month < 4 ? day.Year - 1 : day.Year;
}
