using Kawasaki.Domain.Errors;

namespace Kawasaki.Infrastructure.Packages.Rules;

/// <summary>Each reference leads to a row. References into a file that could not be read whole are not judged: that file is the finding.</summary>
internal sealed class ReferenceRule : IPackageRule
{
    /// <inheritdoc/>
    public IEnumerable<Problem> Check(PackageContent content)
    {
        var keys = content.Tables.ToDictionary(t => t.Table.Name, t => t.Rows.Select(r => r.Key).OfType<string>().ToHashSet(StringComparer.Ordinal));
        foreach (var row in content.Tables.SelectMany(t => t.Rows).Where(r => r.IsComplete))
        {
            foreach (var reference in row.Table.References)
            {
                if (row.Cell(reference.Column) is { } code && content.Table(reference.Table).IsWhole && !keys[reference.Table].Contains(code))
                {
                    yield return row.Finding(ErrorCode.PackageReference, reference.Column, $"\"{code}\" is no row of {reference.Table}");
                }
            }
        }
    }
}
