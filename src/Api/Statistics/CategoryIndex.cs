namespace Kawasaki.Api.Statistics;

/// <summary>Numbers the different values of a dimension in the order in which they first occur.</summary>
internal sealed class CategoryIndex
{
    private readonly Dictionary<string, int> numbers = new(StringComparer.Ordinal);
    private readonly List<int> firsts = [];

    /// <summary>Numbers values.</summary>
    /// <param name="values">One for each figure.</param>
    public CategoryIndex(IEnumerable<string> values)
        : this(values.Index())
    {
    }

    private CategoryIndex(IEnumerable<(int Position, string Value)> values)
    {
        foreach (var (position, value) in values)
        {
            if (numbers.TryAdd(value, firsts.Count))
            {
                firsts.Add(position);
            }
        }
    }

    /// <summary>Numbers values in the order of their characters.</summary>
    /// <param name="values">One for each figure.</param>
    public static CategoryIndex Sorted(IEnumerable<string> values) => new(values.Index().OrderBy(v => v.Item, StringComparer.Ordinal));

    /// <summary>For each different value the position of the first figure that has it.</summary>
    public IReadOnlyList<int> Firsts => firsts;

    /// <summary>Number of a value.</summary>
    /// <param name="value">The value.</param>
    public int Of(string value) => numbers[value];
}
