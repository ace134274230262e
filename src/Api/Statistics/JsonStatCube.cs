using System.Globalization;

namespace Kawasaki.Api.Statistics;

/// <summary>The figures as a cube of three dimensions: series, what is stated, time. Every figure has a cell of its own.</summary>
/// <remarks>
/// A dimension for each of subgroup, ward, plan period and statement would make a cube of hundreds of millions of cells for two thousand figures, which readers lay out in full.
/// </remarks>
internal sealed class JsonStatCube
{
    private readonly CategoryIndex series;
    private readonly CategoryIndex types;
    private readonly CategoryIndex times;

    /// <summary>Lays out the figures.</summary>
    /// <param name="facts">The figures.</param>
    public JsonStatCube(IReadOnlyList<Fact> facts)
    {
        Facts = [.. facts.OrderBy(f => f.Period.Start ?? DateOnly.MaxValue).ThenBy(TimeOf, StringComparer.Ordinal)];
        Keys = Distinct(Facts);
        series = CategoryIndex.Sorted(Keys.Select(k => k.ToString()));
        types = new CategoryIndex(Facts.Select(f => f.ValueType));
        times = new CategoryIndex(Facts.Select(TimeOf));
        Dimensions = [series, types, times];
    }

    /// <summary>The figures in the order of time.</summary>
    public IReadOnlyList<Fact> Facts { get; }

    /// <summary>The series of each figure.</summary>
    public IReadOnlyList<SeriesKey> Keys { get; }

    /// <summary>Series, what is stated, time.</summary>
    public IReadOnlyList<CategoryIndex> Dimensions { get; }

    /// <summary>Number of the cell of a figure, rows first.</summary>
    /// <param name="position">Position of the figure.</param>
    public string Cell(int position) => (
        ((((long)series.Of(Keys[position].ToString()) * types.Firsts.Count) + types.Of(Facts[position].ValueType)) * times.Firsts.Count) + times.Of(TimeOf(Facts[position])))
        .ToString(CultureInfo.InvariantCulture);

    /// <summary>The time of a figure; where a target has none but that of its plan period, that.</summary>
    /// <param name="fact">The figure.</param>
    public static string TimeOf(Fact fact) => TimePeriod.Of(fact.Period) is var time && time == TimePeriod.Unspecified && fact.PlanPeriod is { } period
        ? string.Create(CultureInfo.InvariantCulture, $"{time};planPeriod={period}")
        : time;

    private static SeriesKey[] Distinct(IReadOnlyList<Fact> facts)
    {
        var mixed = facts.Where(f => f.Value is not null).GroupBy(f => (f.Indicator, f.Subgroup, f.Ward)).Where(g => g.Select(f => f.Unit).Distinct().Skip(1).Any()).Select(g => g.Key).ToHashSet();
        var taken = new Dictionary<(SeriesKey, string, string), int>();
        return [.. facts.Select(KeyOf)];

        SeriesKey KeyOf(Fact fact)
        {
            var key = new SeriesKey(fact.Indicator, fact.Subgroup, fact.Ward, mixed.Contains((fact.Indicator, fact.Subgroup, fact.Ward)) ? fact.Unit : null, Statement: 1);
            var cell = (key, fact.ValueType, TimeOf(fact));
            var statement = taken[cell] = taken.GetValueOrDefault(cell) + 1;
            return key with { Statement = statement };
        }
    }
}
