using System.Globalization;
using System.Runtime.CompilerServices;
using Kawasaki.Domain.Query;
using NpgsqlTypes;

namespace Kawasaki.Infrastructure.Postgres.Query;

/// <summary>Numbers the values of one statement: the only way a value gets into it.</summary>
internal sealed class SqlParameters
{
    private readonly List<SqlParameter> values = [];
    private readonly Dictionary<(object Source, string Use), string> known = new(ByReference.Instance);

    /// <summary>The values so far.</summary>
    public IReadOnlyList<SqlParameter> Values => values;

    /// <summary>Adds a value that is no part of an expression.</summary>
    public string Add(NpgsqlDbType type, object value) => Add(new SqlParameter(type, value));

    /// <summary>A literal that is not null; the same node written twice (rows and their count) is one parameter.</summary>
    public string Of(Literal literal) => Of(literal, "", SqlTypes.Parameter(literal.Type), static l => SqlTypes.ParameterValue(l.Value!, l.Type));

    /// <summary>A value derived from a literal alone.</summary>
    /// <param name="literal">The literal.</param>
    /// <param name="use">What it is derived for; one literal may have several uses.</param>
    /// <param name="type">Type of the value.</param>
    /// <param name="value">Makes it, also of another literal in this one's place.</param>
    public string Of(Literal literal, string use, NpgsqlDbType type, Func<Literal, object> value) =>
        known.TryGetValue((literal, use), out var text) ? text
            : known[(literal, use)] = Add(new SqlParameter(type, value(literal), literal.Slot is { } slot ? new ParameterSource(slot, value) : null));

    /// <summary>A value derived from a node, such as the pattern of `contains`.</summary>
    /// <param name="source">The node.</param>
    /// <param name="use">What it is derived for; one node may have several uses.</param>
    /// <param name="type">Type of the value.</param>
    /// <param name="value">Makes it, when it is not there yet.</param>
    public string Of(object source, string use, NpgsqlDbType type, Func<object> value) =>
        known.TryGetValue((source, use), out var text) ? text : known[(source, use)] = Add(type, value());

    private string Add(SqlParameter parameter)
    {
        values.Add(parameter);
        return "$" + values.Count.ToString(CultureInfo.InvariantCulture);
    }

    // Not by value: two equal literals must stay two parameters, else the text would depend on the values.
    private sealed class ByReference : IEqualityComparer<(object Source, string Use)>
    {
        public static ByReference Instance { get; } = new();

        public bool Equals((object Source, string Use) x, (object Source, string Use) y) => ReferenceEquals(x.Source, y.Source) && x.Use == y.Use;

        public int GetHashCode((object Source, string Use) key) => HashCode.Combine(RuntimeHelpers.GetHashCode(key.Source), key.Use);
    }
}
