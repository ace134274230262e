using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Plan;

namespace Kawasaki.Infrastructure.Packages.Rules;

/// <summary>Each unit is one that the documents use: an unknown one is most often a piece of a cell that was split wrongly.</summary>
internal sealed class UnitRule : IPackageRule
{
    /// <inheritdoc/>
    public IEnumerable<Problem> Check(PackageContent content) =>
        Units(content).Where(u => u.Unit is not null && !KnownUnits.All.Contains(u.Unit))
            .Select(u => u.Place.Finding(ErrorCode.PackageUnit, "unit", $"found \"{u.Unit}\", expected a unit listed in KnownUnits"));

    private static IEnumerable<(PackageRow Place, string? Unit)> Units(PackageContent content) =>
        content.Rows<Indicator>().Select(i => (i.Place, i.Row.Unit))
            .Concat(content.Rows<Observation>().Select(o => (o.Place, o.Row.Unit)))
            .Concat(content.Rows<FiscalLine>().Select(l => (l.Place, (string?)l.Row.Unit)));
}
