using Kawasaki.Domain.Plan;
using Kawasaki.Infrastructure.Documents.Reading;

namespace Kawasaki.Infrastructure.Documents.Reform;

/// <summary>Reads what the frame rests on: the population projection (a day of October) and the economic assumptions (fiscal years).</summary>
internal sealed class ProjectionReader(SourceDocument document, LineLedger ledger, ContextSeries series)
{
    private const string Population = "ar3-context-population";

    /// <summary>Code and name of the assumptions by their label.</summary>
    private static readonly Dictionary<string, string> Assumptions = new()
    {
        ["名目成長率"] = "ar3-context-nominal-growth",
        ["消費者物価"] = "ar3-context-consumer-prices",
    };

    private static readonly Dictionary<string, string> AgeGroups = new()
    {
        ["総数"] = "",
        ["0～14歳"] = "age-0-14",
        ["（うち0～4歳）"] = "age-0-4",
        ["15～64歳"] = "age-15-64",
        ["65歳以上"] = "age-65-up",
        ["（うち75歳以上）"] = "age-75-up",
    };

    private static readonly Dictionary<string, string> Cases = new() { ["ベースラインケース"] = "baseline", ["成長実現ケース"] = "growth" };

    /// <summary>Reads both tables, if the range holds them.</summary>
    /// <param name="range">Where to look.</param>
    public void Read(LineRange range)
    {
        foreach (var line in range.Lines)
        {
            if (document[line].StartsWith("10月1日現在\t", StringComparison.Ordinal))
            {
                ReadPopulation(line, range.Last);
            }
            else if (document[line].StartsWith("年度\t\tR2", StringComparison.Ordinal))
            {
                ReadAssumptions(line, range.Last);
            }
        }
    }

    private void ReadPopulation(int header, int last)
    {
        var (head, years, rows) = YearTable.Read(document, header, last);
        ledger.PartOfRecord(header);
        ledger.Cells(head, c => c == 1 || years.ContainsKey(c));
        foreach (var row in rows.TakeWhile(r => AgeGroups.ContainsKey(r[1]) && YearTable.Fits(r, years, 1)))
        {
            if (AgeGroups[row[1]] is "")
            {
                series.Add(row.Line, Population, IndicatorKind.Context, 1, "将来人口推計(総数)", "人");
            }

            var subgroup = AgeGroups[row[1]] is { Length: > 0 } key ? (row[1].Trim('（', '）').Replace("うち", "", StringComparison.Ordinal), (string?)key) : ((string, string?)?)null;
            foreach (var (column, year) in years)
            {
                var day = new DateOnly(year, 10, 1);
                var label = TextFolding.Collapse($"{head[column]} 10月1日現在");
                var period = new Period(label, PeriodKind.PointInTime, year, null, day, day);
                series.State(row.Line, Population, ObservationType.Projection, period, FigureReader.Read(row[column]) with { Unit = "人" }, subgroup);
            }
        }
    }

    private void ReadAssumptions(int header, int last)
    {
        var (head, years, rows) = YearTable.Read(document, header, last);
        ledger.PartOfRecord(header);
        ledger.Cells(head, c => c <= 2 || years.ContainsKey(c));
        var (name, key) = ("", "");
        foreach (var row in rows)
        {
            // The case stands in the first of its rows only.
            name = row[1].Length == 0 ? name : TextFolding.Name(row[1]).Replace("（参考）", "", StringComparison.Ordinal);
            if (!Cases.TryGetValue(name, out key!) || !Assumptions.TryGetValue(row[2], out var code) || !YearTable.Fits(row, years, 2))
            {
                return;
            }

            if (name == "ベースラインケース")
            {
                series.Add(row.Line, code, IndicatorKind.Context, row.Line - header, row[2], "%");
            }

            foreach (var (column, year) in years)
            {
                var figure = FigureReader.Read(row[column]) with { Unit = "%" };
                series.State(row.Line, code, ObservationType.Projection, Period.OfFiscalYear(year, head[column]), figure, (name, key), "unit printed above the table: %程度");
            }
        }
    }
}
