using Kawasaki.Domain.Packages;
using Kawasaki.Domain.Plan;

namespace Kawasaki.Infrastructure.Documents;

/// <summary>
/// Collects what the extractors find. Rows of plain sets are added as they are; values of indicators come as
/// <see cref="Statement"/>s and are merged at the end: same statement twice is one observation and a citation,
/// a contradiction is a discrepancy and the later document's value wins.
/// </summary>
internal sealed class PackageBuilder
{
    private readonly List<Statement> statements = [];

    /// <summary>The rows so far; observations, citations and discrepancies of values appear with <see cref="Build"/>.</summary>
    public PlanData Data { get; } = new();

    /// <summary>The indicator of that code, if an extractor has already added it.</summary>
    /// <param name="code">Indicator code.</param>
    public Indicator? FindIndicator(string code) => Data.Indicators.Find(i => i.Code == code);

    /// <summary>Adds a statement; documents are read oldest first, so that a later one wins.</summary>
    /// <param name="statement">The statement.</param>
    public void State(Statement statement) => statements.Add(statement);

    /// <summary>Merges the statements and returns the whole package.</summary>
    public PlanData Build()
    {
        foreach (var group in statements.GroupBy(ObservationCode))
        {
            Merge(group.Key, [.. group]);
        }

        statements.Clear();
        return Data;
    }

    /// <summary>Natural key of the observation a statement is of: indicator, value type, period and whatever tells it apart.</summary>
    /// <param name="statement">The statement.</param>
    internal static string ObservationCode(Statement statement)
    {
        var period = statement.Period switch
        {
            null => "undated",
            { Kind: PeriodKind.PointInTime, Start: { } day } => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
            { FiscalYear: { } first, LastFiscalYear: { } last } => $"{first}-{last}",
            { FiscalYear: { } year } => $"{year}",
            { Start: { } start } => $"{start.Year}",
            _ => "undated",
        };
        var code = $"{statement.IndicatorCode}.{statement.ValueType.ToString().ToLowerInvariant()}.{period}";
        code += statement.WardCode is { } ward ? "." + ward : "";
        return code + (statement.Discriminator is { } mark ? "." + mark : "");
    }

    private void Merge(string code, List<Statement> same)
    {
        var chosen = same[^1].DocumentCode is var latest ? same.First(s => s.DocumentCode == latest) : same[0];
        var observation = ToObservation(code, chosen);
        Data.Observations.Add(observation);
        var number = 0;
        foreach (var other in same.Where(s => !ReferenceEquals(s, chosen)))
        {
            number++;
            Data.Citations.Add(new Citation
            {
                Code = $"{code}.c{number}",
                SubjectKind = "observations",
                SubjectCode = code,
                ObservationCode = code,
                DocumentCode = other.DocumentCode,
                Line = other.Line,
                Page = other.Page,
                ValueText = other.Figure.ValueText,
            });
            if (!Agree(chosen.Figure, other.Figure))
            {
                Data.Discrepancies.Add(new Discrepancy
                {
                    Code = $"{code}.d{number}",
                    SubjectKind = "observations",
                    SubjectCode = code,
                    Field = "value",
                    Description = $"{other.DocumentCode} line {other.Line} prints {other.Figure.ValueText}, {chosen.DocumentCode} line {chosen.Line} prints {chosen.Figure.ValueText}",
                    DocumentCode = chosen.DocumentCode,
                    Line = chosen.Line,
                    FirstDocumentCode = other.DocumentCode,
                    FirstLine = other.Line,
                    FirstText = other.Figure.ValueText,
                    SecondDocumentCode = chosen.DocumentCode,
                    SecondLine = chosen.Line,
                    SecondText = chosen.Figure.ValueText,
                });
            }
        }
    }

    private static bool Agree(Figure a, Figure b) =>
        a.Status == b.Status && a.Value == b.Value && a.UpperValue == b.UpperValue && a.Comparator == b.Comparator
        && (a.Value is not null || a.ValueText == b.ValueText);

    private static Observation ToObservation(string code, Statement s) => new()
    {
        Code = code,
        DocumentCode = s.DocumentCode,
        Line = s.Line,
        Page = s.Page,
        IndicatorCode = s.IndicatorCode,
        ValueType = s.ValueType,
        FiscalYear = s.Period?.FiscalYear,
        LastFiscalYear = s.Period?.LastFiscalYear,
        PeriodKind = s.Period?.Kind ?? PeriodKind.FiscalYear,
        PeriodStart = s.Period?.Start,
        PeriodEnd = s.Period?.End,
        PeriodLabel = s.Period?.Label,
        PlanPeriod = s.PlanPeriod,
        Value = s.Figure.Value,
        UpperValue = s.Figure.UpperValue,
        Comparator = s.Figure.Comparator,
        ValueText = s.Figure.ValueText,
        Unit = s.Figure.Unit,
        Subgroup = s.Subgroup,
        WardCode = s.WardCode,
        Status = s.Figure.Status,
        Note = s.Note,
    };
}
