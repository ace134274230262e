using Kawasaki.Domain.Errors;

namespace Kawasaki.Infrastructure.Packages.Rules;

/// <summary>Every table's file is there, and no CSV file beside them.</summary>
internal sealed class FilesPresentRule : IPackageRule
{
    /// <inheritdoc/>
    public IEnumerable<Problem> Check(PackageContent content)
    {
        foreach (var table in content.Tables.Where(t => !t.IsPresent))
        {
            yield return new Problem(ErrorCode.PackageFileMissing, $"{table.Table.FileName} is missing", table.Table.FileName);
        }

        var known = content.Tables.Select(t => t.Table.FileName).Append(PackageDescriptor.FileName).ToHashSet();
        foreach (var name in content.Files.Files.Keys.Where(n => !known.Contains(n)).Order(StringComparer.Ordinal))
        {
            yield return new Problem(ErrorCode.PackageFileMissing, $"{name} is no file of a data package", name);
        }
    }
}
