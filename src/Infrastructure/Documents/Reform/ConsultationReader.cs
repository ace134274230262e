using System.Text.RegularExpressions;
using Kawasaki.Domain.Plan;
using Kawasaki.Infrastructure.Documents.Reading;

namespace Kawasaki.Infrastructure.Documents.Reform;

/// <summary>Reads the counts of the public consultation: the briefing (市民説明会) and the opinions by way of submission (意見募集).</summary>
internal sealed partial class ConsultationReader(SourceDocument document, LineLedger ledger, ContextSeries series)
{
    private static readonly string[] BriefingCounts = ["attendance", "opinions", "speakers"];

    private static readonly Dictionary<string, string> Ways = new()
    {
        ["インターネット・電子メール"] = "online",
        ["FAX"] = "fax",
        ["郵送"] = "post",
        ["持参"] = "in-person",
        ["市民説明会当日に提出されたもの"] = "briefing",
        ["合計"] = "",
    };

    /// <summary>Reads both tables, if the range holds them.</summary>
    /// <param name="range">Where to look.</param>
    public void Read(LineRange range)
    {
        foreach (var line in range.Lines)
        {
            if (document[line].StartsWith("開催日時\t会場\t", StringComparison.Ordinal))
            {
                ReadBriefing(YearTable.RowAt(document, line), YearTable.RowAt(document, line + 1));
            }
            else if (document[line].StartsWith("意見提出方法\t", StringComparison.Ordinal))
            {
                ReadOpinions(line, range);
            }
        }
    }

    private void ReadBriefing(TableRow header, TableRow row)
    {
        if (Day().Match(TextFolding.Narrow(row[1])) is not { Success: true } day || EraYears.First(row[1]) is not { IsContradictory: false } year
            || !DateOnly.TryParseExact($"{year.Year}-{day.Groups["month"].Value}-{day.Groups["day"].Value}", "yyyy-M-d", out var date))
        {
            return;
        }

        ledger.PartOfRecord(header.Line);
        ledger.Cells(header, c => c <= BriefingCounts.Length + 2);
        ledger.Cells(row, c => c <= BriefingCounts.Length + 2);
        var period = new Period(row[1], PeriodKind.PointInTime, PeriodReader.FiscalYearOf(date), null, date, date);
        for (var i = 0; i < BriefingCounts.Length; i++)
        {
            var (code, head) = ($"ar3-context-briefing-{BriefingCounts[i]}", CountHead().Match(TextFolding.Name(header[i + 3])));
            if (!head.Success)
            {
                continue;
            }

            var unit = head.Groups["unit"].Value;
            series.Add(row.Line, code, IndicatorKind.Context, i + 1, $"市民説明会 {head.Groups["name"].Value}", unit);
            foreach (Match count in Counts().Matches(row[i + 3]))
            {
                var (name, key) = count.Groups["name"].Value switch
                {
                    "会場" => ("会場", "venue"),
                    "オンライン" => ("オンライン", "online"),
                    var other => (other, "viewers"),
                };
                series.State(row.Line, code, ObservationType.Actual, period, FigureReader.Read(count.Groups["value"].Value) with { Unit = unit }, (name, key));
            }
        }
    }

    private void ReadOpinions(int header, LineRange range)
    {
        // The period of the consultation stands in the paragraph above; both ends are in one fiscal year.
        var paragraph = range.Lines.LastOrDefault(l => l < header && document[l].Contains("意見募集を実施し", StringComparison.Ordinal));
        if (paragraph == 0 || EraYears.First(document[paragraph]) is not { } year)
        {
            return;
        }

        ledger.PartOfRecord(header);
        ledger.Cells(YearTable.RowAt(document, header), c => c <= 2);
        var period = Period.OfFiscalYear(year.Year, null);
        foreach (var (row, index) in YearTable.RowsFrom(document, header + 1, range.Last).Select((r, i) => (r, i)))
        {
            var way = TextFolding.Comparable(row[1]).ToUpperInvariant();
            var counts = Pair().Match(row[2]);
            ledger.Cells(row, c => c <= 2);
            if (!Ways.ContainsKey(way) || !counts.Success)
            {
                continue;
            }

            (string, string?)? subgroup = Ways[way] is { Length: > 0 } key ? (way, key) : null;
            if (index == 0)
            {
                series.Add(row.Line, "ar3-context-consultation-submissions", IndicatorKind.Context, 1, "素案に関する意見募集 意見提出数", "通");
                series.Add(row.Line, "ar3-context-consultation-opinions", IndicatorKind.Context, 2, "素案に関する意見募集 意見件数", "件");
            }

            series.State(row.Line, "ar3-context-consultation-submissions", ObservationType.Actual, period, FigureReader.Read(counts.Groups["first"].Value), subgroup);
            series.State(row.Line, "ar3-context-consultation-opinions", ObservationType.Actual, period, FigureReader.Read(counts.Groups["second"].Value), subgroup);
        }
    }

    [GeneratedRegex(@"年\s?(?<month>\d{1,2})月\s?(?<day>\d{1,2})日")]
    private static partial Regex Day();

    [GeneratedRegex(@"^(?<name>[^(]+)\((?<unit>.)\)$")]
    private static partial Regex CountHead();

    [GeneratedRegex(@"(?<name>[^\s\d()]+) (?<value>\d+)")]
    private static partial Regex Counts();

    [GeneratedRegex(@"^(?<first>\d+通)（(?<second>\d+件)）$")]
    private static partial Regex Pair();
}
