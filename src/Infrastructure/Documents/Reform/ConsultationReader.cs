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
                ReadBriefing(new TableRow(line, document[line]), new TableRow(line + 1, document[line + 1]));
            }
            else if (document[line].StartsWith("意見提出方法\t", StringComparison.Ordinal))
            {
                ReadOpinions(line, range);
            }
        }
    }

    private void ReadBriefing(TableRow header, TableRow row)
    {
        if (Day().Match(TextFolding.Narrow(row[1])) is not { Success: true } day || EraYears.First(row[1]) is not { } year)
        {
            return;
        }

        ledger.PartOfRecord(header.Line);
        var date = new DateOnly(year.Year, Number(day, "month"), Number(day, "day"));
        var period = new Period(row[1], PeriodKind.PointInTime, PeriodReader.FiscalYearOf(date), null, date, date);
        for (var i = 0; i < BriefingCounts.Length; i++)
        {
            var (code, head) = ($"ar3-context-briefing-{BriefingCounts[i]}", TextFolding.Name(header[i + 3]));
            var unit = head[^2..^1];
            series.Add(row.Line, code, IndicatorKind.Context, i + 1, $"市民説明会 {head[..^3]}", unit);
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
        var period = Period.OfFiscalYear(year.Year, null);
        var rows = Enumerable.Range(header + 1, range.Last - header).TakeWhile(l => TableRow.IsRow(document[l])).Select(l => new TableRow(l, document[l])).ToList();
        foreach (var (row, index) in rows.Select((r, i) => (r, i)).Where(r => Ways.ContainsKey(TextFolding.Comparable(r.r[1]).ToUpperInvariant())))
        {
            var way = TextFolding.Comparable(row[1]).ToUpperInvariant();
            (string, string?)? subgroup = Ways[way] is { Length: > 0 } key ? (way, key) : null;
            if (index == 0)
            {
                series.Add(row.Line, "ar3-context-consultation-submissions", IndicatorKind.Context, 1, "素案に関する意見募集 意見提出数", "通");
                series.Add(row.Line, "ar3-context-consultation-opinions", IndicatorKind.Context, 2, "素案に関する意見募集 意見件数", "件");
            }

            var counts = Pair().Match(row[2]);
            series.State(row.Line, "ar3-context-consultation-submissions", ObservationType.Actual, period, FigureReader.Read(counts.Groups["first"].Value), subgroup);
            series.State(row.Line, "ar3-context-consultation-opinions", ObservationType.Actual, period, FigureReader.Read(counts.Groups["second"].Value), subgroup);
        }
    }

    private static int Number(Match match, string group) => int.Parse(match.Groups[group].Value, System.Globalization.CultureInfo.InvariantCulture);

    [GeneratedRegex(@"年\s?(?<month>\d{1,2})月\s?(?<day>\d{1,2})日")]
    private static partial Regex Day();

    [GeneratedRegex(@"(?<name>[^\s\d()]+) (?<value>\d+)")]
    private static partial Regex Counts();

    [GeneratedRegex(@"^(?<first>\d+通)（(?<second>\d+件)）$")]
    private static partial Regex Pair();
}
