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
    private static readonly TypeReference TypeText = TypeReference.Of(PrimitiveKind.String);

    private readonly StorageMap storage;
    private readonly EntitySetModel set;
    private readonly RowForms forms;
    private readonly string table;
    private readonly IReadOnlyList<StoredColumn> key;

    /// <summary>Prepares the statements of a set.</summary>
    /// <param name="storage">Where it is kept.</param>
    /// <param name="set">The set; it may be written.</param>
    /// <param name="forms">How its rows stand in the table.</param>
    public ChangeSql(StorageMap storage, EntitySetModel set, RowForms forms)
    {
        (this.storage, this.set, this.forms) = (storage, set, forms);
        table = SqlNames.Table(storage.Of(set.Type).Table);
        key = [.. forms.Columns(set.Type.Key)];
    }

    /// <summary>Reads and locks the rows that have these values in some columns, in the order of their keys, so that two writers rarely wait in a circle.</summary>
    /// <param name="by">The columns: the key, or those a source system knows the row by.</param>
    /// <param name="rows">The values looked for.</param>
    public NpgsqlBatchCommand Lock(IReadOnlyList<PropertyModel> by, IReadOnlyList<IReadOnlyList<object?>> rows)
    {
        var looked = forms.Columns(by).ToList();
        var type = forms.Discriminator is { } discriminator ? $"t.{SqlNames.Quote(discriminator.Column)}::text, " : "";
        var columns = string.Join(", ", forms.Columns(forms.Properties).Select(c => $"t.{SqlNames.Quote(c.Name)}{(c.Cast is null ? "" : "::text")}"));
        var found = string.Join(" and ", looked.Select((c, i) => $"t.{SqlNames.Quote(c.Name)} = k.{Name(i)}"));
        return Command(
            $"select t.{Revision}, {type}{columns} from {table} t join {Given(looked.Count, "k")} on {found} order by {Of("t", key)} for update of t", looked, rows);
    }

    /// <summary>Locks against removal, and names, the rows of this set that have one of these keys: what a reference leads to.</summary>
    public static NpgsqlBatchCommand Exist(StorageMap storage, EntitySetModel target, PropertyModel key, IReadOnlyList<object?> keys)
    {
        var column = SqlNames.Quote(storage.Column(key).Column);
        var command = new NpgsqlBatchCommand(
            $"select {column} from {SqlNames.Table(storage.Of(target.Type).Table)} where {column} = any($1) order by {column} for key share");
        command.Parameters.Add(Parameter(key.Type, keys));
        return command;
    }

    /// <summary>Makes rows; those whose key or name came to exist in the meantime are not made and not returned.</summary>
    public NpgsqlBatchCommand Insert(IReadOnlyList<PropertyModel> properties, IReadOnlyList<StoredRow> rows)
    {
        List<StoredColumn> columns = [.. forms.Columns(properties)];
        List<IReadOnlyList<object?>> values = [.. rows.Select(r => forms.Cells(r, properties).ToList())];
        if (forms.Discriminator is { } discriminator)
        {
            columns.Add(new StoredColumn(discriminator.Column, TypeText, discriminator.StoreType));
            values = [.. values.Select((v, i) => (IReadOnlyList<object?>)[.. v, forms.TextOf(rows[i].Type)])];
        }

        return Command(
            $"insert into {table} as t ({string.Join(", ", columns.Select(c => SqlNames.Quote(c.Name)))}) select {Values(columns, "v")} from {Given(columns.Count, "v")} on conflict do nothing {Returning}",
            columns, values);
    }

    /// <summary>Changes rows.</summary>
    public NpgsqlBatchCommand Update(IReadOnlyList<PropertyModel> properties, IReadOnlyList<StoredRow> rows)
    {
        List<StoredColumn> columns = [.. key, .. forms.Columns(properties)];
        var assigned = string.Join(", ", columns.Skip(key.Count).Select((c, i) => $"{SqlNames.Quote(c.Name)} = {Value(c, "v", key.Count + i)}"));
        return Command(
            $"update {table} t set {assigned} from {Given(columns.Count, "v")} where {SameKey("v")} {Returning}", columns, [.. rows.Select(r => forms.Cells(r, set.Type.Key.Concat(properties)).ToList())]);
    }

    /// <summary>Removes rows.</summary>
    public NpgsqlBatchCommand Delete(IReadOnlyList<StoredRow> rows) =>
        Command($"delete from {table} t using {Given(key.Count, "v")} where {SameKey("v")} {Returning}", key, [.. rows.Select(r => forms.Cells(r, set.Type.Key).ToList())]);

    /// <summary>Adds or removes links, each between the keys of two rows.</summary>
    /// <param name="link">The table of links.</param>
    /// <param name="keys">Key properties of both rows.</param>
    /// <param name="rows">Keys of this row and the other.</param>
    /// <param name="isAdded">True to add.</param>
    public static NpgsqlBatchCommand Link(LinkStorage link, (PropertyModel Own, PropertyModel Other) keys, IReadOnlyList<(object? Own, object? Other)> rows, bool isAdded)
    {
        var (own, other) = (SqlNames.Quote(link.OwnToLink[0].To), SqlNames.Quote(link.LinkToTarget[0].From));
        var table = SqlNames.Table(link.Link);
        return new NpgsqlBatchCommand(isAdded
            ? $"insert into {table} ({own}, {other}) select * from unnest($1, $2) on conflict do nothing"
            : $"delete from {table} l using unnest($1, $2) as v(own, other) where l.{own} = v.own and l.{other} = v.other")
        {
            Parameters = { Parameter(keys.Own.Type, [.. rows.Select(r => r.Own)]), Parameter(keys.Other.Type, [.. rows.Select(r => r.Other)]) },
        };
    }

    private string Revision => SqlNames.Quote(storage.Of(set.Type).Revision ?? throw new InvalidOperationException($"Rows of {set.Name} have no revision."));

    private string SameKey(string given) => string.Join(" and ", key.Select((c, i) => $"t.{SqlNames.Quote(c.Name)} = {given}.{Name(i)}"));

    private string Returning => $"returning t.{Revision}, {Of("t", key)}";

    private static string Of(string alias, IEnumerable<StoredColumn> columns) => string.Join(", ", columns.Select(c => $"{alias}.{SqlNames.Quote(c.Name)}"));

    private static string Name(int place) => "c" + place.ToString(CultureInfo.InvariantCulture);

    private static string Values(IReadOnlyList<StoredColumn> columns, string alias) => string.Join(", ", columns.Select((c, i) => Value(c, alias, i)));

    private static string Value(StoredColumn column, string alias, int place) => $"{alias}.{Name(place)}{(column.Cast is { } cast ? $"::{cast}" : "")}";

    private static string Given(int count, string alias)
    {
        var places = Enumerable.Range(0, count).ToList();
        return $"unnest({string.Join(", ", places.Select(i => "$" + (i + 1).ToString(CultureInfo.InvariantCulture)))}) as {alias}({string.Join(", ", places.Select(Name))})";
    }

    private static NpgsqlBatchCommand Command(string text, IReadOnlyList<StoredColumn> columns, IReadOnlyList<IReadOnlyList<object?>> rows)
    {
        var command = new NpgsqlBatchCommand(text);
        for (var i = 0; i < columns.Count; i++)
        {
            command.Parameters.Add(Parameter(columns[i].Parameter, [.. rows.Select(r => r[i])]));
        }

        return command;
    }

    private static NpgsqlParameter Parameter(TypeReference type, IReadOnlyList<object?> values) => new()
    {
        NpgsqlDbType = NpgsqlDbType.Array | SqlTypes.Parameter(type),
        Value = SqlTypes.Members(values, type),
    };
}
