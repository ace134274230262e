using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Plan;

namespace Kawasaki.Infrastructure.Packages.Rules;

/// <summary>A value is one of the numbers that the printed text holds, read a second time in the plainest way; a repaired one says so in its note.</summary>
internal sealed class PrintedValueRule : IPackageRule
{
    /// <inheritdoc/>
    public IEnumerable<Problem> Check(PackageContent content) =>
        content.Rows<Observation>().SelectMany(o => Check(o.Place, o.Row.ValueText, o.Row.Note, ("value", o.Row.Value), ("upperValue", o.Row.UpperValue)))
            .Concat(content.Rows<FiscalAmount>().SelectMany(a => Check(a.Place, a.Row.ValueText, a.Row.Note, ("amount", a.Row.Amount))));

    private static IEnumerable<Problem> Check(PackageRow place, string text, string? note, params (string Column, decimal? Value)[] values)
    {
        if (note is not null || PrintedText.HasScale(text))
        {
            yield break;
        }

        var numbers = PrintedText.Numbers(text);
        foreach (var (column, value) in values.Where(v => v.Value is { } value && !numbers.Contains(value)))
        {
            yield return place.Finding(ErrorCode.PackageStatus, column, $"found {value}, expected a number of \"{text}\"");
        }
    }
}
