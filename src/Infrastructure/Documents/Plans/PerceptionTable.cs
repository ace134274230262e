using System.Globalization;
using Kawasaki.Domain.Plan;
using Kawasaki.Infrastructure.Documents.Reading;

namespace Kawasaki.Infrastructure.Documents.Plans;

/// <summary>Reads a table of 市民の実感指標: the years stand in the header only.</summary>
/// <param name="scope">The document.</param>
/// <param name="columns">Columns with their kind of value and period.</param>
/// <param name="policyCode">Policy the table is of.</param>
internal sealed class PerceptionTable(DocumentScope scope, IReadOnlyList<(int Column, ObservationType Type, Period Period)> columns, string policyCode)
{
    /// <summary>True for the header row.</summary>
    /// <param name="row">The row.</param>
    public static bool IsHead(TableRow row) => TextFolding.Comparable(row[1]) == "市民の実感指標の名称(指標の出典)";

    /// <summary>Reads the header row; null if a column is not known.</summary>
    /// <param name="scope">The document.</param>
    /// <param name="row">The header row.</param>
    /// <param name="policyCode">Policy the table is of.</param>
    public static PerceptionTable? FromHeader(DocumentScope scope, TableRow row, string policyCode)
    {
        var columns = new List<(int, ObservationType, Period)>();
        foreach (var (column, text) in row.Filled.Skip(1))
        {
            var (head, period) = PeriodReader.Split(text);
            ObservationType? type = head switch
            {
                "計画策定時" => ObservationType.Baseline,
                "現状" => ObservationType.Current,
                "目標" => ObservationType.Target,
                _ => null,
            };
            if (type is null || period is null || PeriodReader.Read(period) is not { IsContradictory: false } reading)
            {
                return null;
            }

            columns.Add((column, type.Value, reading.Period));
        }

        scope.Ledger.PartOfRecord(row.Line);
        return new PerceptionTable(scope, columns, policyCode);
    }

    /// <summary>Reads one indicator and its values.</summary>
    /// <param name="row">The row.</param>
    public void Read(TableRow row)
    {
        var terms = IndicatorTerms.Read(row[1]);
        scope.Ledger.Cells(row, c => c == 1 || columns.Any(k => k.Column == c));
        var values = columns.Select(c => (c.Type, c.Period, Figure: FigureReader.Read(row[c.Column]))).ToList();
        var number = scope.Package.Data.Indicators.Count(i => i.Kind == IndicatorKind.Perception && i.PolicyCode == policyCode) + 1;
        var code = string.Create(CultureInfo.InvariantCulture, $"{policyCode}-s{number}");
        scope.Ledger.Record(row.Line, "indicators");
        scope.Package.Data.Indicators.Add(new Indicator
        {
            Code = code,
            DocumentCode = scope.Code,
            Line = row.Line,
            Kind = IndicatorKind.Perception,
            PolicyCode = policyCode,
            Number = number,
            Name = terms.Name,
            Unit = values[0].Figure.Unit,
            Direction = IndicatorTerms.DirectionOf(values.Where(v => v.Type == ObservationType.Target).Select(v => v.Figure)),
            IsCumulative = false,
            Source = terms.Source,
        });
        foreach (var (type, period, figure) in values)
        {
            scope.Ledger.Record(row.Line, "observations");
            scope.Package.State(new Statement
            {
                IndicatorCode = code,
                ValueType = type,
                Period = period,
                Figure = figure,
                DocumentCode = scope.Code,
                Line = row.Line,
                Note = terms.Note,
            });
        }
    }
}
