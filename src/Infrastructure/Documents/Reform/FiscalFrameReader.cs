using Kawasaki.Domain.Plan;
using Kawasaki.Infrastructure.Documents.Reading;

namespace Kawasaki.Infrastructure.Documents.Reform;

/// <summary>
/// Reads 収支フレーム (30 lines) and, below it, the two lines on settlement basis. The indentation of the sub-lines is lost in the
/// conversion, so the heads that have sub-lines are named here; that they add up is checked by a test.
/// </summary>
internal sealed class FiscalFrameReader(SourceDocument document, LineLedger ledger, PackageBuilder package, PageIndex pages)
{
    private const string RevenueTotal = "歳入合計";
    private const string ExpenditureTotal = "歳出合計";

    private static readonly Dictionary<string, int> SubLines = new()
    {
        ["普通交付税・臨時財政対策債"] = 2,
        ["投資的経費"] = 4,
        ["一部の社会保障関連経費"] = 5,
        ["管理的経費・政策的経費"] = 3,
    };

    /// <summary>A label with a character that is not there, and the name as the same chapter prints it.</summary>
    private static readonly Dictionary<string, string> GarbledNames = new() { ["職員給与と費"] = "職員給与費" };

    /// <summary>Reads both tables, if the range holds them.</summary>
    /// <param name="range">Where to look.</param>
    public void Read(LineRange range)
    {
        var first = range.Lines.FirstOrDefault(l => TextFolding.Comparable(document[l]) == "収支フレーム収支見通し");
        if (first == 0 || FrameYears(range.First, first) is not { } frame)
        {
            return;
        }

        var (header, years, rows) = YearTable.Read(document, first + 1, range.Last);
        if (years.Count == 0)
        {
            return;
        }

        ledger.PartOfRecord(first);
        ledger.PartOfRecord(header.Line);
        ledger.Cells(header, years.ContainsKey);
        var table = new FiscalTable(document, ledger, package, FiscalStatement.Frame, "ar3-frame");
        AddRows(table, rows, Parents(table, rows), years, frame);

        var settlement = Enumerable.Range(first + 2 + rows.Count, 10).FirstOrDefault(l => l < range.Last && document[l] == "決算見込ベース");
        if (settlement > 0)
        {
            ledger.PartOfRecord(settlement);
            rows = YearTable.RowsFrom(document, settlement + 2, range.Last);
            table = new FiscalTable(document, ledger, package, FiscalStatement.SettlementBasis, "ar3-settlement");
            AddRows(table, rows, rows.ToDictionary(r => r.Line, _ => default(string)), years, frame);
        }
    }

    /// <summary>The years of the frame, from the title above it: years before are reference, years after are outlook.</summary>
    private (int First, int Last)? FrameYears(int from, int header)
    {
        for (var line = header - 1; line >= from; line--)
        {
            if (document[line].StartsWith("収支フレーム", StringComparison.Ordinal) && EraYears.All(document[line]) is [var first, .., var last])
            {
                ledger.PartOfRecord(line);
                return (first.Year, last.Year);
            }
        }

        return null;
    }

    /// <summary>The line in whose total each line is contained, by line of the document.</summary>
    private static Dictionary<int, string?> Parents(FiscalTable table, IReadOnlyList<TableRow> rows)
    {
        var names = rows.Select(r => TextFolding.Name(r[1])).ToList();
        var totals = new[] { names.IndexOf(RevenueTotal), names.IndexOf(ExpenditureTotal) };
        var parents = new Dictionary<int, string?>();
        for (var i = 0; i < rows.Count; i++)
        {
            var total = Array.Find(totals, t => t > i);
            parents[rows[i].Line] = totals.Contains(i) || total == 0 ? null : table.CodeOf(total + 1);
            var head = i;
            for (var last = Math.Min(head + SubLines.GetValueOrDefault(names[head]), rows.Count - 1); i < last;)
            {
                parents[rows[++i].Line] = table.CodeOf(head + 1);
            }
        }

        return parents;
    }

    private void AddRows(
        FiscalTable table, IReadOnlyList<TableRow> rows, Dictionary<int, string?> parents, IReadOnlyDictionary<int, int> years, (int First, int Last) frame)
    {
        foreach (var row in rows)
        {
            var page = pages.PageOf(row.Line);
            var name = TextFolding.Name(row[1]);
            var repaired = GarbledNames.GetValueOrDefault(name, name);
            var elsewhere = repaired == name ? 0 : document.Lines.ToList().FindIndex(l => l.Contains(repaired, StringComparison.Ordinal)) + 1;
            var code = table.AddLine(row.Line, elsewhere > 0 ? repaired : name, parents[row.Line], page);
            if (elsewhere > 0)
            {
                NoteGarbledName(row.Line, code, name, (elsewhere, repaired));
            }

            table.AddAmounts(
                row, code, years, year => year < frame.First ? AmountBasis.Reference : year <= frame.Last ? AmountBasis.Frame : AmountBasis.Outlook, page);
        }
    }

    private void NoteGarbledName(int line, string code, string garbled, (int Line, string Name) right)
    {
        ledger.Repair(line, ReformRepairs.GarbledLabel, $"{right.Name} read for {garbled}");
        package.Contradict(
            "fiscalLines",
            code,
            "name",
            (new Place(document.Code, line), garbled),
            (new Place(document.Code, right.Line), right.Name),
            ReformRepairs.GarbledLabel.Note($"line {line} prints {garbled}, line {right.Line} prints {right.Name}"));
    }
}
