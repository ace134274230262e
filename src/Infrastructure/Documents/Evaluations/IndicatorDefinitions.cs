using System.Text.RegularExpressions;
using Kawasaki.Domain.Plan;
using Kawasaki.Infrastructure.Documents.Plans;
using Kawasaki.Infrastructure.Documents.Reading;

namespace Kawasaki.Infrastructure.Documents.Evaluations;

/// <summary>Reads the tables that define the outcome indicators: name, 算出方法, reasons, values.</summary>
/// <param name="scope">The document.</param>
/// <param name="measure">The measure evaluated, once known.</param>
internal sealed partial class IndicatorDefinitions(DocumentScope scope, Func<Measure?> measure)
{
    private readonly List<string> codes = [];
    private TableRow? name;
    private TableRow? method;
    private readonly List<TableRow> rationales = [];

    /// <summary>Codes of the indicators by their printed number, ① first.</summary>
    public IReadOnlyList<string> Codes => codes;

    /// <summary>Reads a row of a definition.</summary>
    /// <param name="row">The row.</param>
    /// <returns>True where the row is one.</returns>
    public bool Read(TableRow row)
    {
        if (measure() is not { } evaluated)
        {
            return false;
        }

        if (NameLabel().IsMatch(row[1]))
        {
            (name, method) = (row, null);
            var named = row.Filled.Take(2).Select(c => c.Column).ToList();
            scope.Ledger.Cells(row, named.Contains);
            rationales.Clear();
            return true;
        }

        switch (row[1])
        {
            case "算出方法" when name is not null:
                method = row;
                scope.Ledger.Cells(row, c => c <= 2);
                return true;
            case "指標の考え方" or "目標値の考え方" when name is not null:
                rationales.Add(row);
                scope.Ledger.Cells(row, c => c <= 2);
                ReadRationales();
                return true;
            case "指標の目標値" when name is not null && method is not null:
                Define(evaluated.Code, name, method, row);
                return true;
            default:
                return false;
        }
    }

    private void Define(string measureCode, TableRow nameRow, TableRow methodRow, TableRow values)
    {
        var cells = values.Filled.Skip(1).Select(c => PeriodReader.Split(c.Text)).Select(c => (Figure: FigureReader.Read(c.Value), c.PeriodText)).ToList();
        var printed = nameRow.Filled.Skip(1).Select(c => c.Text).FirstOrDefault();
        if (printed is null || cells.Count == 0)
        {
            scope.Ledger.NotRecognized(nameRow.Line, "an indicator's name and its values are expected");
            return;
        }

        var (code, note) = OutcomeIndicators.Define(
            scope, nameRow.Line, measureCode, IndicatorTerms.Read(printed), [.. cells.Skip(1).Select(c => c.Figure)], TextFolding.Collapse(methodRow[2]));
        codes.Add(code);
        scope.Ledger.PartOfRecord(methodRow.Line);
        scope.Package.Cite("indicators", code, scope.At(methodRow.Line), TextFolding.Collapse(methodRow[2]));
        foreach (var (index, cell) in cells.Index())
        {
            scope.Ledger.Record(values.Line, "observations");
            scope.Package.State(new Statement
            {
                IndicatorCode = code,
                ValueType = index == 0 ? ObservationType.Baseline : ObservationType.Target,
                Period = cell.PeriodText is null ? null : PeriodReader.Read(cell.PeriodText)?.Period,
                PlanPeriod = index == 0 ? null : index,
                Figure = cell.Figure,
                DocumentCode = scope.Code,
                Line = values.Line,
                Part = "definition",
                Note = note,
            });
        }

        ReadRationales();
    }

    /// <summary>Paragraphs of a definition become passages of its indicator, as soon as its code is known.</summary>
    private void ReadRationales()
    {
        var known = scope.Package.Data.Indicators.Find(i => i.DocumentCode == scope.Code && i.Line == name?.Line);
        foreach (var row in known is null ? [] : rationales)
        {
            scope.Passage(row.Line, row[2], "rationale", "indicators", known!.Code);
        }

        if (known is not null)
        {
            rationales.Clear();
        }
    }

    [GeneratedRegex(@"^成果指標[①-⑨]$")]
    private static partial Regex NameLabel();
}
