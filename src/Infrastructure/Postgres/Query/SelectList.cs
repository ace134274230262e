using System.Globalization;

namespace Kawasaki.Infrastructure.Postgres.Query;

/// <summary>Columns of one SELECT, each expression once.</summary>
internal sealed class SelectList
{
    // A set of texts that keeps their places; the values are nothing.
    private readonly OrderedDictionary<string, bool> expressions;
    private readonly string alias;

    /// <summary>Begins an empty list.</summary>
    /// <param name="alias">What the SELECT around calls this one; empty for the outermost.</param>
    /// <param name="columns">How many there will be, roughly.</param>
    public SelectList(string alias = "", int columns = 0) => (this.alias, expressions) = (alias, new(columns, StringComparer.Ordinal));

    /// <summary>How many columns there are.</summary>
    public int Count => expressions.Count;

    /// <summary>Place of an expression, from 0; added if it is new.</summary>
    public int Add(string expression)
    {
        expressions.TryAdd(expression, true, out var place);
        return place;
    }

    /// <summary>The expression as the SELECT around names it.</summary>
    public string Expose(string expression) => $"{alias}.{Name(Add(expression))}";

    /// <summary>The list; named columns for a sub-select.</summary>
    public string Text() => expressions.Count == 0 ? "1"
        : string.Join(", ", alias.Length == 0 ? expressions.Keys : expressions.Keys.Select((e, i) => $"{e} as {Name(i)}"));

    private static string Name(int place) => "c" + place.ToString(CultureInfo.InvariantCulture);
}
