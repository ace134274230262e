using Kawasaki.Domain.Changes;
using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;

namespace Kawasaki.Api.OData.Bodies;

/// <summary>W1, last step: makes the validated change of what a body says of a row.</summary>
/// <param name="set">Set of the row.</param>
/// <param name="findings">Where findings go.</param>
internal sealed class ChangeMaker(EntitySetModel set, Findings findings)
{
    private readonly WritingModel writing = set.Writing ?? throw new InvalidOperationException($"{set.Name} may not be written.");

    /// <summary>The making of a row, under the key that the body gives or one of the service's own.</summary>
    public RowChange Create(RowBody body, Precondition precondition)
    {
        CheckRow(body, _ => false);
        var isKeyGiven = set.Type.Key.All(k => body.Values.GetValueOrDefault(k)?.Value is not null);
        IReadOnlyList<Literal> key = isKeyGiven ? [.. set.Type.Key.Select(k => body.Values[k])] : [new Literal(Code(body), set.Type.Key[0].Type)];
        findings.AddNew(RowRules.CheckKey(set, key, body.Target));
        return Change(ChangeKind.Create, key, body, precondition) with { IsKeyGiven = isKeyGiven };
    }

    /// <summary>Any change of a row whose key is known: from the URL, or from the body.</summary>
    public RowChange Of(ChangeKind kind, IReadOnlyList<Literal> key, RowBody body, Precondition precondition)
    {
        if (kind is ChangeKind.Replace or ChangeKind.ReplaceOrCreate)
        {
            CheckRow(body, p => writing.Find(p)!.AtCreateOnly);
        }

        return Change(kind, key, body, precondition);
    }

    private void CheckRow(RowBody body, Func<PropertyModel, bool> isKnown)
    {
        if (!body.IsBroken)
        {
            findings.AddNew(RowRules.Check(writing, p => body.Values.GetValueOrDefault(p)?.Value is not null || isKnown(p), body.Target));
        }
    }

    private RowChange Change(ChangeKind kind, IReadOnlyList<Literal> key, RowBody body, Precondition precondition) =>
        new(kind, set, key, body.Values, [], precondition, body.Target) { Claims = body.Claims };

    private string Code(RowBody body)
    {
        var name = writing.KnownBy.Select(p => body.Values.GetValueOrDefault(p)?.Value as string).ToList();
        return writing.KeyPrefix + (name.Count > 0 && !name.Contains(null) ? RowCode.Of(name!) : RowCode.New());
    }
}
