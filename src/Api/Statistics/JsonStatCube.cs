using System.Globalization;

namespace Kawasaki.Api.Statistics;

/// <summary>The figures as a cube of three dimensions: series, what is stated, time. Every figure has a cell of its own; only the categories are kept.</summary>
/// <remarks>
/// A dimension for each of subgroup, ward, plan period and statement would make a cube of hundreds of millions of cells for two thousand figures, which readers lay out in full.
/// </remarks>
/// <param name="types">Everything that can be stated, in its order.</param>
internal sealed class JsonStatCube(IReadOnlyList<string> types)
{
    private readonly HashSet<string> stated = new(StringComparer.Ordinal);

    /// <summary>The series: label, and unit of the numbers if there are any.</summary>
    public CategoryIndex<SeriesLabel> Series { get; private set; } = new();

    /// <summary>What is stated.</summary>
    public CategoryIndex<string> Types { get; private set; } = new();

    /// <summary>The times, each with a figure of it.</summary>
    public CategoryIndex<Fact> Times { get; private set; } = new();

    /// <summary>Takes the categories of a series.</summary>
    /// <param name="series">The figures.</param>
    public void Add(IReadOnlyList<Fact> series)
    {
        var placed = Placed(series).ToList();
        foreach (var (fact, key) in placed)
        {
            Series.Add(key.ToString(), () => new SeriesLabel(Label(fact, key), placed.Find(p => p.Key == key && p.Fact.Value is not null).Fact?.Unit, placed.Exists(p => p.Key == key && p.Fact.Value is not null)));
            Times.Add(TimeOf(fact), () => fact);
            stated.Add(fact.ValueType);
        }
    }

    /// <summary>Puts the categories in their order, once all are there.</summary>
    public void Order()
    {
        Series = Series.Sorted(s => s.Value, StringComparer.Ordinal);
        Times = Times.Sorted(t => t.Value, StringComparer.Ordinal).Sorted(t => t.First.Period.Start ?? DateOnly.MaxValue, Comparer<DateOnly>.Default);
        foreach (var type in types.Where(stated.Contains))
        {
            Types.Add(type, () => type);
        }
    }

    /// <summary>The figures of a series in the order of time, each with its key.</summary>
    /// <param name="series">The figures.</param>
    public static IEnumerable<(Fact Fact, SeriesKey Key)> Placed(IReadOnlyList<Fact> series)
    {
        var isMixed = series.Where(f => f.Value is not null).Select(f => f.Unit).Distinct().Skip(1).Any();
        var taken = new Dictionary<(SeriesKey, string, string), int>();
        return series.OrderBy(f => f.Period.Start ?? DateOnly.MaxValue).ThenBy(TimeOf, StringComparer.Ordinal).Select(f => (f, KeyOf(f)));

        SeriesKey KeyOf(Fact fact)
        {
            var key = new SeriesKey(fact.Indicator, fact.Subgroup, fact.Ward, isMixed ? fact.Unit : null, Statement: 1);
            var cell = (key, fact.ValueType, TimeOf(fact));
            return key with { Statement = taken[cell] = taken.GetValueOrDefault(cell) + 1 };
        }
    }

    /// <summary>Number of the cell of a figure, rows first.</summary>
    /// <param name="fact">The figure.</param>
    /// <param name="key">Its series.</param>
    public string Cell(Fact fact, SeriesKey key) => (
        ((((long)Series.Of(key.ToString()) * Types.Categories.Count) + Types.Of(fact.ValueType)) * Times.Categories.Count) + Times.Of(TimeOf(fact)))
        .ToString(CultureInfo.InvariantCulture);

    /// <summary>The time of a figure; where a target has none but that of its plan period, that.</summary>
    /// <param name="fact">The figure.</param>
    public static string TimeOf(Fact fact) => TimePeriod.Of(fact.Period) is var time && time == TimePeriod.Unspecified && fact.PlanPeriod is { } period
        ? string.Create(CultureInfo.InvariantCulture, $"{time};planPeriod={period}")
        : time;

    private static string Label(Fact fact, SeriesKey key)
    {
        string?[] parts = [key.Subgroup, fact.WardName ?? key.Ward, key.Unit, key.Statement == 1 ? null : $"{key.Statement}件目の記載"];
        var more = string.Join("、", parts.OfType<string>());
        return more.Length == 0 ? fact.IndicatorName : $"{fact.IndicatorName}({more})";
    }
}

/// <summary>What is said of a series.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Unit">Unit of its numbers: they all have one; null where none is printed.</param>
/// <param name="HasNumbers">Whether there is any number.</param>
internal sealed record SeriesLabel(string Name, string? Unit, bool HasNumbers);
