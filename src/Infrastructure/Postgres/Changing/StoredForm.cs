using System.Globalization;
using Kawasaki.Domain.Changes;
using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;
using Kawasaki.Infrastructure.Postgres.Mapping;
using Npgsql;

namespace Kawasaki.Infrastructure.Postgres.Changing;

/// <summary>A column of a written row.</summary>
/// <param name="Name">Its name, not quoted.</param>
/// <param name="Parameter">Type in which values are given, a member of an array for each row.</param>
/// <param name="Cast">PostgreSQL type that a value given as text becomes; null where it is given as what it is.</param>
internal sealed record StoredColumn(string Name, TypeReference Parameter, string? Cast);

/// <summary>How the value of one property stands in the columns of its row; a closed family.</summary>
/// <remarks>A value in its stored form can be compared (<see cref="StoredRow.IsSame"/>) with what was read of the row.</remarks>
internal abstract class StoredForm
{
    // The mapping has no complex type that holds itself.
    private const int MaxDepth = 20;

    private protected StoredForm()
    {
    }

    /// <summary>The columns.</summary>
    public abstract IReadOnlyList<StoredColumn> Columns { get; }

    /// <summary>What a row has where nothing is given.</summary>
    public abstract object? Nothing { get; }

    /// <summary>The stored form of a value.</summary>
    /// <param name="given">The value; a complex one may say some of its members only.</param>
    /// <param name="before">Stored form of the value before; null where there is none.</param>
    public abstract object? Of(Literal given, object? before);

    /// <summary>Reads the stored form.</summary>
    /// <param name="reader">Stands at the row.</param>
    /// <param name="ordinal">The first of the columns.</param>
    public abstract object? Read(NpgsqlDataReader reader, int ordinal);

    /// <summary>The values of the columns, as the driver takes them.</summary>
    /// <param name="stored">The stored form.</param>
    public abstract IEnumerable<object?> Cells(object? stored);

    /// <summary>The form of a property.</summary>
    /// <param name="property">The property.</param>
    /// <param name="storage">Where it is kept.</param>
    public static StoredForm Of(PropertyModel property, PropertyStorage storage) => Of(property, storage, depth: 0);

    private static StoredForm Of(PropertyModel property, PropertyStorage storage, int depth) => storage switch
    {
        _ when depth > MaxDepth => throw new InvalidOperationException($"{property} nests deeper than {MaxDepth} levels."),
        ColumnStorage column when property.Type.IsCollection || (property.Type.Enumeration is not null && JsonForm.IsText(column.StoreType)) => new TextForm(property.Type, column),
        ColumnStorage column => new PlainForm(property.Type, column.Column),
        JsonStorage json => new JsonForm(property.Type, json),
        SplitStorage split => new SplitForm([.. split.Members.Select(m => (m.Key, Of(m.Key, m.Value, depth + 1)))]),
        _ => throw new InvalidOperationException($"{storage.GetType().Name} is no column of a row."),
    };
}

/// <summary>A scalar in a column of its own, as the driver has it.</summary>
/// <param name="type">Its published type.</param>
/// <param name="column">Name of the column.</param>
internal sealed class PlainForm(TypeReference type, string column) : StoredForm
{
    public override IReadOnlyList<StoredColumn> Columns { get; } = [new(column, type, null)];

    public override object? Nothing => null;

    public override object? Of(Literal given, object? before) => StoredRow.Stored(given);

    public override object? Read(NpgsqlDataReader reader, int ordinal) => reader.IsDBNull(ordinal) ? null : type switch
    {
        { Enumeration: not null } => Convert.ToInt64(reader.GetValue(ordinal), CultureInfo.InvariantCulture),
        { Primitive: PrimitiveKind.Date } => reader.GetFieldValue<DateOnly>(ordinal),
        { Primitive: PrimitiveKind.TimeOfDay } => reader.GetFieldValue<TimeOnly>(ordinal),
        _ => StoredRow.Comparable(reader.GetValue(ordinal)),
    };

    public override IEnumerable<object?> Cells(object? stored) => [stored];
}

/// <summary>A complex value spread over columns of its row; null when all of them are.</summary>
/// <param name="members">Its members, each with its own form.</param>
internal sealed class SplitForm(IReadOnlyList<(PropertyModel Property, StoredForm Form)> members) : StoredForm
{
    public override IReadOnlyList<StoredColumn> Columns { get; } = [.. members.SelectMany(m => m.Form.Columns)];

    public override object? Nothing => null;

    public override object? Of(Literal given, object? before)
    {
        if (given.Value is not StructuredValue value)
        {
            return null;
        }

        var known = value.IsWhole ? null : before as object?[];
        return members.Select((m, i) => value.Members.TryGetValue(m.Property, out var member) ? m.Form.Of(member, known?[i]) : known is null ? m.Form.Nothing : known[i]).ToArray();
    }

    public override object? Read(NpgsqlDataReader reader, int ordinal)
    {
        var values = new object?[members.Count];
        for (var i = 0; i < members.Count; i++)
        {
            values[i] = members[i].Form.Read(reader, ordinal);
            ordinal += members[i].Form.Columns.Count;
        }

        return Array.TrueForAll(values, v => v is null) ? null : values;
    }

    public override IEnumerable<object?> Cells(object? stored) => members.SelectMany((m, i) => m.Form.Cells((stored as object?[])?[i]));
}
