using System.Globalization;
using Kawasaki.Domain.Plan;

namespace Kawasaki.Infrastructure.Documents;

/// <summary>Context indicators of one document, `{document}-c{line}` by the line that states the first value.</summary>
/// <param name="scope">The document.</param>
internal sealed class ContextFigures(DocumentScope scope)
{
    private readonly List<(string Name, string Code)> indicators = [];
    private readonly PlaceCodes codes = new();

    /// <summary>States a value of a context indicator, adding the indicator at its first value.</summary>
    /// <param name="line">Line that prints it.</param>
    /// <param name="name">Name of the indicator.</param>
    /// <param name="type">Kind of value.</param>
    /// <param name="period">Period; null if none is printed.</param>
    /// <param name="figure">The value.</param>
    /// <param name="wardCode">Ward; null for the city.</param>
    /// <param name="source">Source of the indicator.</param>
    /// <param name="note">Note.</param>
    /// <param name="part">Part of the population or answer the value is for, with its number; null for the whole.</param>
    public void State(
        int line,
        string name,
        ObservationType type,
        Period? period,
        Figure figure,
        string? wardCode = null,
        string? source = null,
        string? note = null,
        (int Number, string Text)? part = null)
    {
        var code = indicators.Find(i => i.Name == name).Code ?? Add(line, name, figure, source);
        scope.Ledger.Record(line, "observations");
        scope.Package.State(new Statement
        {
            IndicatorCode = code,
            ValueType = type,
            Period = period,
            Figure = figure,
            WardCode = wardCode,
            Subgroup = part?.Text,
            Discriminator = part?.Number.ToString(CultureInfo.InvariantCulture),
            DocumentCode = scope.Code,
            Line = line,
            Note = note,
        });
    }

    private string Add(int line, string name, Figure figure, string? source)
    {
        var code = codes.Next(string.Create(CultureInfo.InvariantCulture, $"{scope.Code}-c{line}"));
        indicators.Add((name, code));
        scope.Ledger.Record(line, "indicators");
        scope.Package.Data.Indicators.Add(new Indicator
        {
            Code = code,
            DocumentCode = scope.Code,
            Line = line,
            Kind = IndicatorKind.Context,
            Number = indicators.Count,
            Name = name,
            Unit = figure.Unit,
            Direction = Direction.Unknown,
            IsCumulative = false,
            Source = source,
        });
        return code;
    }
}
