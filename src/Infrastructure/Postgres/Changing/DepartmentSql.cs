using System.Globalization;
using System.Text;
using Kawasaki.Domain.Model;
using Kawasaki.Infrastructure.Postgres.Mapping;
using Kawasaki.Infrastructure.Postgres.Query;
using Npgsql;
using NpgsqlTypes;

namespace Kawasaki.Infrastructure.Postgres.Changing;

/// <summary>The statement that finds whose business some rows are: from their keys along navigations to the departments.</summary>
internal static class DepartmentSql
{
    /// <summary>Key of each row beside the code of each of its departments.</summary>
    /// <param name="storage">Where the model is kept.</param>
    /// <param name="start">Set of the rows.</param>
    /// <param name="path">Names of navigations from them to the departments; at least one.</param>
    /// <param name="keys">Keys of the rows, of one column.</param>
    public static NpgsqlBatchCommand Write(StorageMap storage, EntitySetModel start, IReadOnlyList<string> path, IReadOnlyList<object?> keys)
    {
        var (set, from, row) = (start, new StringBuilder($"from {SqlNames.Table(storage.Of(start.Type).Table)} t0"), 0);
        foreach (var name in path)
        {
            var navigation = set.Type.FindNavigation(name) ?? throw new InvalidOperationException($"{set.Name} has no navigation {name}.");
            var before = Alias('t', row++);
            var target = $"join {SqlNames.Table(storage.Of(navigation.Target.Type).Table)} {Alias('t', row)} on ";
            from.Append(' ').Append(storage.Of(navigation) switch
            {
                DirectStorage direct => target + Equal(Alias('t', row), before, direct.Columns),
                LinkStorage link => $"join {SqlNames.Table(link.Link)} {Alias('l', row)} on {Equal(Alias('l', row), before, link.OwnToLink)} "
                    + target + Equal(Alias('t', row), Alias('l', row), link.LinkToTarget),
                var other => throw new InvalidOperationException($"{other.GetType().Name} is no known way to follow {navigation}."),
            });
            set = navigation.Target;
        }

        var key = Column(storage, "t0", start);
        return new NpgsqlBatchCommand($"select {key}, {Column(storage, Alias('t', row), set)} {from} where {key} = any($1)")
        {
            Parameters = { new() { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text, Value = SqlTypes.Members(keys, start.Type.Key[0].Type) } },
        };
    }

    private static string Alias(char letter, int row) => letter + row.ToString(CultureInfo.InvariantCulture);

    private static string Column(StorageMap storage, string alias, EntitySetModel set) => $"{alias}.{SqlNames.Quote(storage.Column(set.Type.Key[0]).Column)}";

    private static string Equal(string reached, string start, IReadOnlyList<ColumnPair> columns) =>
        string.Join(" and ", columns.Select(c => $"{reached}.{SqlNames.Quote(c.To)} = {start}.{SqlNames.Quote(c.From)}"));
}
