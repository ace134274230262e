using Kawasaki.Domain.Errors;

namespace Kawasaki.Infrastructure.Packages.Rules;

/// <summary>Each cell of a vocabulary column is one of the vocabulary's values.</summary>
internal sealed class VocabularyRule : IPackageRule
{
    /// <inheritdoc/>
    public IEnumerable<Problem> Check(PackageContent content) =>
        from row in content.Tables.SelectMany(t => t.Rows)
        where row is { Entity: null, IsComplete: true }
        from column in row.Table.Columns
        where column.Kind == ColumnKind.Vocabulary && row.Cell(column.Name) is not null && !CellCodec.TryRead(column, row.Cell(column.Name), out _)
        select row.Finding(ErrorCode.PackageVocabulary, column.Name, $"found \"{row.Cell(column.Name)}\", expected {CellCodec.Expected(column)}");
}
