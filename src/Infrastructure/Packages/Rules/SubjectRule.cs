using Kawasaki.Domain.Errors;

namespace Kawasaki.Infrastructure.Packages.Rules;

/// <summary>A subject (`subjectKind`, `subjectCode`) of a citation or a discrepancy is a row of the set it names.</summary>
internal sealed class SubjectRule : IPackageRule
{
    private const string Kind = "subjectKind";
    private const string Code = "subjectCode";

    /// <inheritdoc/>
    public IEnumerable<Problem> Check(PackageContent content)
    {
        var keys = content.Tables.ToDictionary(t => t.Table.Name, t => t.Rows.Select(r => r.Key).OfType<string>().ToHashSet(StringComparer.Ordinal));
        foreach (var row in content.Tables.Where(t => t.Table.FindColumn(Kind) is not null).SelectMany(t => t.Rows).Where(r => r.IsComplete))
        {
            if (row.Cell(Kind) is not { } kind || row.Cell(Code) is not { } code)
            {
                continue;
            }

            if (!keys.TryGetValue(kind, out var known))
            {
                yield return row.Finding(ErrorCode.PackageReference, Kind, $"\"{kind}\" is no set of the package");
            }
            else if (content.Table(kind).IsWhole && !known.Contains(code))
            {
                yield return row.Finding(ErrorCode.PackageReference, Code, $"\"{code}\" is no row of {kind}");
            }
        }
    }
}
