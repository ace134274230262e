using System.Globalization;
using Kawasaki.Domain.Query;

namespace Kawasaki.Infrastructure.Postgres.Changing;

/// <summary>Some values of a row that are compared as one: its key, or the name its source system knows it by.</summary>
/// <param name="Text">The values, told apart by a character that no stored text contains.</param>
internal readonly record struct RowKey(string Text)
{
    /// <summary>Of literals.</summary>
    public static RowKey Of(IEnumerable<Literal> values) => Of(values.Select(v => v.Value));

    /// <summary>Of values.</summary>
    public static RowKey Of(IEnumerable<object?> values) =>
        new(string.Join('\0', values.Select(v => Convert.ToString(v, CultureInfo.InvariantCulture))));
}
