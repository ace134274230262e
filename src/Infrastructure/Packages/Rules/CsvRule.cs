using Kawasaki.Domain.Errors;

namespace Kawasaki.Infrastructure.Packages.Rules;

/// <summary>Each file is RFC 4180 with line feeds, to its last character.</summary>
internal sealed class CsvRule : IPackageRule
{
    /// <inheritdoc/>
    public IEnumerable<Problem> Check(PackageContent content) =>
        from table in content.Tables
        let fault = table.CsvFault
        where fault is not null
        select new Problem(ErrorCode.PackageCsv, $"{table.Table.FileName}, line {fault.Line}, character {fault.Position}: {fault.Message}", $"{table.Table.FileName}:{fault.Line}");
}
