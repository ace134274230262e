using Kawasaki.Domain.Plan;
using Kawasaki.Infrastructure.Documents.Reading;

namespace Kawasaki.Infrastructure.Documents.Reform;

/// <summary>Reads 図表-32, the indicator of the whole programme: its current value and its target.</summary>
internal static class ProgrammeIndicatorReader
{
    /// <summary>Reads the table, if the range holds it.</summary>
    /// <param name="document">The document.</param>
    /// <param name="ledger">Its account.</param>
    /// <param name="series">Where values go.</param>
    /// <param name="range">Where to look.</param>
    public static void Read(SourceDocument document, LineLedger ledger, ContextSeries series, LineRange range)
    {
        var caption = range.Lines.FirstOrDefault(l => TextFolding.Comparable(document[l]).EndsWith("行財政改革の取組指標", StringComparison.Ordinal)
            && document[l].StartsWith("図表", StringComparison.Ordinal));
        var header = range.Lines.FirstOrDefault(l => caption > 0 && l > caption && TableRow.IsRow(document[l]));
        if (header == 0)
        {
            return;
        }

        var (head, years, rows) = YearTable.Read(document, header, range.Last);
        if (years.Count == 0 || rows is not [var row])
        {
            return;
        }

        ledger.PartOfRecord(header);
        ledger.Cells(head, years.ContainsKey);
        ledger.Cells(row, c => c == 1 || years.ContainsKey(c));
        const string code = "ar3-programme-01";
        var figures = years.ToDictionary(y => y.Value, y => FigureReader.Read(row[y.Key]));
        series.Add(row.Line, code, IndicatorKind.Programme, 1, TextFolding.Name(row[1]), figures.Values.First().Unit, Direction.Increase);
        foreach (var (column, year) in years)
        {
            // The programme begins in FY2022: what is printed for a year before it is the current value.
            var type = year < 2022 ? ObservationType.Current : ObservationType.Target;
            series.State(row.Line, code, type, Period.OfFiscalYear(year, head[column]), figures[year]);
        }
    }
}
