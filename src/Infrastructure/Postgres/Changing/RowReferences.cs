using Kawasaki.Domain.Access;
using Kawasaki.Domain.Changes;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Model;

namespace Kawasaki.Infrastructure.Postgres.Changing;

/// <summary>What is known of the rows that written rows refer to: whether they exist, and whose business they are.</summary>
/// <param name="caller">Who asks for the changes.</param>
internal sealed class RowReferences(Caller caller)
{
    private readonly Dictionary<(EntitySetModel Set, RowKey Key), HashSet<string>> departments = [];
    private readonly HashSet<(EntitySetModel Set, RowKey Key)> existing = [];

    /// <summary>Keeps that a row exists, or will when the changes are made.</summary>
    public void Add(EntitySetModel set, object? key) => existing.Add((set, RowKey.Of([key])));

    /// <summary>Keeps that a row is the business of a department.</summary>
    public void Add(EntitySetModel set, object? key, string department)
    {
        var place = (set, RowKey.Of([key]));
        if (!departments.TryGetValue(place, out var known))
        {
            departments.Add(place, known = []);
        }

        known.Add(department);
    }

    /// <summary>The references of a set's rows: the property that holds the key, and where it leads.</summary>
    public static IEnumerable<(PropertyModel Property, NavigationModel Navigation, PropertyModel Key)> Of(EntitySetModel set) =>
        from navigation in set.Writing!.ByType.Keys.SelectMany(t => t.Navigations).Distinct()
        where navigation.Constraint.Count == 1 && set.Writing.Find(navigation.Constraint[0].Own) is not null
        select (navigation.Constraint[0].Own, navigation, navigation.Constraint[0].Referenced);

    /// <summary>References of a row that lead nowhere; one that the row had before is not asked about again.</summary>
    public IEnumerable<Problem> Missing(EntitySetModel set, StoredRow? before, StoredRow after, string target) =>
        from reference in Of(set)
        let key = after[reference.Property]
        where key is not null && !StoredRow.IsSame(key, before?[reference.Property]) && !existing.Contains((reference.Navigation.Target, RowKey.Of([key])))
        select new Problem(
            ErrorCode.ReferenceToNothing, $"There is no '{key}' in {reference.Navigation.Target.Name}.", RowRules.At(target, reference.Property.Name));

    /// <summary>The problem of a link that leads nowhere; null without one.</summary>
    public Problem? Missing(LinkChange link, string target) =>
        !link.IsAdded || existing.Contains((link.Navigation.Target, RowKey.Of(link.TargetKey))) ? null
        : new Problem(ErrorCode.ReferenceToNothing, $"There is no '{link.TargetKey[0].Value}' in {link.Navigation.Target.Name}.", RowRules.At(target, link.Navigation.Name));

    /// <summary>Why the caller may not write the row; null if it may.</summary>
    public Problem? Refuse(EntitySetModel set, StoredRow row, string target)
    {
        if (set.Type.FindProperty("sourceSystem") is { } source && row[source] is string system && Authority.RefuseSourceSystem(caller, system) is { } refused)
        {
            return refused with { Target = RowRules.At(target, source.Name) };
        }

        if (caller.Departments is null)
        {
            return null;
        }

        foreach (var subject in RowSubject.Of(set.Name))
        {
            var (property, navigation, _) = Of(set).First(r => r.Navigation.Name == subject.Navigation);
            if (row[property] is { } key && !Authority.MayWriteAbout(caller, departments.GetValueOrDefault((navigation.Target, RowKey.Of([key])), [])))
            {
                return new Problem(
                    ErrorCode.RowNotAllowed, $"The credentials may not write about '{key}' of {navigation.Target.Name}: it is not the business of their departments.",
                    RowRules.At(target, property.Name));
            }
        }

        return null;
    }
}
