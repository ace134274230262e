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
        var first = range.Lines.FirstOrDefault(l => TextFolding.Comparable(document[l]).StartsWith("収支フレーム収支見通し", StringComparison.Ordinal));
        if (first == 0 || FrameYears(range.First, first) is not { } frame)
        {
            return;
        }

        var years = FiscalTable.YearsOf(new TableRow(first + 1, document[first + 1]));
        ledger.PartOfRecord(first);
        ledger.PartOfRecord(first + 1);
        var rows = RowsFrom(first + 2, range.Last);
        var table = new FiscalTable(document, ledger, package, FiscalStatement.Frame, "ar3-frame");
        AddRows(table, rows, Parents(table, rows), years, frame);

        var settlement = Enumerable.Range(first + 2 + rows.Count, 10).FirstOrDefault(l => l < range.Last && document[l] == "決算見込ベース");
        if (settlement > 0)
        {
            ledger.PartOfRecord(settlement);
            rows = RowsFrom(settlement + 2, range.Last);
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

    private List<TableRow> RowsFrom(int first, int last) =>
        [.. Enumerable.Range(first, last - first + 1).TakeWhile(l => TableRow.IsRow(document[l])).Select(l => new TableRow(l, document[l]))];

    /// <summary>The line in whose total each line is contained, by line of the document.</summary>
    private static Dictionary<int, string?> Parents(FiscalTable table, List<TableRow> rows)
    {
        var names = rows.ConvertAll(r => TextFolding.Name(r[1]));
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
        FiscalTable table, List<TableRow> rows, Dictionary<int, string?> parents, IReadOnlyDictionary<int, int> years, (int First, int Last) frame)
    {
        foreach (var row in rows)
        {
            var page = pages.PageOf(row.Line);
            var name = TextFolding.Name(row[1]);
            var code = table.AddLine(row.Line, GarbledNames.GetValueOrDefault(name, name), parents[row.Line], page);
            if (GarbledNames.TryGetValue(name, out var right))
            {
                NoteGarbledName(row.Line, code, name, right);
            }

            foreach (var (column, year) in years)
            {
                var basis = year < frame.First ? AmountBasis.Reference : year <= frame.Last ? AmountBasis.Frame : AmountBasis.Outlook;
                table.AddAmount(row.Line, code, year, row[column], basis, page);
            }
        }
    }

    private void NoteGarbledName(int line, string code, string garbled, string right)
    {
        ledger.Repair(line, ReformRepairs.GarbledLabel, $"{right} read for {garbled}");
        var elsewhere = Enumerable.Range(1, document.Lines.Count).First(l => document[l].Contains(right, StringComparison.Ordinal));
        package.Data.Discrepancies.Add(new Discrepancy
        {
            Code = $"{code}.name",
            SubjectKind = "fiscalLines",
            SubjectCode = code,
            Field = "name",
            Description = ReformRepairs.GarbledLabel.Note($"line {line} prints {garbled}, line {elsewhere} prints {right}"),
            DocumentCode = document.Code,
            Line = line,
            FirstDocumentCode = document.Code,
            FirstLine = line,
            FirstText = garbled,
            SecondDocumentCode = document.Code,
            SecondLine = elsewhere,
            SecondText = right,
        });
    }
}
