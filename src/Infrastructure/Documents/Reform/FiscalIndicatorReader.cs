using System.Text.RegularExpressions;
using Kawasaki.Domain.Plan;
using Kawasaki.Infrastructure.Documents.Reading;

namespace Kawasaki.Infrastructure.Documents.Reform;

/// <summary>
/// Reads the financial indicators (財政指標): a label with ■, then the accounts it covers in 【】, its target, and the value of the
/// last settlement in brackets, on one line or two.
/// </summary>
internal sealed partial class FiscalIndicatorReader(SourceDocument document, LineLedger ledger, ContextSeries series)
{
    private int count;

    /// <summary>Reads the indicators of the range.</summary>
    /// <param name="range">Where to look.</param>
    public void Read(LineRange range)
    {
        foreach (var line in range.Lines.Where(l => document[l].StartsWith('■')))
        {
            var next = NextText(line, range);
            if (next > 0 && Target().IsMatch(TextFolding.Narrow(document[next])))
            {
                ReadIndicator(line, next, range);
            }
        }
    }

    private int NextText(int line, LineRange range) => range.Lines.FirstOrDefault(l => l > line && !string.IsNullOrWhiteSpace(document[l]));

    private void ReadIndicator(int label, int line, LineRange range)
    {
        var match = Target().Match(TextFolding.Narrow(document[line]));
        var settlementLine = match.Groups["settlement"].Success ? line : NextText(line, range);
        var settlement = settlementLine == line ? Printed(line, match.Groups["settlement"]) : document[settlementLine].Trim();
        if (Settlement().Match(TextFolding.Narrow(settlement)) is not { Success: true } value)
        {
            return;
        }

        var code = $"ar3-fiscal-{++count:D2}";
        var target = FigureReader.Read(Printed(line, match.Groups["target"]));
        var scope = (Printed(line, match.Groups["scope"]), (string?)null);
        var figures = settlement[value.Groups["values"].Index..^1].Split('、').Select(Reference).ToList();
        series.Add(label, code, IndicatorKind.Fiscal, count, TextFolding.Name(document[label].Trim('■', '*', ' ')), target.Unit ?? figures[0].Figure.Unit, DirectionOf(target));
        series.State(line, code, ObservationType.Target, null, target, scope);
        var period = PeriodOf(settlement[1..value.Groups["values"].Index].TrimEnd(':', '：'), value.Groups["since"].Success);
        foreach (var (name, figure) in figures)
        {
            series.State(settlementLine, code, ObservationType.Current, period, figure, name is null ? scope : (name, "reference"));
        }

        ledger.PartOfRecord(line);
    }

    private string Printed(int line, Group group) => document[line].Substring(group.Index, group.Length).Trim();

    /// <summary>A second value behind the first is somebody else's and has its name before it: `指定都市平均653,597円`.</summary>
    private static (string? Name, Figure Figure) Reference(string text)
    {
        var digits = text.IndexOfAny(['0', '1', '2', '3', '4', '5', '6', '7', '8', '9']);
        return digits > 0 && text.Contains("平均", StringComparison.Ordinal) ? (text[..digits], FigureReader.Read(text[digits..])) : (null, FigureReader.Read(text));
    }

    /// <summary>The settlement's fiscal year; where a value holds from a year on (以降), that year and those after it, without a last one.</summary>
    private static Period PeriodOf(string label, bool since)
    {
        var period = Period.OfFiscalYear(EraYears.First(label)!.Value.Year, label);
        return since ? period with { Kind = PeriodKind.MultiYear, End = null } : period;
    }

    private static Direction DirectionOf(Figure target) => target.Comparator switch
    {
        Comparator.Le or Comparator.Lt => Direction.Decrease,
        Comparator.Ge or Comparator.Gt => Direction.Increase,
        _ => target.ValueText.EndsWith("以下", StringComparison.Ordinal) || target.ValueText.EndsWith("低減", StringComparison.Ordinal) ? Direction.Decrease : Direction.Unknown,
    };

    [GeneratedRegex(@"^\[(?<scope>[^\]]+)\](?<target>[^(]+?)\s*(?<settlement>\(.*\))?$")]
    private static partial Regex Target();

    [GeneratedRegex(@"^\((平成|令和)(\d+|元)\((\d{4})\)年度決算(?<since>以降)?:(?<values>.+)\)$", RegexOptions.ExplicitCapture)]
    private static partial Regex Settlement();
}
