using System.Collections;
using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;
using Kawasaki.Infrastructure.Postgres.Query;

namespace Kawasaki.Infrastructure.Postgres.Changing;

/// <summary>A row as it stands at some moment of a transaction: locked and read, or as the changes so far will leave it.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Revision">Its revision; null once a change of this transaction has touched it.</param>
/// <param name="Values">Its values in their stored form, null as null.</param>
internal sealed record StoredRow(IReadOnlyList<Literal> Key, long? Revision, IReadOnlyDictionary<PropertyModel, object?> Values)
{
    /// <summary>Its type: that of its set, or one derived from it.</summary>
    public required StructuredTypeModel Type { get; init; }

    /// <summary>A value; null too for a property that was not read.</summary>
    public object? this[PropertyModel property] => Values.GetValueOrDefault(property);

    /// <summary>A value of a change in the form that the driver gives and takes.</summary>
    public static object? Stored(Literal literal) => literal.Value is null ? null : Comparable(SqlTypes.ParameterValue(literal.Value, literal.Type));

    /// <summary>A value as read, in the form of <see cref="Stored"/>.</summary>
    public static object? Comparable(object? value) => value switch
    {
        DBNull => null,
        DateTime moment => new DateTimeOffset(DateTime.SpecifyKind(moment, DateTimeKind.Utc)),
        DateTimeOffset moment => moment.ToUniversalTime(),
        _ => value,
    };

    /// <summary>Whether two values are stored alike; 1.0 and 1.00 are not, since they are printed differently.</summary>
    public static bool IsSame(object? left, object? right) => (left, right) switch
    {
        (decimal a, decimal b) => a == b && a.Scale == b.Scale,
        (byte[] a, byte[] b) => a.AsSpan().SequenceEqual(b),
        (IList a, IList b) => a.Count == b.Count && Enumerable.Range(0, a.Count).All(i => IsSame(a[i], b[i])),
        _ => Equals(left, right),
    };
}
