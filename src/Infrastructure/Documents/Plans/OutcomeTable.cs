using System.Text.RegularExpressions;
using Kawasaki.Domain.Plan;
using Kawasaki.Infrastructure.Documents.Reading;

namespace Kawasaki.Infrastructure.Documents.Plans;

/// <summary>What a column of an outcome indicator table holds.</summary>
/// <param name="Column">1-based column.</param>
/// <param name="Type">Kind of value.</param>
/// <param name="PlanPeriod">Plan period of a target column.</param>
internal sealed record OutcomeColumn(int Column, ObservationType Type, int? PlanPeriod);

/// <summary>Reads the rows of an outcome indicator table of one measure.</summary>
/// <param name="scope">The document.</param>
/// <param name="columns">Columns by the table's header.</param>
/// <param name="measureCode">Measure the table is of.</param>
/// <param name="footnotes">Text of the table's footnotes by their marks (`※2`).</param>
internal sealed partial class OutcomeTable(
    DocumentScope scope, IReadOnlyList<OutcomeColumn> columns, string measureCode, IReadOnlyDictionary<string, string> footnotes)
{
    private static readonly Dictionary<string, string> SubgroupMarks = new() { ["子ども"] = "children", ["大人"] = "adults" };

    /// <summary>Reads the header row; null if a column is not known.</summary>
    /// <param name="scope">The document.</param>
    /// <param name="row">The header row.</param>
    /// <param name="measureCode">Measure the table is of.</param>
    /// <param name="footnotes">Text of the table's footnotes by their marks.</param>
    public static OutcomeTable? FromHeader(DocumentScope scope, TableRow row, string measureCode, IReadOnlyDictionary<string, string> footnotes)
    {
        var hasBaseline = row.Filled.Any(c => c.Text == "計画策定時");
        var columns = row.Filled.Skip(1).Select(c => ToColumn(c.Column, TextFolding.Comparable(c.Text), hasBaseline)).ToList();
        if (columns.Contains(null))
        {
            scope.Ledger.Cells(row, c => c == row.Filled.First().Column || columns.Any(k => k?.Column == c));
            return null;
        }

        scope.Ledger.PartOfRecord(row.Line);
        return new OutcomeTable(scope, [.. columns.OfType<OutcomeColumn>()], measureCode, footnotes);
    }

    /// <summary>Reads one indicator and its values.</summary>
    /// <param name="row">The row.</param>
    public void Read(TableRow row)
    {
        var terms = IndicatorTerms.Read(row[1]);
        scope.Ledger.Cells(row, c => c == 1 || columns.Any(k => k.Column == c));
        var cells = columns.Select(c => (Column: c, Text: row[c.Column])).Where(c => c.Text.Length > 0).ToList();
        foreach (var prose in cells.Where(c => c.Text.EndsWith('。')))
        {
            scope.Passage(row.Line, prose.Text, "rationale", "measures", measureCode);
        }

        var values = cells.Where(c => !c.Text.EndsWith('。')).SelectMany(c => Values(c.Column, c.Text)).ToList();
        var targets = values.Where(v => v.Column.Type == ObservationType.Target).Select(v => v.Figure).ToList();
        var (code, note) = OutcomeIndicators.Define(scope, row.Line, measureCode, terms, targets);
        foreach (var value in values)
        {
            var marked = FootnoteMarks.Of(value.Figure.ValueText).Select(m => footnotes.TryGetValue(m, out var text) ? $"{m} {text}" : m);
            State(row.Line, code, value, string.Join("; ", new[] { terms.Note, note }.OfType<string>().Concat(marked)));
        }
    }

    private void State(int line, string code, CellValue value, string note)
    {
        scope.Ledger.Record(line, "observations");
        scope.Package.State(new Statement
        {
            IndicatorCode = code,
            ValueType = value.Column.Type,
            Period = value.Period,
            PlanPeriod = value.Column.PlanPeriod,
            Figure = value.Figure,
            Subgroup = value.Subgroup,
            Discriminator = value.Subgroup is { } group ? SubgroupMarks[group] : null,
            DocumentCode = scope.Code,
            Line = line,
            Note = note.Length > 0 ? note : null,
        });
    }

    private static IEnumerable<CellValue> Values(OutcomeColumn column, string text)
    {
        var (printed, periodText) = PeriodReader.Split(text);
        var period = periodText is null ? null : PeriodReader.Read(periodText)?.Period;
        var parts = Subgroups().Matches(printed);
        return parts.Count > 0
            ? parts.Select(p => new CellValue(column, FigureReader.Read(p.Value), period, p.Groups["group"].Value))
            : [new CellValue(column, FigureReader.Read(printed), period, null)];
    }

    private static OutcomeColumn? ToColumn(int column, string head, bool hasBaseline) => head switch
    {
        "計画策定時" => new OutcomeColumn(column, ObservationType.Baseline, null),
        "現状" => new OutcomeColumn(column, hasBaseline ? ObservationType.Current : ObservationType.Baseline, null),
        _ when TargetHead().Match(head) is { Success: true } match => new OutcomeColumn(column, ObservationType.Target, match.Groups["period"].Value[0] - '0'),
        _ => null,
    };

    private sealed record CellValue(OutcomeColumn Column, Figure Figure, Period? Period, string? Subgroup);

    [GeneratedRegex(@"[^\s()]+\((?<group>子ども|大人)\)")]
    private static partial Regex Subgroups();

    [GeneratedRegex(@"^第(?<period>[1-3])期実施計画期間における目標値$")]
    private static partial Regex TargetHead();
}
