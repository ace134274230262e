using Kawasaki.Domain.Changes;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Model;

namespace Kawasaki.Infrastructure.Postgres.Changing;

/// <summary>W2: decides what becomes of each change, given the rows as they stand under their locks; knows no SQL.</summary>
/// <param name="rows">The rows of the change's set.</param>
/// <param name="references">What is known of the rows that values refer to.</param>
internal sealed class RowDecider(RowState rows, RowReferences references)
{
    private readonly EntitySetModel set = rows.Set;

    /// <summary>Makes the change in the state, or tells why not.</summary>
    /// <param name="change">A change of the state's set.</param>
    public RowOutcome Decide(RowChange change)
    {
        // A row that is sent without a key is the one that its source system knows by the same name, whatever its key.
        var stored = rows.Find(RowKey.Of(change.Key))
            ?? (change is { Kind: ChangeKind.Upsert, IsKeyGiven: false } ? rows.FindByName(p => change.Values.TryGetValue(p, out var value) ? StoredRow.Stored(value) : null) : null);
        var before = stored is null || change.Kind is ChangeKind.Create ? null : stored;
        if (Refuse(change, stored) is { } refused)
        {
            return Failed(change, refused, stored);
        }

        if (change.Links.Select(l => references.Missing(l, change.Target)).OfType<Problem>().ToList() is { Count: > 0 } unlinked)
        {
            return Failed(change, RowRules.Together(unlinked), stored);
        }

        var outcome = Made(change, stored, before);
        if (outcome.Problem is null && rows.Find(RowKey.Of(outcome.Key)) is { } row)
        {
            change.Links.ToList().ForEach(l => rows.Link(row, l));
        }

        return outcome;
    }

    private RowOutcome Made(RowChange change, StoredRow? stored, StoredRow? before) =>
        change.Kind switch
        {
            ChangeKind.Create => Create(change, stored),
            ChangeKind.Upsert or ChangeKind.ReplaceOrCreate when before is null => Create(change, null),
            ChangeKind.Delete => Delete(change, stored!),
            ChangeKind.Update or ChangeKind.Upsert => Update(change, stored!, isReplaced: false),
            ChangeKind.Replace or ChangeKind.ReplaceOrCreate => Update(change, stored!, isReplaced: true),
            _ => throw new InvalidOperationException($"{change.Kind} is no known change."),
        };

    private Problem? Refuse(RowChange change, StoredRow? stored)
    {
        if (stored is null)
        {
            return change switch
            {
                { Kind: ChangeKind.Create } => null,
                { Precondition.IsPresent: true } => Problem(change, ErrorCode.PreconditionFailed, $"There is no such row in {set.Name}: If-Match asks for one."),
                { Kind: ChangeKind.Upsert or ChangeKind.ReplaceOrCreate } => null,
                _ => Problem(change, ErrorCode.NotFound, $"No such row in {set.Name}."),
            };
        }

        if (change.Kind is not (ChangeKind.Create or ChangeKind.Delete) && !stored.Type.IsOrDerivesFrom(change.Type))
        {
            return Problem(change, ErrorCode.ValueRefused, $"This row of {set.Name} is of type {stored.Type.Name}, not {change.Type.Name}, and stays so.", "@odata.type");
        }

        if (set.Writing!.NotWith is { } mark && stored[mark] is not null && change.Kind != ChangeKind.Create)
        {
            return Problem(change, ErrorCode.ReadOnlyRow, $"This row of {set.Name} is a fact of the document '{stored[mark]}': it changes by a load of the data package only.");
        }

        var revisions = change.Precondition.Revisions;
        return change.Precondition switch
        {
            { IsAbsent: true } => Problem(change, ErrorCode.PreconditionFailed, "The row exists already: If-None-Match asks for none.") with { Revision = stored.Revision },
            { IsUnsaid: true } when change.Kind != ChangeKind.Create =>
                Problem(change, ErrorCode.PreconditionRequired, "A change of a row needs If-Match with its ETag.") with { Revision = stored.Revision },
            _ when revisions is not null && (stored.Revision is not { } revision || !revisions.Contains(revision)) =>
                Problem(change, ErrorCode.PreconditionFailed, "The row was changed by somebody else: its ETag is another now.") with { Revision = stored.Revision },
            _ => null,
        };
    }

    private RowOutcome Create(RowChange change, StoredRow? sameKey)
    {
        var values = change.Values.ToDictionary(v => v.Key, v => rows.Forms[v.Key].Of(v.Value, null));
        foreach (var writing in set.Writing!.ByType[change.Type].Where(w => !values.ContainsKey(w.Property) && rows.Forms[w.Property].Nothing is not null))
        {
            values.Add(writing.Property, rows.Forms[writing.Property].Nothing);
        }

        for (var i = 0; i < set.Type.Key.Count; i++)
        {
            values[set.Type.Key[i]] = StoredRow.Stored(change.Key[i]);
        }

        if (rows.FindByName(p => values.GetValueOrDefault(p)) is { } known)
        {
            return Again(change, known, values);
        }

        if (sameKey is not null)
        {
            return Failed(change, Problem(change, ErrorCode.Conflict, $"There is a row '{KeyOf(sameKey)}' in {set.Name} already.") with { Revision = sameKey.Revision }, sameKey);
        }

        var keyFindings = RowRules.CheckKey(set, change.Key, change.Target).ToList();
        if (keyFindings.Count > 0)
        {
            return Failed(change, RowRules.Together(keyFindings), null);
        }

        var claims = change.Claims.Where(c => c.Value.Value is not null).Select(c => Problem(change, ErrorCode.NotGiven, $"{c.Key.Name} is given by the service.", c.Key.Name)).ToList();
        var row = new StoredRow(change.Key, null, values) { Type = change.Type };
        if (claims.Count > 0)
        {
            return Failed(change, RowRules.Together(claims), null);
        }

        if (Check(change, before: null, row) is { } problem)
        {
            return Failed(change, problem, null);
        }

        rows.Change(row);
        return new RowOutcome(RowOutcomeKind.Created, change.Key, null);
    }

