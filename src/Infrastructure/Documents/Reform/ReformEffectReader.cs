using Kawasaki.Domain.Plan;
using Kawasaki.Infrastructure.Documents.Reading;

namespace Kawasaki.Infrastructure.Documents.Reform;

/// <summary>Reads the effect of the reforms that the frame counts on: four lines and their total, for the years of the frame.</summary>
internal static class ReformEffectReader
{
    /// <summary>Reads the table, if the range holds it.</summary>
    /// <param name="document">The document.</param>
    /// <param name="ledger">Its account.</param>
    /// <param name="package">Where rows go.</param>
    /// <param name="pages">Printed pages.</param>
    /// <param name="range">Where to look.</param>
    public static void Read(SourceDocument document, LineLedger ledger, PackageBuilder package, PageIndex pages, LineRange range)
    {
        var caption = range.Lines.FirstOrDefault(l => document[l].Contains("「収支フレーム」に反映した改革の取組", StringComparison.Ordinal));
        var header = range.Lines.FirstOrDefault(l => caption > 0 && l > caption && TableRow.IsRow(document[l]));
        if (header == 0)
        {
            return;
        }

        var (head, years, rows) = YearTable.Read(document, header, range.Last);
        ledger.PartOfRecord(header);
        ledger.Cells(head, years.ContainsKey);
        var table = new FiscalTable(document, ledger, package, FiscalStatement.ReformEffect, "ar3-effect");
        var total = rows.Select(r => TextFolding.Name(r[1])).ToList().IndexOf("合計") + 1;
        foreach (var row in rows)
        {
            var page = pages.PageOf(row.Line);
            var name = TextFolding.Name(row[1]);
            var code = table.AddLine(row.Line, name, total == 0 || name == "合計" ? null : table.CodeOf(total), page);
            table.AddAmounts(row, code, years, _ => AmountBasis.Frame, page);
        }
    }
}
