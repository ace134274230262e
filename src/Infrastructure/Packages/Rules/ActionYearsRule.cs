using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Plan;

namespace Kawasaki.Infrastructure.Packages.Rules;

/// <summary>The years of an action ascend, begin with its first and end with its last year; where they are not settled, the note says why.</summary>
internal sealed class ActionYearsRule : IPackageRule
{
    private const string Column = "fiscalYears";

    /// <inheritdoc/>
    public IEnumerable<Problem> Check(PackageContent content)
    {
        foreach (var (place, row) in content.Rows<PlannedAction>())
        {
            var years = row.FiscalYears;
            if (!years.SequenceEqual(years.Order().Distinct()))
            {
                yield return place.Finding(ErrorCode.PackagePeriod, Column, $"found {place.Cell(Column)}, expected ascending years, each once");
            }

            if (years.Count > 0 && years[0] != row.FirstFiscalYear)
            {
                yield return place.Finding(ErrorCode.PackagePeriod, "firstFiscalYear", $"found {Show(row.FirstFiscalYear)}, expected {years[0]}, the first of fiscalYears");
            }

            if (years.Count > 0 && row.LastFiscalYear != years[^1] && !(row.LastFiscalYear is null && row.IsOngoing))
            {
                yield return place.Finding(ErrorCode.PackagePeriod, "lastFiscalYear", $"found {Show(row.LastFiscalYear)}, expected {years[^1]}, the last of fiscalYears");
            }

            if (row.FirstFiscalYear is null && row.Note is null)
            {
                yield return place.Finding(ErrorCode.PackagePeriod, "note", $"found nothing, expected the reason why the years are not settled");
            }
        }
    }

    private static string Show(int? year) => year?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "nothing";
}
