using Kawasaki.Domain.Errors;

namespace Kawasaki.Infrastructure.Packages.Rules;

/// <summary>Each file is UTF-8 without byte order mark and without NUL.</summary>
internal sealed class EncodingRule : IPackageRule
{
    /// <inheritdoc/>
    public IEnumerable<Problem> Check(PackageContent content) =>
        content.Tables.Where(t => t.EncodingFault is not null)
            .Select(t => new Problem(ErrorCode.PackageText, $"{t.Table.FileName}, {t.EncodingFault}", t.Table.FileName));
}
