using Kawasaki.Domain.Access;
using Kawasaki.Domain.Changes;
using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;
using Kawasaki.Infrastructure.Postgres.Mapping;

namespace Kawasaki.Infrastructure.Postgres.Changing;

/// <summary>W2, first half: locks and reads everything a group of changes must know, in one round trip.</summary>
/// <remarks>Each statement is added together with what reads its rows; the answers come in the order of the statements.</remarks>
/// <param name="storage">Where the model is kept.</param>
/// <param name="group">The changes.</param>
internal sealed class RowCollection(StorageMap storage, ChangeGroup group)
{
    private readonly Dictionary<EntitySetModel, RowState> states = [];

    /// <summary>The rows of each set, as found.</summary>
    public IReadOnlyDictionary<EntitySetModel, RowState> States => states;

    /// <summary>What is known of the rows that the changes refer to.</summary>
    public RowReferences References { get; } = new(group.Caller);

    /// <summary>Adds the first statements: the rows that the changes name.</summary>
    public void AddRows(BatchReading batch)
    {
        foreach (var changes in group.Changes.GroupBy(c => c.Set))
        {
            var (set, state) = (changes.Key, new RowState(changes.Key, new RowForms(storage, changes.Key)));
            var sql = new ChangeSql(storage, set, state.Forms);
            states.Add(set, state);
            batch.Add(sql.Lock(set.Type.Key, Distinct(changes.Select(c => Values(c.Key)))), r => state.Add(state.Forms.Read(r)));
            var names = Distinct(changes.Select(c => set.Writing!.KnownBy.Select(p => c.Values.TryGetValue(p, out var v) ? StoredRow.Stored(v) : null).ToList()));
            var whole = names.Where(n => n.Count > 0 && !n.Contains(null)).ToList();
            if (whole.Count > 0)
            {
                batch.Add(sql.Lock(set.Writing!.KnownBy, whole), r => state.Add(state.Forms.Read(r)));
            }
        }
    }

    /// <summary>Adds the statements on the rows referred to, by the changes themselves.</summary>
    public void AddReferences(BatchReading batch)
    {
        foreach (var changes in group.Changes.GroupBy(c => c.Set))
        {
            foreach (var (property, navigation, key) in RowReferences.Of(changes.Key))
            {
                var keys = changes.Select(c => c.Values.GetValueOrDefault(property)?.Value).Where(v => v is not null).Distinct().ToList();
                if (keys.Count > 0)
                {
                    batch.Add(ChangeSql.Exist(storage, navigation.Target, key, keys), r => References.Add(navigation.Target, r.GetValue(0)));
                }
            }

            foreach (var links in changes.SelectMany(c => c.Links.Where(l => l.IsAdded)).GroupBy(l => l.Navigation.Target))
            {
                var key = links.Key.Type.Key[0];
                batch.Add(ChangeSql.Exist(storage, links.Key, key, [.. links.Select(l => l.TargetKey[0].Value).Distinct()]), r => References.Add(links.Key, r.GetValue(0)));
            }

            foreach (var change in changes.Where(c => c.Kind is ChangeKind.Create or ChangeKind.Upsert or ChangeKind.ReplaceOrCreate && c.Key.Count == 1))
            {
                References.Add(change.Set, change.Key[0].Value);
            }
        }
    }

    /// <summary>Adds the statements that tell whose business the rows are, before and after the changes; none for a caller without a limit.</summary>
    public void AddDepartments(BatchReading batch)
    {
        if (group.Caller.Departments is null)
        {
            return;
        }

        foreach (var changes in group.Changes.GroupBy(c => c.Set))
        {
            foreach (var subject in RowSubject.Of(changes.Key.Name).Where(s => s.Departments.Count > 0))
            {
                var (property, navigation, _) = RowReferences.Of(changes.Key).First(r => r.Navigation.Name == subject.Navigation);
                var keys = changes.Select(c => c.Values.GetValueOrDefault(property)?.Value)
                    .Concat(states[changes.Key].All.Select(r => r[property])).Where(v => v is not null).Distinct().ToList();
                if (keys.Count > 0)
                {
                    batch.Add(
                        DepartmentSql.Write(storage, navigation.Target, subject.Departments, keys),
                        r => References.Add(navigation.Target, r.GetValue(0), r.GetString(1)));
                }
            }
        }
    }

    private static IReadOnlyList<object?> Values(IReadOnlyList<Literal> key) => [.. key.Select(StoredRow.Stored)];

    private static List<IReadOnlyList<object?>> Distinct(IEnumerable<IReadOnlyList<object?>> rows) => [.. rows.DistinctBy(RowKey.Of)];
}