    // The same row sent twice by its source system is one row; another content under its name is a conflict.
    private RowOutcome Again(RowChange change, StoredRow known, Dictionary<PropertyModel, object?> values)
    {
        var differs = set.Writing!.ByType[known.Type]
            .Where(w => !(set.Type.Key.Contains(w.Property) && !change.IsKeyGiven))
            .Where(w => values.TryGetValue(w.Property, out var given) ? !StoredRow.IsSame(given, known[w.Property]) : !w.HasDefault && known[w.Property] is not null)
            .Select(w => w.Property).ToList();
        if (differs.Count == 0)
        {
            return new RowOutcome(RowOutcomeKind.Unchanged, known.Key, known.Revision);
        }

        var name = string.Join(", ", set.Writing.KnownBy.Select(p => $"{p.Name} '{known[p]}'"));
        return Failed(
            change,
            Problem(change, ErrorCode.Conflict, $"The row with {name} is '{KeyOf(known)}' already and has another {string.Join(", ", differs.Select(p => p.Name))}.", differs[0].Name)
                with
            { Revision = known.Revision },
            known);
    }

    private RowOutcome Update(RowChange change, StoredRow stored, bool isReplaced)
    {
        var (values, findings) = (new Dictionary<PropertyModel, object?>(stored.Values), new List<Problem>());
        foreach (var writing in set.Writing!.ByType[stored.Type])
        {
            var isGiven = change.Values.TryGetValue(writing.Property, out var literal);
            var form = rows.Forms[writing.Property];
            var given = isGiven ? form.Of(literal!, isReplaced ? null : stored[writing.Property]) : form.Nothing;
            if (isGiven && literal!.Value is StructuredValue whole && (isReplaced || whole.IsWhole || stored[writing.Property] is null))
            {
                findings.AddRange(whole.Missing(RowRules.At(change.Target, writing.Property.Name)));
            }

            if (!writing.AtCreateOnly)
            {
                values[writing.Property] = isGiven || isReplaced ? given : stored[writing.Property];
            }
            else if (isGiven && !StoredRow.IsSame(given, stored[writing.Property]))
            {
                findings.Add(Problem(change, ErrorCode.ValueRefused, $"{writing.Property.Name} of a row never changes.", writing.Property.Name));
            }
        }

        findings.AddRange(
            from claim in change.Claims
            where !Equals(StoredRow.Stored(claim.Value), stored[claim.Key])
            select Problem(change, ErrorCode.NotGiven, $"{claim.Key.Name} is given by the service.", claim.Key.Name));
        var row = stored with { Values = values, Revision = null };
        findings.AddRange(Check(change, stored, row) is { } problem ? problem.Details ?? [problem] : []);
        if (findings.Count > 0)
        {
            return Failed(change, RowRules.Together(findings), stored);
        }

        // What the service fills in itself where nothing is given is as good as given: it would be the same again.
        if (set.Writing.ByType[stored.Type].All(w => StoredRow.IsSame(row[w.Property], stored[w.Property])))
        {
            return new RowOutcome(RowOutcomeKind.Unchanged, stored.Key, stored.Revision);
        }

        rows.Change(row);
        return new RowOutcome(RowOutcomeKind.Updated, stored.Key, null);
    }

    private RowOutcome Delete(RowChange change, StoredRow stored)
    {
        if (references.Refuse(set, stored, change.Target) is { } refused)
        {
            return Failed(change, refused, stored);
        }

        rows.Remove(stored);
        return new RowOutcome(RowOutcomeKind.Deleted, stored.Key, null);
    }

    private Problem? Check(RowChange change, StoredRow? before, StoredRow after)
    {
        // Whose row it is comes first: to somebody else's row nothing more is said.
        if ((before is null ? null : references.Refuse(set, before, change.Target)) is { } refused)
        {
            return refused;
        }

        var findings = RowRules.Check(set.Writing!, after.Type, p => after[p] is not null, change.Target).Concat(references.Missing(set, before, after, change.Target)).ToList();
        return findings.Count > 0 ? RowRules.Together(findings) : references.Refuse(set, after, change.Target);
    }

    private string KeyOf(StoredRow row) => string.Join(',', set.Type.Key.Select((_, i) => row.Key[i].Value));

    private static RowOutcome Failed(RowChange change, Problem problem, StoredRow? stored) => new(RowOutcomeKind.Failed, change.Key, stored?.Revision, problem);

    private static Problem Problem(RowChange change, ErrorCode code, string message, string? member = null) =>
        new(code, message, member is not null ? RowRules.At(change.Target, member) : change.Target.Length == 0 ? null : change.Target);
}
