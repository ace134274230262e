using Kawasaki.Domain.Plan;
using Kawasaki.Infrastructure.Documents.Reading;

namespace Kawasaki.Infrastructure.Documents.Reform;

/// <summary>Adds the lines and amounts of one fiscal table; all are in 億円 and numbered in the order of print.</summary>
/// <param name="document">The document.</param>
/// <param name="ledger">Its account.</param>
/// <param name="package">Where rows go.</param>
/// <param name="statement">The table.</param>
/// <param name="prefix">Beginning of the codes of its lines.</param>
internal sealed class FiscalTable(SourceDocument document, LineLedger ledger, PackageBuilder package, FiscalStatement statement, string prefix)
{
    private const string HundredMillionYen = "億円";

    private int lines;

    /// <summary>Code of the line of that number, added already or to be added.</summary>
    /// <param name="number">1-based number.</param>
    public string CodeOf(int number) => $"{prefix}-{number:D2}";

    /// <summary>Adds the next line of the table.</summary>
    /// <param name="line">1-based line of the document.</param>
    /// <param name="name">Name as printed, without the blanks of the layout.</param>
    /// <param name="parentCode">Line in whose total it is contained.</param>
    /// <param name="page">Printed page.</param>
    /// <returns>Its code.</returns>
    public string AddLine(int line, string name, string? parentCode, int? page)
    {
        var code = CodeOf(++lines);
        package.Data.FiscalLines.Add(new FiscalLine
        {
            Code = code,
            DocumentCode = document.Code,
            Line = line,
            Page = page,
            Statement = statement,
            Number = lines,
            ParentCode = parentCode,
            Name = name,
            Unit = HundredMillionYen,
        });
        ledger.Record(line, "fiscalLines");
        return code;
    }

    /// <summary>Adds the amounts of a line; what stands under no year, or is no amount, is a finding.</summary>
    /// <param name="row">The row, its label in the first cell.</param>
    /// <param name="lineCode">Code of the fiscal line.</param>
    /// <param name="years">Fiscal year by column.</param>
    /// <param name="basis">What the amount of a year is.</param>
    /// <param name="page">Printed page.</param>
    public void AddAmounts(TableRow row, string lineCode, IReadOnlyDictionary<int, int> years, Func<int, AmountBasis> basis, int? page)
    {
        if (!YearTable.Fits(row, years, 1))
        {
            ledger.NotRecognized(row.Line, "every amount stands under a fiscal year");
        }

        foreach (var (column, year) in years)
        {
            if (FigureReader.Read(row[column]).Status is not (ValueStatus.Ok or ValueStatus.NotSet))
            {
                ledger.NotRecognized(row.Line, $"an amount or a dash for {year}, not \"{row[column]}\"");
                continue;
            }

            AddAmount(row.Line, lineCode, year, row[column], basis(year), page);
        }
    }

    /// <summary>Adds the amount of a line in a year.</summary>
    /// <param name="line">1-based line of the document.</param>
    /// <param name="lineCode">Code of the fiscal line.</param>
    /// <param name="year">Fiscal year.</param>
    /// <param name="cell">Amount as printed.</param>
    /// <param name="basis">What it is.</param>
    /// <param name="page">Printed page.</param>
    /// <param name="note">Note of a repair.</param>
    public void AddAmount(int line, string lineCode, int year, string cell, AmountBasis basis, int? page, string? note = null)
    {
        var figure = FigureReader.Read(cell);
        if (figure.Unit is { } unit && unit != HundredMillionYen)
        {
            ledger.NotRecognized(line, $"an amount in {HundredMillionYen}, not \"{figure.ValueText}\"");
        }

        package.Data.FiscalAmounts.Add(new FiscalAmount
        {
            Code = $"{lineCode}.{year}",
            DocumentCode = document.Code,
            Line = line,
            Page = page,
            LineCode = lineCode,
            FiscalYear = year,
            Amount = figure.Value,
            ValueText = figure.ValueText,

            // Words in place of an amount say that there is none for the year.
            Status = figure.Status == ValueStatus.Text ? ValueStatus.NotApplicable : figure.Status,
            Basis = basis,
            Note = figure.NoteWith(note),
        });
        ledger.Record(line, "fiscalAmounts");
    }
}
