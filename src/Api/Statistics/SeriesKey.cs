using System.Globalization;

namespace Kawasaki.Api.Statistics;

/// <summary>Says which series a figure belongs to where a format has one dimension for all of it: the indicator alone, or with what tells its series apart.</summary>
/// <param name="Indicator">Code of the indicator.</param>
/// <param name="Subgroup">Part of the population; null for all.</param>
/// <param name="Ward">Code of the ward; null for the city.</param>
/// <param name="Unit">Unit, where figures of the indicator have several; else null.</param>
/// <param name="Statement">Which of several figures with the same key; 1 for the first.</param>
internal sealed record SeriesKey(string Indicator, string? Subgroup, string? Ward, string? Unit, int Statement)
{
    /// <inheritdoc/>
    public override string ToString() => Indicator + Part("subgroup", Subgroup) + Part("ward", Ward) + Part("unit", Unit)
        + (Statement == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $";statement={Statement}"));

    private static string Part(string name, string? value) => value is null ? "" : $";{name}={value}";
}
