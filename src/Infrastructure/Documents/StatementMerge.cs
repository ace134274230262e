using System.Globalization;
using System.Text.RegularExpressions;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Plan;
using Kawasaki.Infrastructure.Documents.Reading;

namespace Kawasaki.Infrastructure.Documents;

/// <summary>The statements of one observation, at least one, in the order they were read.</summary>
/// <remarks>The first statement of the latest document is published; one whose value the conversion lost gives way to any other.</remarks>
internal sealed partial class StatementMerge
{
    private readonly IReadOnlyList<Statement> statements;

    /// <summary>Groups the statements of one key.</summary>
    /// <param name="code">Their <see cref="ObservationCode"/>.</param>
    /// <param name="statements">The statements, oldest document first.</param>
    public StatementMerge(string code, IReadOnlyList<Statement> statements)
    {
        (Code, this.statements) = (code, statements);
        var readable = statements.Where(s => s.Figure.Status != ValueStatus.Lost).ToList();
        var candidates = readable.Count > 0 ? readable : statements;
        Chosen = candidates.First(s => s.DocumentCode == candidates[^1].DocumentCode);
    }

    /// <summary>Code of the observation.</summary>
    public string Code { get; }

    /// <summary>The statement that is published.</summary>
    public Statement Chosen { get; }

    /// <summary>The other places that state the same.</summary>
    public IEnumerable<Statement> Others => statements.Where(s => !ReferenceEquals(s, Chosen));

    /// <summary>Natural key of the observation a statement is of: indicator, value type, period and whatever tells it apart.</summary>
    /// <param name="statement">The statement.</param>
    public static string ObservationCode(Statement statement)
    {
        var period = statement.Period switch
        {
            null when statement.PlanPeriod is { } planPeriod => $"p{planPeriod}",
            null => "undated",
            { Kind: PeriodKind.PointInTime, Start: { } first, End: { } last } when first != last => first.ToString("yyyy-MM", CultureInfo.InvariantCulture),
            { Kind: PeriodKind.PointInTime, Start: { } day } => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            { FiscalYear: { } first, LastFiscalYear: { } last } => $"{first}-{last}",
            { FiscalYear: { } year } => $"{year}",
            { Start: { } start } => $"{start.Year}",
            _ => "undated",
        };
        string?[] parts =
            [statement.IndicatorCode, statement.ValueType.ToString().ToLowerInvariant(), period, statement.WardCode, statement.Discriminator];
        return string.Join('.', parts.OfType<string>());
    }

    /// <summary>Published names of the properties in which a statement differs from the published one.</summary>
    /// <param name="other">The other statement.</param>
    /// <param name="chosen">The published statement.</param>
    /// <returns>At most one name: a different value makes the rest moot.</returns>
    public static IEnumerable<string> DifferingFields(Statement other, Statement chosen)
    {
        var (a, b) = (other.Figure, chosen.Figure);
        string[] period = other.Period?.Kind != chosen.Period?.Kind ? ["periodKind"] : [];
        if (a.Status == ValueStatus.Lost || b.Status == ValueStatus.Lost)
        {
            return period;
        }

        return a.Status != b.Status ? ["status"]
            : a.Value is null && !SameWords(a.ValueText, b.ValueText) ? ["valueText"]
            : a.Value != b.Value ? ["value"]
            : a.UpperValue != b.UpperValue ? ["upperValue"]
            : a.Comparator != b.Comparator ? ["comparator"]
            : a.Unit is { } unit && b.Unit is { } unitB && !SameWords(unit, unitB) ? ["unit"]
            : a.IsApproximate != b.IsApproximate ? ["valueText"]
            : period;
    }

    /// <summary>What a statement prints for a property: its period for the period's kind, else its value.</summary>
    /// <param name="statement">The statement.</param>
    /// <param name="field">Published name of the property, one of <see cref="DifferingFields"/>.</param>
    public static string Printed(Statement statement, string field) =>
        field == "periodKind" ? statement.Period?.Label ?? "" : statement.Figure.ValueText;

    /// <summary>
    /// Statements of one part of one document that differ: no contradiction of the document but two facts under one key,
    /// a fault of the extraction.
    /// </summary>
    public IEnumerable<Problem> Conflicts() =>
        from part in statements.GroupBy(s => (s.DocumentCode, s.Part))
        let first = part.First()
        from other in part.Skip(1)
        from field in DifferingFields(other, first)
        select new Problem(
            ErrorCode.DocumentNotRecognized,
            $"{part.Key.DocumentCode} lines {first.Line} and {other.Line} give different values for one observation, {Code}: \"{Printed(first, field)}\" and \"{Printed(other, field)}\".",
            Code);

    /// <summary>The row of the published statement.</summary>
    public Observation ToObservation() => new()
    {
        Code = Code,
        DocumentCode = Chosen.DocumentCode,
        Line = Chosen.Line,
        Page = Chosen.Page,
        IndicatorCode = Chosen.IndicatorCode,
        ValueType = Chosen.ValueType,
        FiscalYear = Chosen.Period?.FiscalYear,
        LastFiscalYear = Chosen.Period?.LastFiscalYear,
        PeriodKind = Chosen.Period?.Kind,
        PeriodStart = Chosen.Period?.Start,
        PeriodEnd = Chosen.Period?.End,
        PeriodLabel = Chosen.Period?.Label,
        PlanPeriod = Chosen.PlanPeriod,
        Value = Chosen.Figure.Value,
        UpperValue = Chosen.Figure.UpperValue,
        Comparator = Chosen.Figure.Comparator,
        ValueText = Chosen.Figure.ValueText,
        Unit = Chosen.Figure.Unit,
        Subgroup = Chosen.Subgroup,
        WardCode = Chosen.WardCode,
        Status = Chosen.Figure.Status,
        Note = Chosen.Figure.NoteWith(Chosen.Note),
    };

    private static bool SameWords(string a, string b) => WithoutWesternYear(a) == WithoutWesternYear(b);

    // 平成28年 and 平成28 (2016) 年 are the same words.
    private static string WithoutWesternYear(string text) => BracketedYear().Replace(TextFolding.Comparable(text), "");

    [GeneratedRegex(@"\((19|20)\d\d\)")]
    private static partial Regex BracketedYear();
}
