using Kawasaki.Domain.Model;
using Kawasaki.Infrastructure.Postgres.Mapping;

namespace Kawasaki.Infrastructure.Postgres.Changing;

/// <summary>W2, second half: at most three statements for each set, whatever the number of rows: what is removed, changed, made.</summary>
/// <param name="storage">Where the model is kept.</param>
/// <param name="state">The set's rows as found and as decided.</param>
internal sealed class NetWriter(StorageMap storage, RowState state)
{
    private readonly EntitySetModel set = state.Set;

    /// <summary>Adds the statements.</summary>
    /// <param name="batch">Where.</param>
    /// <param name="written">Told of each row that stands afterwards, with its revision.</param>
    /// <returns>How many rows stand afterwards if no other writer made one of them first.</returns>
    public int Add(BatchReading batch, Action<RowKey, long> written)
    {
        var net = state.Net().ToList();
        var sql = new ChangeSql(storage, set, state.Forms);
        var deleted = net.Where(n => n is { Before: not null, After: null }).Select(n => n.Before!).ToList();
        var updated = net.Where(n => n is { Before: not null, After: not null }).ToList();
        var created = net.Where(n => n is { Before: null, After: not null }).Select(n => n.After!).ToList();
        if (deleted.Count > 0)
        {
            batch.Add(sql.Delete(deleted), _ => { });
        }

        // One statement for all: a row keeps, by its own value, what only others change. Its locks make sure that the value is still that.
        PropertyModel[] changed = [.. Values.Where(p => updated.Exists(u => !StoredRow.IsSame(u.Before![p], u.After![p])))];
        if (updated.Count > 0 && changed.Length > 0)
        {
            batch.Add(sql.Update(changed, [.. updated.Select(u => u.After!)]), Note);
        }

        PropertyModel[] given = [.. Values.Where(p => created.Exists(c => c[p] is not null))];
        if (created.Count > 0)
        {
            batch.Add(sql.Insert([.. set.Type.Key, .. given], created), Note);
        }

        return created.Count + (changed.Length > 0 ? updated.Count : 0);

        void Note(Npgsql.NpgsqlDataReader reader) =>
            written(RowKey.Of(Enumerable.Range(1, set.Type.Key.Count).Select(i => StoredRow.Comparable(reader.GetValue(i)))), reader.GetInt64(0));
    }

    private IEnumerable<PropertyModel> Values => set.Writing!.Properties.Keys.Except(set.Type.Key);

    /// <summary>Adds the statements that link and unlink rows; to be sent when all rows stand.</summary>
    /// <param name="batch">Where.</param>
    public void AddLinks(BatchReading batch)
    {
        foreach (var links in state.Links.GroupBy(l => (l.Navigation, l.IsAdded)))
        {
            var storedAs = (LinkStorage)storage.Of(links.Key.Navigation);
            batch.Add(
                ChangeSql.Link(storedAs, (set.Type.Key[0], links.Key.Navigation.Target.Type.Key[0]), [.. links.Select(l => (l.Own, l.Other))], links.Key.IsAdded), _ => { });
        }
    }
}
