using Kawasaki.Domain.Errors;

namespace Kawasaki.Infrastructure.Packages.Rules;

/// <summary>The first line of each file is exactly the table's columns in their order, and each row has as many cells.</summary>
internal sealed class HeaderRule : IPackageRule
{
    /// <inheritdoc/>
    public IEnumerable<Problem> Check(PackageContent content)
    {
        foreach (var table in content.Tables.Where(t => t.IsPresent && t.EncodingFault is null))
        {
            if (!table.HasHeader && (table.Header.Count > 0 || table.CsvFault is null))
            {
                yield return Header(table);
            }

            foreach (var row in table.Rows.Where(r => !r.IsComplete))
            {
                yield return row.Finding(ErrorCode.PackageHeader, $"found {row.Cells.Count} cells, expected {table.Table.Columns.Count}");
            }
        }
    }

    private static Problem Header(TableContent table)
    {
        var columns = table.Table.Columns;
        var at = table.Header.Zip(columns).TakeWhile(p => p.First == p.Second.Name).Count();
        var found = at < table.Header.Count ? $"\"{table.Header[at]}\"" : "nothing";
        var expected = at < columns.Count ? columns[at].Name : "no further column";
        return new Problem(ErrorCode.PackageHeader, $"{table.Table.FileName}, line 1, column {at + 1}: found {found}, expected {expected}", $"{table.Table.FileName}:header:{at + 1}");
    }
}
