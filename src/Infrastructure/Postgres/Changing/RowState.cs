using Kawasaki.Domain.Changes;
using Kawasaki.Domain.Model;

namespace Kawasaki.Infrastructure.Postgres.Changing;

/// <summary>The rows of one set that a group of changes concerns: as they were found, and as the changes so far leave them.</summary>
/// <param name="set">The set.</param>
/// <param name="forms">How its rows stand in their table.</param>
internal sealed class RowState(EntitySetModel set, RowForms forms)
{
    private readonly Dictionary<RowKey, StoredRow> found = [];
    private readonly Dictionary<RowKey, StoredRow> now = [];
    private readonly Dictionary<RowKey, RowKey> keysByName = [];
    private readonly List<RowKey> touched = [];
    private readonly Dictionary<(NavigationModel Navigation, RowKey Own, RowKey Other), (object? Own, object? Other, bool IsAdded)> links = [];

    /// <summary>The set.</summary>
    public EntitySetModel Set => set;

    /// <summary>How its rows stand in their table.</summary>
    public RowForms Forms => forms;

    /// <summary>What becomes of links in the end, whatever happened on the way.</summary>
    public IEnumerable<(NavigationModel Navigation, object? Own, object? Other, bool IsAdded)> Links => links.Select(l => (l.Key.Navigation, l.Value.Own, l.Value.Other, l.Value.IsAdded));

    /// <summary>Adds or removes a link of a row.</summary>
    public void Link(StoredRow row, LinkChange link)
    {
        var (own, other) = (StoredRow.Stored(row.Key[0]), StoredRow.Stored(link.TargetKey[0]));
        links[(link.Navigation, RowKey.Of([own]), RowKey.Of([other]))] = (own, other, link.IsAdded);
    }

    /// <summary>Keeps a row that was read.</summary>
    public void Add(StoredRow row)
    {
        found[RowKey.Of(row.Key)] = row;
        Put(row);
    }

    /// <summary>The rows as they stand now.</summary>
    public IReadOnlyCollection<StoredRow> All => now.Values;

    /// <summary>The row with a key as it stands now; null if there is none.</summary>
    public StoredRow? Find(RowKey key) => now.GetValueOrDefault(key);

    /// <summary>The row that its source system knows by the same name; null if there is none, or the values name none.</summary>
    public StoredRow? FindByName(Func<PropertyModel, object?> values) =>
        NameOf(values) is { } name && keysByName.TryGetValue(name, out var key) ? now.GetValueOrDefault(key) : null;

    /// <summary>Makes or changes a row.</summary>
    public void Change(StoredRow row)
    {
        touched.Add(RowKey.Of(row.Key));
        Put(row);
    }

    /// <summary>Removes a row.</summary>
    public void Remove(StoredRow row)
    {
        var key = RowKey.Of(row.Key);
        touched.Add(key);
        now.Remove(key);
        if (NameOf(p => row[p]) is { } name)
        {
            keysByName.Remove(name);
        }
    }

    /// <summary>What is to be done in the end, whatever happened on the way: each touched row once.</summary>
    public IEnumerable<(StoredRow? Before, StoredRow? After)> Net() =>
        touched.Distinct().Select(k => (found.GetValueOrDefault(k), now.GetValueOrDefault(k)));

    /// <summary>The values by which a source system knows a row; null when one of them is missing, or the set knows no such names.</summary>
    public RowKey? NameOf(Func<PropertyModel, object?> values)
    {
        var name = set.Writing!.KnownBy.Select(values).ToList();
        return name.Count == 0 || name.Contains(null) ? null : RowKey.Of(name);
    }

    private void Put(StoredRow row)
    {
        var key = RowKey.Of(row.Key);
        now[key] = row;
        if (NameOf(p => row[p]) is { } name)
        {
            keysByName[name] = key;
        }
    }
}
