using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Plan;

namespace Kawasaki.Infrastructure.Packages.Rules;

/// <summary>A series of one indicator counts in fiscal years or in calendar years; where it does both, each calendar year has a note that says why.</summary>
internal sealed class SeriesRule : IPackageRule
{
    /// <inheritdoc/>
    public IEnumerable<Problem> Check(PackageContent content) =>
        from series in content.Rows<Observation>().GroupBy(o => o.Row.IndicatorCode)
        where series.Any(o => o.Row.PeriodKind == PeriodKind.FiscalYear)
        from observation in series
        where observation.Row is { PeriodKind: PeriodKind.CalendarYear, Note: null }
        select observation.Place.Finding(
            ErrorCode.PackagePeriod, "periodKind", $"found calendarYear in a series of fiscal years, {series.Key}, expected one kind of year or a note");
}
