using System.Globalization;
using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;

namespace Kawasaki.Api.OData.Changing;

/// <summary>Keys of rows: in a bound path, and as the canonical path.</summary>
internal static class RowKeys
{
    /// <summary>The key of the one row that a path names by set and key; null for any other rows.</summary>
    public static (EntitySetModel Set, IReadOnlyList<Literal> Key)? Of(RowSource rows)
    {
        if (Untyped(rows) is not FilteredRows filtered || Untyped(filtered.Input) is not SetRows set || set.Set.Type.Key.Count == 0)
        {
            return null;
        }

        var values = new Dictionary<PropertyModel, Literal>();
        return Collect(filtered.Predicate, values) && set.Set.Type.Key.All(values.ContainsKey) && values.Count == set.Set.Type.Key.Count
            ? (set.Set, [.. set.Set.Type.Key.Select(k => values[k])]) : null;
    }

    /// <summary>Rows before they were cast to a derived type.</summary>
    public static RowSource Untyped(RowSource rows) => rows is TypedRows typed ? typed.Input : rows;

    /// <summary>`statusReports('portal.17')`, percent-encoded.</summary>
    public static string Path(EntitySetModel set, IReadOnlyList<Literal> key) => set.Type.Key is [_]
        ? $"{set.Name}({Text(key[0])})"
        : $"{set.Name}({string.Join(',', set.Type.Key.Zip(key, (property, value) => $"{property.Name}={Text(value)}"))})";

    private static string Text(Literal value) => value.Value switch
    {
        string text => $"'{Uri.EscapeDataString(text.Replace("'", "''", StringComparison.Ordinal))}'",
        DateOnly date => date.ToString("O", CultureInfo.InvariantCulture),
        _ => Uri.EscapeDataString(Convert.ToString(value.Value, CultureInfo.InvariantCulture)!),
    };

    // A key has few parts: the condition is as deep as it has.
    private static bool Collect(Expression condition, Dictionary<PropertyModel, Literal> values) => condition switch
    {
        Binary { Operator: BinaryOperator.And } both => Collect(both.Left, values) && Collect(both.Right, values),
        Binary { Operator: BinaryOperator.Equal, Left: PropertyValue { Row: VariableRow } property, Right: Literal value } => values.TryAdd(property.Property, value),
        Binary { Operator: BinaryOperator.Equal, Left: PropertyValue { Row: VariableRow } property, Right: Conversion { Operand: Literal value } } => values.TryAdd(property.Property, value),
        _ => false,
    };
}
