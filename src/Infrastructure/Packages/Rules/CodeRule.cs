using Kawasaki.Domain.Errors;

namespace Kawasaki.Infrastructure.Packages.Rules;

/// <summary>Codes and references to codes are made of `[a-z0-9.-]` only, so that they stand in a URL as they are.</summary>
internal sealed class CodeRule : IPackageRule
{
    /// <inheritdoc/>
    public IEnumerable<Problem> Check(PackageContent content) =>
        from row in content.Tables.SelectMany(t => t.Rows)
        where row.IsComplete
        from column in row.Table.Columns
        where column.IsCode && row.Cell(column.Name) is { Length: > 0 } code && !IsWellFormed(code)
        select row.Finding(ErrorCode.PackageCodeForm, column.Name, $"found \"{row.Cell(column.Name)}\", expected only a to z, 0 to 9, point and hyphen");

    private static bool IsWellFormed(string code) => code.All(c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '.' or '-');
}
