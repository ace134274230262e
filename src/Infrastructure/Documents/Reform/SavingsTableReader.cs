using Kawasaki.Domain.Plan;
using Kawasaki.Infrastructure.Documents.Reading;

namespace Kawasaki.Infrastructure.Documents.Reform;

/// <summary>
/// Reads 図表-5, what past reforms saved in each budget: a total and its breakdown. The header has one cell fewer at the left
/// than the rows of the breakdown, whose first cell (内訳) is merged.
/// </summary>
internal static class SavingsTableReader
{
    /// <summary>Reads the table, if the range holds it.</summary>
    /// <param name="document">The document.</param>
    /// <param name="ledger">Its account.</param>
    /// <param name="package">Where rows go.</param>
    /// <param name="pages">Printed pages.</param>
    /// <param name="range">Where to look.</param>
    public static void Read(SourceDocument document, LineLedger ledger, PackageBuilder package, PageIndex pages, LineRange range)
    {
        var first = range.Lines.FirstOrDefault(l => document[l].StartsWith("対象プログラム\t", StringComparison.Ordinal));
        if (first == 0)
        {
            return;
        }

        var table = new FiscalTable(document, ledger, package, FiscalStatement.ReformSavings, "ar3-savings");
        IReadOnlyDictionary<int, int> years = new Dictionary<int, int>();
        for (var line = first; line <= range.Last && TableRow.IsRow(document[line]); line++)
        {
            var row = new TableRow(line, document[line]);
            if (years.Count == 0)
            {
                var found = years = YearTable.YearsOf(row);
                ledger.Cells(row, c => found.Count > 0 ? found.ContainsKey(c) : IsHead(row[c]));
                ledger.PartOfRecord(line);
            }
            else if (row.Filled.Count() == 1)
            {
                ledger.Cells(row, c => c == 1);
                ledger.PartOfRecord(line);
            }
            else
            {
                AddRow(table, ledger, row, years, pages.PageOf(line));
            }
        }
    }

    private static bool IsHead(string cell) => cell == "対象プログラム" || (cell.StartsWith('第') && cell.EndsWith("期プログラム", StringComparison.Ordinal));

    private static void AddRow(FiscalTable table, LineLedger ledger, TableRow row, IReadOnlyDictionary<int, int> years, int? page)
    {
        // A figure in the second cell is the total's; the rows of the breakdown have their label there.
        var shift = FigureReader.Read(row[2]).Status == ValueStatus.Text ? 1 : 0;
        if (!YearTable.Fits(row, years, 1, shift))
        {
            ledger.NotRecognized(row.Line, "every amount stands under a fiscal year");
        }

        // The merged cell before the rows of the breakdown is a word.
        ledger.Cells(row, c => c != shift || FigureReader.Read(row[c]).Status == ValueStatus.Text);
        var name = TextFolding.Name(row[1 + shift]);
        var code = table.AddLine(row.Line, name, shift == 0 ? null : table.CodeOf(1), page);
        var note = shift == 0 ? null : ReformRepairs.ShiftedColumns.Note("the year is the header's one cell to the left");
        if (shift > 0)
        {
            ledger.Repair(row.Line, ReformRepairs.ShiftedColumns, $"years of {name} taken from the header one cell to the left");
        }

        var merged = "";
        foreach (var (column, year) in years)
        {
            // Words over several years stand in the first of their cells only.
            var cell = row[column + shift];
            merged = cell.Length == 0 ? merged : FigureReader.Read(cell).Status == ValueStatus.Text ? cell : "";
            table.AddAmount(row.Line, code, year, cell.Length == 0 ? merged : cell, AmountBasis.Reference, page, note);
        }
    }
}
