using Kawasaki.Domain.Errors;

namespace Kawasaki.Infrastructure.Packages.Rules;

/// <summary>No two rows of a table have the same key.</summary>
internal sealed class KeyRule : IPackageRule
{
    /// <inheritdoc/>
    public IEnumerable<Problem> Check(PackageContent content)
    {
        foreach (var table in content.Tables)
        {
            var seen = new Dictionary<string, PackageRow>(StringComparer.Ordinal);
            foreach (var row in table.Rows)
            {
                if (row.Key is { } key && !seen.TryAdd(key, row))
                {
                    yield return row.Finding(ErrorCode.PackageDuplicateKey, table.Table.Key[0].Name, $"the key \"{key}\" is already that of row {seen[key].Number} (line {seen[key].Line})");
                }
            }
        }
    }
}
