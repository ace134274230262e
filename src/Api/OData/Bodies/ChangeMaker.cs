using Kawasaki.Domain.Changes;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;

namespace Kawasaki.Api.OData.Bodies;

/// <summary>W1, last step: makes the validated changes of what a body says of a row and of the rows inside of it.</summary>
/// <param name="set">Set of the row.</param>
/// <param name="findings">Where findings go.</param>
internal sealed class ChangeMaker(EntitySetModel set, Findings findings)
{
    private readonly WritingModel writing = set.Writing ?? throw new InvalidOperationException($"{set.Name} may not be written.");

    /// <summary>The making of a row without others inside of it, under the key that the body gives or one of the service's own.</summary>
    public RowChange Create(RowBody body, Precondition precondition)
    {
        CheckWhole(body);
        CheckRow(body, _ => false);
        var isKeyGiven = set.Type.Key.All(k => body.Values.GetValueOrDefault(k)?.Value is not null);
        IReadOnlyList<Literal> key = isKeyGiven ? [.. set.Type.Key.Select(k => body.Values[k])] : MadeKey(body);
        findings.AddNew(RowRules.CheckKey(set, key, body.Target));
        return Change(ChangeKind.Create, key, body, precondition) with { IsKeyGiven = isKeyGiven };
    }

    /// <summary>The making of a row and of all rows inside of it: the row itself first.</summary>
    public List<RowChange> CreateAll(RowBody body, Precondition precondition)
    {
        var others = new List<RowChange>();
        foreach (var (navigation, nested) in body.Nested.Where(n => !n.Navigation.IsCollection && !n.Row.IsBroken))
        {
            var made = new ChangeMaker(navigation.Target, findings).CreateAll(nested, Precondition.None);
            Refer(body, navigation.Constraint[0].Own, made[0].Key[0]);
            others.AddRange(made);
        }

        var root = Create(body, precondition);
        var links = new List<LinkChange>(root.Links);
        foreach (var (navigation, nested) in body.Nested.Where(n => n.Navigation.IsCollection && !n.Row.IsBroken))
        {
            if (NestedRows.Referring(navigation) is { } property)
            {
                Refer(nested, property, root.Key[0]);
            }

            var made = new ChangeMaker(navigation.Target, findings).CreateAll(nested, Precondition.None);
            others.AddRange(made);
            if (navigation.IsManyToMany)
            {
                links.Add(new LinkChange(navigation, made[0].Key, IsAdded: true));
            }
        }

        return [root with { Links = links }, .. others, .. Referring(body, root.Key)];
    }

    /// <summary>Any change of a row whose key is known, from the URL or from the body, and of the rows it is linked to: the row itself first.</summary>
    public List<RowChange> OfAll(ChangeKind kind, IReadOnlyList<Literal> key, RowBody body, Precondition precondition) =>
        [Of(kind, key, body, precondition), .. Referring(body, key)];

    /// <summary>Any change of a row whose key is known: from the URL, or from the body.</summary>
    public RowChange Of(ChangeKind kind, IReadOnlyList<Literal> key, RowBody body, Precondition precondition)
    {
        if (kind is ChangeKind.Replace or ChangeKind.ReplaceOrCreate)
        {
            CheckWhole(body);
            CheckRow(body, p => writing.Find(p)!.AtCreateOnly);
        }

        return Change(kind, key, body, precondition);
    }

    // A link over a collection whose rows refer back is a value of each of those.
    private static IEnumerable<RowChange> Referring(RowBody body, IReadOnlyList<Literal> key) =>
        from link in body.Links
        let property = NestedRows.Referring(link.Navigation)
        where property is not null
        select new RowChange(
            ChangeKind.Update, link.Row.Set, link.Row.Key, new Dictionary<PropertyModel, Literal> { [property] = new(key[0].Value, property.Type) }, [], Precondition.None, link.Target);

    private void Refer(RowBody body, PropertyModel property, Literal key)
    {
        if (!body.Values.TryAdd(property, new Literal(key.Value, property.Type)) && !Equals(body.Values[property].Value, key.Value))
        {
            findings.Add(ErrorCode.ValueRefused, $"{property.Name} is '{key.Value}' by the row beside it.", RowRules.At(body.Target, property.Name));
        }
    }

    private void CheckWhole(RowBody body)
    {
        foreach (var (property, value) in body.Values)
        {
            if (value.Value is StructuredValue structured)
            {
                findings.AddNew(structured.Missing(RowRules.At(body.Target, property.Name)));
            }
        }
    }

    private void CheckRow(RowBody body, Func<PropertyModel, bool> isKnown)
    {
        if (!body.IsBroken)
        {
            findings.AddNew(RowRules.Check(writing, body.Type, p => body.Values.GetValueOrDefault(p)?.Value is not null || isKnown(p), body.Target));
        }
    }

    private RowChange Change(ChangeKind kind, IReadOnlyList<Literal> key, RowBody body, Precondition precondition) =>
        new(kind, set, key, body.Values, [.. body.Links.Where(l => l.Navigation.IsManyToMany).Select(l => new LinkChange(l.Navigation, l.Row.Key, IsAdded: true))], precondition, body.Target)
        {
            Claims = body.Claims,
            Type = body.Type,
        };

    private IReadOnlyList<Literal> MadeKey(RowBody body)
    {
        if (set.Type.Key is [var only] && only.Type.Is(PrimitiveKind.String))
        {
            return [new Literal(Code(body), only.Type)];
        }

        var missing = set.Type.Key.Where(k => body.Values.GetValueOrDefault(k)?.Value is null);
        findings.AddNew(missing.Select(k => new Problem(ErrorCode.ValueRefused, $"{k.Name} is needed.", RowRules.At(body.Target, k.Name))));
        return [.. set.Type.Key.Select(k => body.Values.GetValueOrDefault(k) ?? new Literal(null, k.Type))];
    }

    private string Code(RowBody body)
    {
        var name = writing.KnownBy.Select(p => body.Values.GetValueOrDefault(p)?.Value as string).ToList();
        return writing.KeyPrefix + (name.Count > 0 && !name.Contains(null) ? RowCode.Of(name!) : RowCode.New());
    }
}
