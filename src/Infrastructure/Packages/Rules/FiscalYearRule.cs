using System.Globalization;
using Kawasaki.Domain.Errors;

namespace Kawasaki.Infrastructure.Packages.Rules;

/// <summary>Each fiscal year can be meant, and a first year is not after its last.</summary>
internal sealed class FiscalYearRule : IPackageRule
{
    /// <inheritdoc/>
    public IEnumerable<Problem> Check(PackageContent content)
    {
        foreach (var row in content.Tables.SelectMany(t => t.Rows).Where(r => r.Entity is not null))
        {
            foreach (var column in row.Table.Columns.Where(c => c.Text.Unit == FiscalYears.Unit))
            {
                foreach (var year in Years(row.Cell(column.Name)).Where(y => y is < FiscalYears.Earliest or > FiscalYears.Latest))
                {
                    yield return row.Finding(ErrorCode.PackagePeriod, column.Name, $"found {year}, expected a fiscal year from {FiscalYears.Earliest} to {FiscalYears.Latest}");
                }
            }

            if (FirstAfterLast(row) is { } fault)
            {
                yield return row.Finding(ErrorCode.PackagePeriod, "lastFiscalYear", $"{fault}");
            }
        }
    }

    private static string? FirstAfterLast(PackageRow row)
    {
        if (row.Table.FindColumn("firstFiscalYear") is null || row.Table.FindColumn("lastFiscalYear") is null)
        {
            return null;
        }

        int[] first = [.. Years(row.Cell("firstFiscalYear"))], last = [.. Years(row.Cell("lastFiscalYear"))];
        return first.Length == 1 && last.Length == 1 && first[0] > last[0] ? $"found {last[0]}, expected no year before firstFiscalYear {first[0]}" : null;
    }

    private static IEnumerable<int> Years(string? cell) =>
        cell is null ? [] : cell.Split(CellCodec.ListSeparator).Select(y => int.Parse(y, CultureInfo.InvariantCulture));
}
