using System.Globalization;
using Kawasaki.Domain.Model;
using Kawasaki.Infrastructure.Postgres.Mapping;
using Kawasaki.Infrastructure.Postgres.Query;
using Npgsql;
using NpgsqlTypes;

namespace Kawasaki.Infrastructure.Postgres.Changing;

/// <summary>W2: the statements on one set, for any number of its rows: names come from the storage map, values are arrays with a member for each row.</summary>
internal sealed class ChangeSql
{
    private readonly StorageMap storage;
    private readonly EntitySetModel set;
    private readonly string table;

    /// <summary>Prepares the statements of a set.</summary>
    /// <param name="storage">Where it is kept.</param>
    /// <param name="set">The set; it may be written.</param>
    public ChangeSql(StorageMap storage, EntitySetModel set)
    {
        (this.storage, this.set) = (storage, set);
        table = SqlNames.Table(storage.Of(set.Type).Table);
        Read = [.. set.Type.Properties.Where(p => storage.Of(p) is ColumnStorage)];
    }

    /// <summary>The properties that are read of a row, in the order of the columns behind its revision.</summary>
    public IReadOnlyList<PropertyModel> Read { get; }

    /// <summary>Reads and locks the rows that have these values in some columns, in the order of their keys, so that two writers rarely wait in a circle.</summary>
    /// <param name="by">The columns: the key, or those a source system knows the row by.</param>
    /// <param name="rows">The values looked for.</param>
    public NpgsqlBatchCommand Lock(IReadOnlyList<PropertyModel> by, IReadOnlyList<IReadOnlyList<object?>> rows)
    {
        var columns = string.Join(", ", Read.Select(p => "t." + Column(p)));
        var found = string.Join(" and ", by.Select((p, i) => $"t.{Column(p)} = k.{Name(i)}"));
        var order = string.Join(", ", set.Type.Key.Select(p => "t." + Column(p)));
        return Command(
            $"select t.{Revision}, {columns} from {table} t join {Given(by, "k")} on {found} order by {order} for update of t", by, rows);
    }

    /// <summary>Locks against removal, and names, the rows of this set that have one of these keys: what a reference leads to.</summary>
    public static NpgsqlBatchCommand Exist(StorageMap storage, EntitySetModel target, PropertyModel key, IReadOnlyList<object?> keys)
    {
        var column = SqlNames.Quote(storage.Column(key).Column);
        var command = new NpgsqlBatchCommand(
            $"select {column} from {SqlNames.Table(storage.Of(target.Type).Table)} where {column} = any($1) order by {column} for key share");
        command.Parameters.Add(Parameter(key, keys));
        return command;
    }

    /// <summary>Makes rows; those whose key or name came to exist in the meantime are not made and not returned.</summary>
    public NpgsqlBatchCommand Insert(IReadOnlyList<PropertyModel> properties, IReadOnlyList<IReadOnlyList<object?>> rows) => Command(
        $"insert into {table} as t ({string.Join(", ", properties.Select(Column))}) select {Columns(properties.Count, "v")} from {Given(properties, "v")} on conflict do nothing {Returning()}",
        properties, rows);

    /// <summary>Changes rows: the key first, then the values.</summary>
    public NpgsqlBatchCommand Update(IReadOnlyList<PropertyModel> values, IReadOnlyList<IReadOnlyList<object?>> rows)
    {
        var keys = set.Type.Key.Count;
        var assigned = string.Join(", ", values.Select((p, i) => $"{Column(p)} = v.{Name(keys + i)}"));
        return Command(
            $"update {table} t set {assigned} from {Given([.. set.Type.Key, .. values], "v")} where {SameKey("v")} {Returning()}", [.. set.Type.Key, .. values], rows);
    }

    /// <summary>Removes rows.</summary>
    public NpgsqlBatchCommand Delete(IReadOnlyList<IReadOnlyList<object?>> keys) =>
        Command($"delete from {table} t using {Given(set.Type.Key, "v")} where {SameKey("v")} {Returning()}", set.Type.Key, keys);

    private string Revision => SqlNames.Quote(storage.Of(set.Type).Revision ?? throw new InvalidOperationException($"Rows of {set.Name} have no revision."));

    private string Column(PropertyModel property) => SqlNames.Quote(storage.Column(property).Column);

    private string SameKey(string given) => string.Join(" and ", set.Type.Key.Select((p, i) => $"t.{Column(p)} = {given}.{Name(i)}"));

    private string Returning() => $"returning t.{Revision}, {string.Join(", ", set.Type.Key.Select(p => "t." + Column(p)))}";

    private static string Name(int place) => "c" + place.ToString(CultureInfo.InvariantCulture);

    private static string Columns(int count, string alias) => string.Join(", ", Enumerable.Range(0, count).Select(i => $"{alias}.{Name(i)}"));

    private static string Given(IReadOnlyList<PropertyModel> properties, string alias)
    {
        var places = Enumerable.Range(0, properties.Count).ToList();
        return $"unnest({string.Join(", ", places.Select(i => "$" + (i + 1).ToString(CultureInfo.InvariantCulture)))}) as {alias}({string.Join(", ", places.Select(Name))})";
    }

    private static NpgsqlBatchCommand Command(string text, IReadOnlyList<PropertyModel> properties, IReadOnlyList<IReadOnlyList<object?>> rows)
    {
        var command = new NpgsqlBatchCommand(text);
        for (var i = 0; i < properties.Count; i++)
        {
            command.Parameters.Add(Parameter(properties[i], [.. rows.Select(r => r[i])]));
        }

        return command;
    }

    private static NpgsqlParameter Parameter(PropertyModel property, IReadOnlyList<object?> values) => new()
    {
        NpgsqlDbType = NpgsqlDbType.Array | SqlTypes.Parameter(property.Type),
        Value = SqlTypes.Members(values, property.Type),
    };
}
