using Kawasaki.Domain.Errors;

namespace Kawasaki.Infrastructure.Packages.Rules;

/// <summary>A text is an empty cell or has characters to show: no control characters, no blanks around it, never a pair of quotes with nothing inside.</summary>
internal sealed class TextRule : IPackageRule
{
    /// <inheritdoc/>
    public IEnumerable<Problem> Check(PackageContent content) =>
        from row in content.Tables.SelectMany(t => t.Rows)
        where row.IsComplete
        from column in row.Table.Columns
        let fault = Fault(row.Cell(column.Name))
        where fault is not null
        select row.Finding(ErrorCode.PackageText, column.Name, $"{fault}");

    private static string? Fault(string? cell)
    {
        if (cell is null)
        {
            return null;
        }

        if (cell.Length == 0)
        {
            return "found an empty string, expected an empty cell or a text";
        }

        for (var i = 0; i < cell.Length; i++)
        {
            if (char.IsControl(cell[i]) || cell[i] == '\uFFFD')
            {
                return $"character {i + 1} is U+{(int)cell[i]:X4}, expected text without control or replacement characters";
            }
        }

        return char.IsWhiteSpace(cell[0]) || char.IsWhiteSpace(cell[^1]) ? $"found \"{cell}\", expected text without blanks around it" : null;
    }
}
