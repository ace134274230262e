using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Plan;

namespace Kawasaki.Infrastructure.Packages.Rules;

/// <summary>
/// The lines below a line of a fiscal table add up to it, year by year. Each printed amount is rounded to one unit, so that the sum of
/// n lines may differ by (n + 1) / 2; more than that needs a discrepancy about the line or one of its amounts.
/// </summary>
internal sealed class FiscalTotalsRule : IPackageRule
{
    /// <inheritdoc/>
    public IEnumerable<Problem> Check(PackageContent content)
    {
        var explained = content.Rows<Discrepancy>().Where(d => d.Row.Field is "amount" or "value").Select(d => d.Row.SubjectCode).ToHashSet(StringComparer.Ordinal);
        var amounts = content.Rows<FiscalAmount>().ToLookup(a => a.Row.LineCode);
        foreach (var group in content.Rows<FiscalLine>().Where(l => l.Row.ParentCode is not null).GroupBy(l => l.Row.ParentCode!))
        {
            var parts = group.Select(l => l.Row).Where(l => !IsOfWhich(l)).ToArray();
            if (parts.Length < 2 || explained.Contains(group.Key))
            {
                continue;
            }

            foreach (var (place, total) in amounts[group.Key].Where(a => a.Row.Amount is not null && !explained.Contains(a.Row.Code)))
            {
                var same = parts.SelectMany(p => amounts[p.Code].Where(a => a.Row.FiscalYear == total.FiscalYear)).Select(a => a.Row).ToArray();
                var sum = same.Sum(a => a.Amount ?? 0);
                var isWhole = same.Length == parts.Length && same.All(a => a.Amount is not null || a.Status == ValueStatus.NotSet);
                if (isWhole && Math.Abs(sum - total.Amount!.Value) > (parts.Length + 1) / 2m * Step(total, same))
                {
                    yield return place.Finding(ErrorCode.PackageTotals, "amount",
                        $"found {total.Amount} for {group.Key} in {total.FiscalYear}, expected {sum}, the sum of its {parts.Length} lines, or a discrepancy");
                }
            }
        }
    }

    /// <summary>うち lines name a part and are not meant to add up.</summary>
    private static bool IsOfWhich(FiscalLine line) => line.Name.TrimStart('(', '（').StartsWith("うち", StringComparison.Ordinal);

    /// <summary>The unit of the last printed place: 1 for whole amounts, 0.1 where a decimal is printed.</summary>
    private static decimal Step(FiscalAmount total, FiscalAmount[] parts)
    {
        var scale = parts.Append(total).Min(a => a.Amount is { } amount ? amount.Scale : (byte)0);
        return 1m / (decimal)Math.Pow(10, scale);
    }
}
