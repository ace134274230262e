using System.Globalization;
using Kawasaki.Domain.Plan;
using Kawasaki.Infrastructure.Documents.Reading;

namespace Kawasaki.Infrastructure.Documents.Plans;

/// <summary>
/// Outcome indicators of the measures across documents: one row for one concept. The latest document that states it gives
/// the row its place and source; earlier places are citations, and a source that changed is a discrepancy.
/// </summary>
internal static class OutcomeIndicators
{
    /// <summary>A printed name differs from the earlier one in up to two characters.</summary>
    public static RepairRule NameTypo { get; } = new(
        "name-typo", "A name that differs in at most two characters from the name an earlier document gives to an indicator of the same measure is that indicator.");

    /// <summary>Finds or adds the indicator that a row names.</summary>
    /// <param name="scope">The document.</param>
    /// <param name="line">Line of the row.</param>
    /// <param name="measureCode">Measure the table is of.</param>
    /// <param name="terms">Name cell.</param>
    /// <param name="targets">Target figures of the row.</param>
    /// <param name="method">算出方法; null where the document prints none.</param>
    /// <returns>The indicator's code, and a sentence for the note of its values; null for none.</returns>
    public static (string Code, string? Note) Define(
        DocumentScope scope, int line, string measureCode, IndicatorTerms terms, IReadOnlyList<Figure> targets, string? method = null)
    {
        var indicators = scope.Package.Data.Indicators;
        var index = indicators.FindIndex(i => i.MeasureCode == measureCode && i.Kind == IndicatorKind.Outcome && IsSame(i.Name, terms.Name));
        scope.Ledger.Record(line, "indicators");
        if (index < 0)
        {
            var number = indicators.Count(i => i.MeasureCode == measureCode && i.Kind == IndicatorKind.Outcome) + 1;
            var code = string.Create(CultureInfo.InvariantCulture, $"{measureCode}-o{number}");
            indicators.Add(Row(scope.At(line), code, measureCode, number, terms, targets, null, method));
            return (code, null);
        }

        var earlier = indicators[index];
        var note = Compare(scope, line, earlier, terms);
        scope.Package.Cite("indicators", earlier.Code, new Place(earlier.DocumentCode, earlier.Line), earlier.Name);
        indicators[index] = Row(scope.At(line), earlier.Code, measureCode, earlier.Number, terms with { Name = earlier.Name }, targets, earlier, method);
        return (earlier.Code, note);
    }

    private static string? Compare(DocumentScope scope, int line, Indicator earlier, IndicatorTerms terms)
    {
        var first = new Place(earlier.DocumentCode, earlier.Line);
        if (earlier.Source is { } source && terms.Source is { } later && TextFolding.Comparable(source) != TextFolding.Comparable(later))
        {
            scope.Package.Contradict(
                "indicators", earlier.Code, "source", (first, source), (scope.At(line), later),
                $"The source differs: {first} prints \"{source}\", {scope.At(line)} prints \"{later}\"; the latest document's is published.");
        }

        if (TextFolding.Comparable(earlier.Name) == TextFolding.Comparable(terms.Name))
        {
            return null;
        }

        scope.Package.Contradict(
            "indicators", earlier.Code, "name", (scope.At(line), terms.Name), (first, earlier.Name),
            $"The name differs: {scope.At(line)} prints \"{terms.Name}\", {first} prints \"{earlier.Name}\"; the second is published.");
        return scope.Repair(line, NameTypo, $"\"{terms.Name}\" read as \"{earlier.Name}\"");
    }

    private static Indicator Row(
        Place place, string code, string measureCode, int number, IndicatorTerms terms, IReadOnlyList<Figure> targets, Indicator? earlier, string? method)
    {
        var direction = IndicatorTerms.DirectionOf(targets);
        return new Indicator
        {
            Code = code,
            DocumentCode = place.DocumentCode,
            Line = place.Line,
            Page = place.Page,
            Kind = IndicatorKind.Outcome,
            PolicyCode = PlanGrammar.PolicyOf(measureCode),
            MeasureCode = measureCode,
            Number = number,
            Name = terms.Name,
            Unit = targets.Select(t => t.Unit).FirstOrDefault(u => u is not null) ?? earlier?.Unit,
            Direction = direction == Direction.Unknown ? earlier?.Direction ?? direction : direction,
            IsCumulative = terms.Name.Contains("累計", StringComparison.Ordinal),
            Source = terms.Source ?? earlier?.Source,
            Method = method ?? earlier?.Method,
        };
    }

    private static bool IsSame(string earlier, string later) => Distance(TextFolding.Comparable(earlier), TextFolding.Comparable(later)) <= 2;

    private static int Distance(string a, string b)
    {
        var previous = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var current = new int[b.Length + 1];
            current[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                current[j] = Math.Min(Math.Min(current[j - 1], previous[j]) + 1, previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
            }

            previous = current;
        }

        return previous[b.Length];
    }
}
