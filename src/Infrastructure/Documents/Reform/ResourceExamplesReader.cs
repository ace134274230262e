using System.Globalization;
using System.Text.RegularExpressions;
using Kawasaki.Domain.Plan;
using Kawasaki.Infrastructure.Documents.Reading;

namespace Kawasaki.Infrastructure.Documents.Reform;

/// <summary>
/// Reads 図表-7, what the earlier programmes secured: numbered examples under the resource, first as a table, then as lines, each
/// with its values by year (`平成27（2015）年度：88人 → 令和元（2019）年度：488人`).
/// </summary>
internal sealed partial class ResourceExamplesReader(SourceDocument document, LineLedger ledger, ContextSeries series)
{
    private static readonly Dictionary<string, string> Resources =
        new() { ["ヒト"] = "people", ["モノ"] = "goods", ["カネ"] = "money", ["情報"] = "information" };

    private readonly HashSet<string> codes = [];
    private string resource = "";
    private int added;

    /// <summary>Reads the examples, if the range holds them.</summary>
    /// <param name="range">Where to look.</param>
    public void Read(LineRange range)
    {
        var caption = range.Lines.FirstOrDefault(l => document[l].StartsWith("図表", StringComparison.Ordinal)
            && document[l].EndsWith("経営資源の確保の主な成果等", StringComparison.Ordinal));
        if (caption == 0)
        {
            return;
        }

        (int Line, string Number, string Name)? item = null;
        foreach (var line in range.Lines.Where(l => l > caption && !string.IsNullOrWhiteSpace(document[l])))
        {
            var text = TextFolding.Collapse(document[line]);
            if (Group().Match(text) is { Success: true } group && Resources.TryGetValue(group.Groups["resource"].Value, out var key))
            {
                (resource, item) = (key, null);
                ledger.PartOfRecord(line);
            }
            else if (resource.Length > 0 && !Understood(text))
            {
                return;
            }
            else if (resource.Length > 0 && TableItem().Match(text) is { Success: true } row)
            {
                AddValues((line, row.Groups["number"].Value, row.Groups["name"].Value), line, row.Groups["values"].Value);
            }
            else if (item is { } open && Value().IsMatch(text))
            {
                AddValues(open, line, text);
            }
            else if (resource.Length > 0 && Item().Match(text) is { Success: true } named && NextIsValue(line, range.Last))
            {
                item = (line, named.Groups["number"].Value, named.Groups["name"].Value);
            }
            else
            {
                return;
            }
        }
    }

    private bool NextIsValue(int line, int last)
    {
        var next = Enumerable.Range(line + 1, last - line).FirstOrDefault(l => !string.IsNullOrWhiteSpace(document[l]));
        return next > 0 && Value().IsMatch(TextFolding.Collapse(document[next]));
    }

    /// <summary>True where every value of a line has its year, or the line has no value.</summary>
    private static bool Understood(string text)
    {
        var values = TableItem().Match(text) is { Success: true } row ? row.Groups["values"].Value : Value().IsMatch(text) ? text : null;
        return values is null || values.Split('→').All(v => Value().Match(v.Trim()) is { Success: true } value
            && EraYears.First(value.Groups["period"].Value) is { IsContradictory: false });
    }

    private void AddValues((int Line, string Number, string Name) item, int line, string text)
    {
        foreach (var value in text.Split('→').Select(v => Value().Match(v.Trim())))
        {
            // `23人・5団体` are two figures of two units.
            var printed = value.Groups["value"].Value.Trim();
            var figures = TwoFigures().Match(printed) is { Success: true } two ? new[] { two.Groups["first"].Value, two.Groups["second"].Value } : [printed];
            for (var i = 0; i < figures.Length; i++)
            {
                var code = $"ar3-context-{resource}-{int.Parse(item.Number, CultureInfo.InvariantCulture):D2}{(figures.Length > 1 ? $"-{i + 1}" : "")}";
                State(code, item, line, value.Groups["period"].Value, figures[i]);
            }
        }
    }

    private void State(string code, (int Line, string Number, string Name) item, int line, string label, string printed)
    {
        // Words around the number do not change it: 対前年度比 says what it is, 【新規】 that the series begins.
        var figure = FigureReader.Read(Words().Replace(printed, "")) with { ValueText = printed };
        if (codes.Add(code))
        {
            series.Add(item.Line, code, IndicatorKind.Context, ++added, TextFolding.Name(item.Name), figure.Unit);
        }

        series.State(line, code, ObservationType.Actual, Period.OfFiscalYear(EraYears.First(label)!.Value.Year, label), figure);
    }

    [GeneratedRegex(@"^「(?<resource>[^」]+)」の経営資源の確保 具体例(（続き）)?$", RegexOptions.ExplicitCapture)]
    private static partial Regex Group();

    [GeneratedRegex(@"^(?<number>\d) (?<name>.+?) (?<values>(平成|令和)(\d+|元)（\d{4}）年度：.+)$", RegexOptions.ExplicitCapture)]
    private static partial Regex TableItem();

    [GeneratedRegex(@"^(?<number>\d) (?<name>.+)$")]
    private static partial Regex Item();

    [GeneratedRegex(@"^(?<period>(平成|令和)(\d+|元)（\d{4}）年度(予算)?)：(?<value>.+)$", RegexOptions.ExplicitCapture)]
    private static partial Regex Value();

    [GeneratedRegex(@"^(?<first>\d+\D+)・(?<second>\d+\D+)$")]
    private static partial Regex TwoFigures();

    [GeneratedRegex(@"対前年度比 |【新規】")]
    private static partial Regex Words();
}
