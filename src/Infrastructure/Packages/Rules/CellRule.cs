using Kawasaki.Domain.Errors;

namespace Kawasaki.Infrastructure.Packages.Rules;

/// <summary>Each cell is of its column's type; cells that must have a value have one. Vocabularies are <see cref="VocabularyRule"/>'s.</summary>
internal sealed class CellRule : IPackageRule
{
    /// <inheritdoc/>
    public IEnumerable<Problem> Check(PackageContent content)
    {
        foreach (var row in content.Tables.SelectMany(t => t.Rows).Where(r => r is { Entity: null, IsComplete: true }))
        {
            for (var i = 0; i < row.Cells.Count; i++)
            {
                var column = row.Table.Columns[i];
                var isVocabulary = column.Kind == ColumnKind.Vocabulary && row.Cells[i] is not null;
                if (!isVocabulary && !CellCodec.TryRead(column, row.Cells[i], out _))
                {
                    var found = row.Cells[i] is { } cell ? $"\"{cell}\"" : "an empty cell";
                    yield return row.Finding(ErrorCode.PackageCell, column.Name, $"found {found}, expected {CellCodec.Expected(column)}");
                }
            }
        }
    }
}
