using System.Text.RegularExpressions;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Plan;

namespace Kawasaki.Infrastructure.Packages.Rules;

/// <summary>A number that the document prints with 約 says so in its note: the comparator has no word for it.</summary>
internal sealed partial class ApproximateRule : IPackageRule
{
    /// <inheritdoc/>
    public IEnumerable<Problem> Check(PackageContent content) =>
        content.Rows<Observation>().SelectMany(o => Check(o.Place, o.Row.Value, o.Row.ValueText, o.Row.Note))
            .Concat(content.Rows<FiscalAmount>().SelectMany(a => Check(a.Place, a.Row.Amount, a.Row.ValueText, a.Row.Note)));

    private static IEnumerable<Problem> Check(PackageRow place, decimal? value, string text, string? note)
    {
        var isPrinted = value is not null && About().IsMatch(text);
        var isSaid = note?.Contains(Notes.Approximate, StringComparison.Ordinal) == true;
        if (isPrinted && !isSaid)
        {
            yield return place.Finding(ErrorCode.PackageComparator, "note", $"found {note ?? "nothing"} for \"{text}\", expected \"{Notes.Approximate}\" in it");
        }

        if (isSaid && !isPrinted)
        {
            yield return place.Finding(ErrorCode.PackageComparator, "note", $"found \"{Notes.Approximate}\" for \"{text}\", expected it for 約 only");
        }
    }

    [GeneratedRegex(@"約\s*[▲△−-]?\s*[\d０-９]")]
    private static partial Regex About();
}
