using System.Globalization;
using System.Text.Json;
using Kawasaki.Api.OData.Bodies;
using Kawasaki.Domain.Changes;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Query;

namespace Kawasaki.Api.OData.Changing;

/// <summary>W1: reads a delta payload, the body of a PATCH on a set: rows that are made or changed, and rows that are removed.</summary>
/// <remarks>Source: OData Protocol 4.01, section 11.4.12; JSON Format 4.01, section 15.</remarks>
/// <param name="target">The set.</param>
/// <param name="limits">How much a body may hold.</param>
/// <param name="findings">Where findings go.</param>
/// <param name="rows">Reads a row.</param>
/// <param name="resolve">The row that a URL names.</param>
internal sealed class BulkBody(SetTarget target, BodyLimits limits, Findings findings, RowBodyReader rows, Func<string, Result<RowReference>> resolve)
{
    /// <summary>Reads the payload that the reader stands at.</summary>
    public List<RowChange> Read(ref Utf8JsonReader json)
    {
        var (changes, hasRows) = (new List<RowChange>(), false);
        if (json.TokenType != JsonTokenType.StartObject)
        {
            json.Skip();
        }

        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var name = JsonBody.NameOf(ref json);
            json.Read();
            if (name == "value" && json.TokenType == JsonTokenType.StartArray)
            {
                hasRows = true;
                ReadRows(ref json, changes);
                continue;
            }

            json.Skip();
            if (name != "value" && !name.Contains('@', StringComparison.Ordinal))
            {
                findings.Add(ErrorCode.MalformedBody, $"A delta payload has no member '{JsonBody.Shorten(name)}'.", JsonBody.Shorten(name));
            }
        }

        if (!hasRows)
        {
            findings.Add(ErrorCode.MalformedBody, "The body is a delta payload: an object with the rows in the array \"value\".", "value");
        }

        return changes;
    }

    private void ReadRows(ref Utf8JsonReader json, List<RowChange> changes)
    {
        var maker = new ChangeMaker(target.Set, findings);
        for (var i = 0; json.Read() && json.TokenType != JsonTokenType.EndArray; i++)
        {
            if (i == limits.MaxRows)
            {
                findings.Add(ErrorCode.BodyTooLarge, $"The body has more than {limits.MaxRows} rows.", "value");
            }

            var row = rows.Read(ref json, string.Create(CultureInfo.InvariantCulture, $"value/{i}"));
            if (i < limits.MaxRows && !findings.IsFull && Change(maker, row) is { } change)
            {
                changes.Add(change);
            }
        }
    }

    private RowChange? Change(ChangeMaker maker, RowBody row)
    {
        var (condition, key) = (ConditionOf(row), Key(row));
        if (target.Link is var (property, parent) && !row.IsRemoved)
        {
            row.Values.TryAdd(property, parent);
        }

        if (key is not null)
        {
            return maker.Of(row.IsRemoved ? ChangeKind.Delete : ChangeKind.Upsert, key, row, condition);
        }

        if (row.IsBroken || row.Id is not null)
        {
            return null;
        }

        if (row.IsRemoved)
        {
            findings.Add(ErrorCode.MalformedBody, "A row that is removed is named by \"@odata.id\" or its key.", row.Target);
            return null;
        }

        // A row without a key may still be known by its name: it then has the key that the service made of that.
        var made = maker.Create(row, condition);
        return made.Set.Writing!.KnownBy.Count > 0 && made.Set.Writing.KnownBy.All(p => made.Values.GetValueOrDefault(p)?.Value is not null) ? made with { Kind = ChangeKind.Upsert } : made;
    }

    // Without an ETag the row is meant in whatever state: who sends thousands of rows knows them better than their ETags.
    private static Precondition ConditionOf(RowBody row) =>
        row.ETag is { } tag ? Precondition.OneOf(RevisionTag.Read(tag) is { } revision ? [revision] : []) : Precondition.None;

    private IReadOnlyList<Literal>? Key(RowBody row)
    {
        if (row.Id is { } id)
        {
            var named = resolve(id);
            if (!named.IsOk || named.Value.Set != target.Set)
            {
                findings.Add(named.IsOk ? new Problem(ErrorCode.BadValue, $"This is no row of {target.Set.Name}.", RowRules.At(row.Target, "@odata.id")) : named.Problem with { Target = RowRules.At(row.Target, "@odata.id") });
                return null;
            }

            return named.Value.Key;
        }

        var key = target.Set.Type.Key.Select(k => row.Values.GetValueOrDefault(k)).ToList();
        return key.TrueForAll(k => k?.Value is not null) ? [.. key.OfType<Literal>()] : null;
    }
}
