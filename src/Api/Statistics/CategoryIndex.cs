namespace Kawasaki.Api.Statistics;

/// <summary>Numbers the different values of a dimension in the order in which they first occur.</summary>
/// <typeparam name="T">What is kept of the first figure that has a value.</typeparam>
internal sealed class CategoryIndex<T>
{
    private readonly Dictionary<string, int> numbers = new(StringComparer.Ordinal);
    private readonly List<(string Value, T First)> categories = [];

    /// <summary>The different values, each with what was kept of its first figure.</summary>
    public IReadOnlyList<(string Value, T First)> Categories => categories;

    /// <summary>Numbers a value when it is new.</summary>
    /// <param name="value">The value.</param>
    /// <param name="first">Gives what is kept of it.</param>
    public void Add(string value, Func<T> first)
    {
        if (numbers.TryAdd(value, categories.Count))
        {
            categories.Add((value, first()));
        }
    }

    /// <summary>The same values, numbered anew.</summary>
    /// <param name="order">Gives what they are ordered by.</param>
    /// <param name="comparer">Compares it.</param>
    public CategoryIndex<T> Sorted<TKey>(Func<(string Value, T First), TKey> order, IComparer<TKey> comparer)
    {
        var sorted = new CategoryIndex<T>();
        foreach (var (value, first) in categories.OrderBy(order, comparer))
        {
            sorted.Add(value, () => first);
        }

        return sorted;
    }

    /// <summary>Number of a value.</summary>
    /// <param name="value">The value.</param>
    public int Of(string value) => numbers[value];
}
