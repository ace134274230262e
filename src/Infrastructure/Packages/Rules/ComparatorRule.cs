using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Plan;

namespace Kawasaki.Infrastructure.Packages.Rules;

/// <summary>A comparator stands with a value only, a range has two bounds, and the printed word of comparison is the comparator's.</summary>
internal sealed class ComparatorRule : IPackageRule
{
    private static readonly (string Word, Comparator Comparator)[] Words =
    [
        ("以上", Comparator.Ge),
        ("以下", Comparator.Le),
        ("以内", Comparator.Le),
        ("未満", Comparator.Lt),
        ("超", Comparator.Gt),
    ];

    /// <inheritdoc/>
    public IEnumerable<Problem> Check(PackageContent content)
    {
        foreach (var (place, row) in content.Rows<Observation>())
        {
            if (row.Comparator is not null && row.Value is null)
            {
                yield return place.Finding(ErrorCode.PackageComparator, "comparator", $"found {place.Cell("comparator")} without a value, expected nothing");
            }

            if (row.UpperValue is not null != (row.Comparator == Comparator.Range))
            {
                yield return place.Finding(ErrorCode.PackageComparator, "upperValue", $"found {place.Cell("upperValue") ?? "nothing"} with comparator {place.Cell("comparator") ?? "none"}, expected an upper value for range only");
            }

            if (row.UpperValue < row.Value)
            {
                yield return place.Finding(ErrorCode.PackageComparator, "upperValue", $"found {row.UpperValue}, expected at least the value {row.Value}");
            }

            if (row.Value is not null && Expected(row) is { } expected && row.Comparator != expected)
            {
                yield return place.Finding(ErrorCode.PackageComparator, "comparator", $"found {place.Cell("comparator") ?? "nothing"} for \"{row.ValueText}\", expected {CellCodec.Word(expected)}");
            }
        }
    }

    /// <summary>What the printed words say; null when they leave it open. Two bounds (80以上90以下) are a range.</summary>
    private static Comparator? Expected(Observation row)
    {
        var found = Words.Where(w => row.ValueText.Contains(w.Word, StringComparison.Ordinal)).Select(w => w.Comparator).Distinct().ToArray();
        return found switch
        {
            [] when row.Comparator is Comparator.Gt or Comparator.Lt or Comparator.Le or Comparator.Ge && row.Note is null => Comparator.Eq,
            [var one] when row.Comparator != Comparator.Range => one,
            [_, _] => Comparator.Range,
            _ => null,
        };
    }
}
