using System.Text.RegularExpressions;
using Kawasaki.Domain.Plan;
using Kawasaki.Infrastructure.Documents.Reading;

namespace Kawasaki.Infrastructure.Documents.Reviews;

/// <summary>Reads the rows of one of the review's three tables.</summary>
internal abstract partial class ReviewTable
{
    private protected ReviewTable()
    {
    }

    /// <summary>Recognises a table by its header; null where it is none of the three.</summary>
    /// <param name="scope">The document.</param>
    /// <param name="figures">Where figures go.</param>
    /// <param name="period">Date printed above the table; null if none is.</param>
    /// <param name="header">The header row.</param>
    public static ReviewTable? FromHeader(DocumentScope scope, ContextFigures figures, Period? period, TableRow header)
    {
        if (Wards.CodeOf(header[2]) is not null)
        {
            Wards.State(scope, header.Line, header.Filled.Select(c => c.Text));
            scope.Ledger.PartOfRecord(header.Line);
            return new ByWard(scope, figures, header);
        }

        if (header[1] == "委員の人数")
        {
            scope.Ledger.PartOfRecord(header.Line);
            return new Members(scope, figures, period, header);
        }

        return ParkGroups().IsMatch(header[2]) ? Parks.Begin(scope, figures, header) : null;
    }

    /// <summary>Reads a row.</summary>
    /// <param name="row">The row.</param>
    public abstract void Read(TableRow row);

    /// <summary>Number of facilities of one kind in each ward and in the city.</summary>
    private sealed class ByWard(DocumentScope scope, ContextFigures figures, TableRow header) : ReviewTable
    {
        public override void Read(TableRow row)
        {
            scope.Ledger.Cells(row, c => c == 1 || header[c].Length > 0);
            foreach (var (column, head) in header.Filled)
            {
                var ward = Wards.CodeOf(head);
                if (ward is null && head != "全市")
                {
                    scope.Ledger.NotRecognized(header.Line, $"a ward or 全市 is expected instead of {head}");
                    continue;
                }

                figures.State(row.Line, row[1], ObservationType.Current, null, FigureReader.Read(row[column]), ward, note: "the table prints no date");
            }
        }
    }

    /// <summary>Members of the ward councils, all wards together.</summary>
    private sealed class Members(DocumentScope scope, ContextFigures figures, Period? period, TableRow header) : ReviewTable
    {
        public override void Read(TableRow row)
        {
            scope.Ledger.PartOfRecord(row.Line);
            scope.Ledger.Cells(row, c => header[c].Length > 0);
            foreach (var (column, head) in header.Filled)
            {
                var text = TextFolding.Collapse(row[column]);
                if (text.Length == 0)
                {
                    scope.Ledger.NotRecognized(header.Line, $"nothing stands in line {row.Line} under cell {column}, which prints \"{head}\"");
                    continue;
                }

                var parts = Parts().Matches(text);
                if (parts.Count == 0)
                {
                    State(row.Line, head, FigureReader.Read(text));
                }

                foreach (Match part in parts)
                {
                    var figure = FigureReader.Read(part.Groups["value"].Value) with { ValueText = text };
                    State(row.Line, $"{head}({part.Groups["name"].Value})", figure);
                }

                // 19.6% (138人中27人): the count behind the ratio.
                if (Share().Match(text) is { Success: true } share)
                {
                    State(row.Line, head.Replace("比率", "人数", StringComparison.Ordinal), FigureReader.Read(share.Groups["count"].Value) with { ValueText = text });
                }

                if (Vacant().Match(text) is { Success: true } vacant)
                {
                    State(row.Line, "委員の欠員", FigureReader.Read(vacant.Groups["count"].Value) with { ValueText = text });
                }
            }
        }

        private void State(int line, string name, Figure figure) => figures.State(line, "区民会議 " + name, ObservationType.Current, period, figure);
    }

    /// <summary>Park groups: the counts stand in the header, the rows compare the two kinds in words.</summary>
    private sealed class Parks(DocumentScope scope, ContextFigures figures, TableRow header) : ReviewTable
    {
        public static Parks Begin(DocumentScope scope, ContextFigures figures, TableRow header)
        {
            foreach (var (column, text) in header.Filled)
            {
                var match = ParkGroups().Match(text);
                if (!match.Success)
                {
                    scope.Ledger.NotRecognized(header.Line, $"a kind of group and its counts are expected in cell {column} instead of \"{text}\"");
                    continue;
                }

                var (printed, note) = (text[..(text.IndexOf('】', StringComparison.Ordinal) + 1)], "no date is printed; the year in brackets is when the system began");
                foreach (var unit in new[] { "parks", "groups" })
                {
                    var figure = FigureReader.Read(match.Groups[unit].Value);
                    figures.State(header.Line, $"{match.Groups["name"].Value}の{figure.Unit}数", ObservationType.Actual, null, figure with { ValueText = printed }, note: note);
                }
            }

            return new Parks(scope, figures, header);
        }

        public override void Read(TableRow row)
        {
            scope.Ledger.Cells(row, c => c == 1 || header[c].Length > 0);
            foreach (var (column, text) in row.Filled.Skip(1))
            {
                var group = ParkGroups().Match(header[column]).Groups["name"].Value;
                if (Reward().Match(text) is { Success: true } reward)
                {
                    var least = FigureReader.Read(reward.Groups["least"].Value);
                    var most = FigureReader.Read(reward.Groups["most"].Value);
                    var range = least with { ValueText = text, UpperValue = most.Value, Comparator = Comparator.Range };
                    figures.State(row.Line, $"{group} 報奨金(年額)", ObservationType.Actual, null, range, note: "by the park's area");
                }
                else
                {
                    scope.Passage(row.Line, $"{group} {row[1]}: {text}", "text");
                }
            }
        }
    }

    [GeneratedRegex(@"^(?<name>[^【]+)【(?<parks>\d+公園)(?<groups>\d+団体)】")]
    private static partial Regex ParkGroups();

    [GeneratedRegex(@"(?<least>[\d,]+円)\(～[\d,]+㎡\)から(?<most>[\d,]+円)\([\d,]+㎡以上\)$")]
    private static partial Regex Reward();

    [GeneratedRegex(@"(?<name>男|女|女性の割合)(?<value>[\d.]+(人|%))")]
    private static partial Regex Parts();

    [GeneratedRegex(@"\(\d+人中(?<count>\d+人)\)$")]
    private static partial Regex Share();

    [GeneratedRegex(@"\(現在(?<count>\d+名)欠員\)$")]
    private static partial Regex Vacant();
}
