using Kawasaki.Domain.Errors;

namespace Kawasaki.Infrastructure.Packages.Rules;

/// <summary>Each place (document and line) lies inside the document.</summary>
internal sealed class PlaceRule : IPackageRule
{
    private static readonly (string Document, string Line)[] Places =
        [("documentCode", "line"), ("firstDocumentCode", "firstLine"), ("secondDocumentCode", "secondLine")];

    /// <inheritdoc/>
    public IEnumerable<Problem> Check(PackageContent content)
    {
        var lineCounts = content.Rows<Domain.Plan.Document>()
            .GroupBy(d => d.Row.Code).ToDictionary(g => g.Key, g => g.First().Row.LineCount);
        foreach (var row in content.Tables.SelectMany(t => t.Rows).Where(r => r.IsComplete))
        {
            foreach (var (documentColumn, lineColumn) in Places.Where(p => row.Table.FindColumn(p.Line) is not null))
            {
                var document = row.Cell(documentColumn);
                if (document is not null && lineCounts.TryGetValue(document, out var count)
                    && int.TryParse(row.Cell(lineColumn), System.Globalization.CultureInfo.InvariantCulture, out var line) && (line < 1 || line > count))
                {
                    yield return row.Finding(ErrorCode.PackagePlace, lineColumn, $"found line {line}, expected 1 to {count}, the lines of {document}");
                }
            }

            if (row.Table.FindColumn("page") is not null
                && int.TryParse(row.Cell("page"), System.Globalization.CultureInfo.InvariantCulture, out var page) && page < 1)
            {
                yield return row.Finding(ErrorCode.PackagePlace, "page", $"found page {page}, expected 1 or more");
            }
        }
    }
}
