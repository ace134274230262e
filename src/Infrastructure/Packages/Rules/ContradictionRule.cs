using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Plan;

namespace Kawasaki.Infrastructure.Packages.Rules;

/// <summary>
/// What is stated twice (a task's sheet and the indicator list, two plans) is stated alike, or a discrepancy says so:
/// the numbers of a citation are those of the observation it cites.
/// </summary>
internal sealed class ContradictionRule : IPackageRule
{
    /// <inheritdoc/>
    public IEnumerable<Problem> Check(PackageContent content)
    {
        var observations = content.Rows<Observation>().GroupBy(o => o.Row.Code).ToDictionary(g => g.Key, g => g.First().Row);
        var explained = content.Rows<Discrepancy>().Select(d => d.Row.SubjectCode).ToHashSet(StringComparer.Ordinal);
        foreach (var (place, citation) in content.Rows<Citation>())
        {
            if (citation.ObservationCode is { } code && observations.TryGetValue(code, out var observation)
                && !explained.Contains(code) && Differ(citation.ValueText, observation.ValueText))
            {
                yield return place.Finding(ErrorCode.PackageContradiction, "valueText", $"found \"{citation.ValueText}\", expected \"{observation.ValueText}\" as in {code}, or a discrepancy");
            }

            if (citation.ObservationCode is not null && (citation.SubjectKind != "observations" || citation.SubjectCode != citation.ObservationCode))
            {
                yield return place.Finding(ErrorCode.PackageContradiction, "observationCode", $"found \"{citation.ObservationCode}\", expected the subject \"{citation.SubjectCode}\" of {citation.SubjectKind}");
            }
        }
    }

    private static bool Differ(string one, string other)
    {
        var first = PrintedText.Numbers(one);
        var second = PrintedText.Numbers(other);
        return first.Count > 0 && second.Count > 0 && first[0] != second[0];
    }
}
