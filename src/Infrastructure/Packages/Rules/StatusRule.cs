using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Plan;

namespace Kawasaki.Infrastructure.Packages.Rules;

/// <summary>The status of a value says what the value and the printed text show; 0 is a value, a dash is not.</summary>
internal sealed class StatusRule : IPackageRule
{
    /// <inheritdoc/>
    public IEnumerable<Problem> Check(PackageContent content) =>
        content.Rows<Observation>().SelectMany(o => Check(o.Place, o.Row.Status, o.Row.Value, "value", o.Row.ValueText, o.Row.Note))
            .Concat(content.Rows<FiscalAmount>().SelectMany(a => Check(a.Place, a.Row.Status, a.Row.Amount, "amount", a.Row.ValueText, a.Row.Note)));

    private static IEnumerable<Problem> Check(PackageRow place, ValueStatus status, decimal? value, string column, string text, string? note)
    {
        if ((status == ValueStatus.Ok) != (value is not null))
        {
            yield return place.Finding(ErrorCode.PackageStatus, "status", $"found {place.Cell("status")} with {column} {place.Cell(column) ?? "empty"}, expected ok with a number and only then");
        }

        if (text.Length == 0 && status != ValueStatus.Lost)
        {
            yield return place.Finding(ErrorCode.PackageStatus, "valueText", $"found nothing with status {place.Cell("status")}, expected what the document prints");
        }

        if (status is ValueStatus.Ok or ValueStatus.Text && PrintedText.IsDash(text))
        {
            yield return place.Finding(ErrorCode.PackageStatus, "status", $"found {place.Cell("status")} for the dash \"{text}\", expected notSet");
        }

        if (status == ValueStatus.NotSet && text.Length > 0 && !PrintedText.IsDash(text))
        {
            yield return place.Finding(ErrorCode.PackageStatus, "status", $"found notSet for \"{text}\", expected a dash");
        }

        if (status == ValueStatus.Lost && note is null)
        {
            yield return place.Finding(ErrorCode.PackageStatus, "note", $"found nothing, expected what the conversion lost");
        }
    }
}
