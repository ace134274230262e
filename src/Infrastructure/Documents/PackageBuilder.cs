using System.Globalization;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Packages;
using Kawasaki.Domain.Plan;

namespace Kawasaki.Infrastructure.Documents;

/// <summary>
/// L3: collects what the extractors find. Rows of plain sets are added as they are; values of indicators come as
/// <see cref="Statement"/>s and are merged at the end: same statement twice is one observation and a citation,
/// a contradiction is a discrepancy and the later document's value wins.
/// </summary>
internal sealed class PackageBuilder
{
    private readonly List<Statement> statements = [];
    private readonly List<Problem> conflicts = [];
    private readonly PlaceCodes citations = new();
    private readonly PlaceCodes discrepancies = new();

    /// <summary>The rows so far; observations, citations and discrepancies of values appear with <see cref="Build"/>.</summary>
    public PlanData Data { get; } = new();

    /// <summary>Rows with the same key that are not the same fact; known after <see cref="Build"/>, empty when all is well.</summary>
    public IReadOnlyList<Problem> Conflicts => conflicts;

    /// <summary>The indicator of that code, if an extractor has already added it.</summary>
    /// <param name="code">Indicator code.</param>
    public Indicator? FindIndicator(string code) => Data.Indicators.Find(i => i.Code == code);

    /// <summary>Adds a statement; documents are read oldest first, so that a later one wins.</summary>
    /// <param name="statement">The statement.</param>
    public void State(Statement statement) => statements.Add(statement);

    /// <summary>What has been stated of an indicator so far.</summary>
    /// <param name="indicatorCode">Indicator code.</param>
    public IEnumerable<Statement> StatementsOf(string indicatorCode) => statements.Where(s => s.IndicatorCode == indicatorCode);

    /// <summary>Adds the definition that another part of the document than the one naming the indicator prints.</summary>
    /// <param name="code">Code of an indicator already added.</param>
    /// <param name="method">算出方法.</param>
    public void CompleteIndicator(string code, string method)
    {
        var index = Data.Indicators.FindIndex(i => i.Code == code);
        Data.Indicators[index] = Data.Indicators[index].WithMethod(method);
    }

    /// <summary>Adds a further place that states a row.</summary>
    /// <param name="set">Published name of the row's set.</param>
    /// <param name="code">Code of the row.</param>
    /// <param name="place">Document, line and page of the further place.</param>
    /// <param name="text">What that place prints.</param>
    public void Cite(string set, string code, Place place, string text)
    {
        Data.Citations.Add(new Citation
        {
            Code = citations.Next(string.Create(CultureInfo.InvariantCulture, $"{SubjectKey(set, code)}.{place.DocumentCode}-{place.Line}")),
            SubjectKind = set,
            SubjectCode = code,
            ObservationCode = set == "observations" ? code : null,
            DocumentCode = place.DocumentCode,
            Line = place.Line,
            Page = place.Page,
            ValueText = text,
        });
    }

    /// <summary>Adds a contradiction between two places.</summary>
    /// <param name="set">Published name of the set of the row in question.</param>
    /// <param name="code">Code of the row.</param>
    /// <param name="field">Published name of the property in question.</param>
    /// <param name="first">The place whose text was not taken, and its text.</param>
    /// <param name="second">The place whose text was taken, and its text.</param>
    /// <param name="description">What differs, in English; null for the usual sentence.</param>
    public void Contradict(string set, string code, string field, (Place Place, string Text) first, (Place Place, string Text) second, string? description = null)
    {
        Data.Discrepancies.Add(new Discrepancy
        {
            Code = discrepancies.Next(string.Create(
                CultureInfo.InvariantCulture, $"{SubjectKey(set, code)}.{field.ToLowerInvariant()}.{first.Place.DocumentCode}-{first.Place.Line}")),
            SubjectKind = set,
            SubjectCode = code,
            Field = field,
            Description = description ?? $"The {field} differs: {first.Place} prints \"{first.Text}\", {second.Place} prints \"{second.Text}\"; the second is published.",
            DocumentCode = second.Place.DocumentCode,
            Line = second.Place.Line,
            Page = second.Place.Page,
            FirstDocumentCode = first.Place.DocumentCode,
            FirstLine = first.Place.Line,
            FirstText = first.Text,
            SecondDocumentCode = second.Place.DocumentCode,
            SecondLine = second.Place.Line,
            SecondText = second.Text,
        });
    }

    /// <summary>Merges the statements, checks that every key is unique, and returns the whole package.</summary>
    public PlanData Build()
    {
        foreach (var group in statements.GroupBy(StatementMerge.ObservationCode))
        {
            Merge(new StatementMerge(group.Key, [.. group]));
        }

        statements.Clear();
        conflicts.AddRange(UniqueKeys.Check(Data));
        return Data;
    }

    /// <summary>Natural key of the observation a statement is of.</summary>
    /// <param name="statement">The statement.</param>
    internal static string ObservationCode(Statement statement) => StatementMerge.ObservationCode(statement);

    private void Merge(StatementMerge merge)
    {
        conflicts.AddRange(merge.Conflicts());
        Data.Observations.Add(merge.ToObservation());
        foreach (var other in merge.Others.DistinctBy(o => (o.DocumentCode, o.Line, o.Part, o.Figure)))
        {
            if (Place.Of(other) == Place.Of(merge.Chosen) && !StatementMerge.DifferingFields(other, merge.Chosen).Any())
            {
                // Merged cells print a figure more than once on one line: no further place.
                continue;
            }

            Cite("observations", merge.Code, Place.Of(other), other.Figure.ValueText);
            foreach (var field in StatementMerge.DifferingFields(other, merge.Chosen))
            {
                Contradict("observations", merge.Code, field, (Place.Of(other), StatementMerge.Printed(other, field)), (Place.Of(merge.Chosen), StatementMerge.Printed(merge.Chosen, field)));
            }
        }
    }

    private static string SubjectKey(string set, string code) => set == "observations" ? code : $"{set.ToLowerInvariant()}.{code}";
}

/// <summary>A place in a document.</summary>
/// <param name="DocumentCode">Document code.</param>
/// <param name="Line">1-based line.</param>
/// <param name="Page">Printed page; null if unknown.</param>
internal readonly record struct Place(string DocumentCode, int Line, int? Page = null)
{
    /// <summary>Where a statement stands.</summary>
    /// <param name="statement">The statement.</param>
    public static Place Of(Statement statement) => new(statement.DocumentCode, statement.Line, statement.Page);

    /// <inheritdoc/>
    public override string ToString() => $"{DocumentCode} line {Line}";
}
