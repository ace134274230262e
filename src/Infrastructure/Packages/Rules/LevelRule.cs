using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Plan;

namespace Kawasaki.Infrastructure.Packages.Rules;

/// <summary>
/// An indicator names every level it stands under: with its project also that project's measure and plan, with its measure also that measure's policy,
/// with its reform task also a plan. A row that refers to nothing is the matter of <see cref="ReferenceRule"/>.
/// </summary>
internal sealed class LevelRule : IPackageRule
{
    /// <inheritdoc/>
    public IEnumerable<Problem> Check(PackageContent content)
    {
        var projects = content.Rows<Project>().ToLookup(p => p.Row.Code, p => p.Row, StringComparer.Ordinal);
        var measures = content.Rows<Measure>().ToLookup(m => m.Row.Code, m => m.Row, StringComparer.Ordinal);
        foreach (var (place, indicator) in content.Rows<Indicator>())
        {
            var project = projects[indicator.ProjectCode ?? ""].FirstOrDefault();
            var measure = measures[indicator.MeasureCode ?? ""].FirstOrDefault();
            if (project is not null && indicator.MeasureCode != project.MeasureCode)
            {
                yield return place.Finding(ErrorCode.PackageReference, "measureCode", $"found {Shown(indicator.MeasureCode)}, expected \"{project.MeasureCode}\", the measure of project {project.Code}");
            }

            if (project is not null && indicator.PlanCode != project.PlanCode)
            {
                yield return place.Finding(ErrorCode.PackageReference, "planCode", $"found {Shown(indicator.PlanCode)}, expected \"{project.PlanCode}\", the plan of project {project.Code}");
            }

            if (measure is not null && indicator.PolicyCode != measure.PolicyCode)
            {
                yield return place.Finding(ErrorCode.PackageReference, "policyCode", $"found {Shown(indicator.PolicyCode)}, expected \"{measure.PolicyCode}\", the policy of measure {measure.Code}");
            }

            if (indicator is { ReformTaskCode: { } task, PlanCode: null })
            {
                yield return place.Finding(ErrorCode.PackageReference, "planCode", $"found nothing, expected the plan of reform task {task}");
            }
        }
    }

    private static string Shown(string? code) => code is null ? "nothing" : $"\"{code}\"";
}
