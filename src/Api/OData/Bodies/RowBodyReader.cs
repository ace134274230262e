using System.Text.Json;
using Kawasaki.Domain.Changes;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;

namespace Kawasaki.Api.OData.Bodies;

/// <summary>W1: reads the JSON of one row against the published model; everything wrong with it is found, each with its place.</summary>
/// <remarks>
/// Source: OData JSON Format 4.01, sections 4.6 and 8; control information with and without `odata.`. Annotations of other vocabularies are passed over.
/// </remarks>
/// <param name="set">Set of the row.</param>
/// <param name="values">Reads values.</param>
/// <param name="resolve">The row that a URL names.</param>
/// <param name="findings">Where findings go.</param>
internal sealed class RowBodyReader(EntitySetModel set, JsonValues values, Func<string, Result<RowReference>> resolve, Findings findings)
{
    // Control information that says nothing to a service that it must heed in a request.
    private static readonly HashSet<string> PassedOver =
        ["context", "metadataEtag", "editLink", "readLink", "navigationLink", "associationLink", "mediaEditLink", "mediaReadLink", "mediaContentType", "mediaEtag", "count", "nextLink", "deltaLink"];

    private readonly WritingModel writing = set.Writing ?? throw new InvalidOperationException($"{set.Name} may not be written.");

    /// <summary>Reads the object that the reader stands at.</summary>
    /// <param name="json">Stands at the brace; afterwards at the closing one.</param>
    /// <param name="target">The row's place in the body.</param>
    public RowBody Read(ref Utf8JsonReader json, string target)
    {
        var (row, seen) = (new RowBody(target), new HashSet<string>(StringComparer.Ordinal));
        if (json.TokenType != JsonTokenType.StartObject)
        {
            json.Skip();
            findings.Add(ErrorCode.MalformedBody, $"A row of {set.Name} is a JSON object.", target);
            return row with { IsBroken = true };
        }

        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var name = JsonBody.NameOf(ref json);
            json.Read();
            if (!seen.Add(name))
            {
                findings.Add(ErrorCode.MalformedBody, $"'{JsonBody.Shorten(name)}' is given twice.", RowRules.At(target, JsonBody.Shorten(name)));
                json.Skip();
            }
            else if (name.IndexOf('@', StringComparison.Ordinal) is var at and >= 0)
            {
                ReadControl(ref json, row, name[..at], name[(at + 1)..]);
            }
            else
            {
                ReadMember(ref json, row, name);
            }
        }

        return row;
    }

    private void ReadMember(ref Utf8JsonReader json, RowBody row, string name)
    {
        var target = RowRules.At(row.Target, JsonBody.Shorten(name));
        if (set.Type.FindProperty(name) is { } property && property.Name == name)
        {
            ReadProperty(ref json, row, property, target);
        }
        else if (set.Type.FindNavigation(name) is { } navigation && navigation.Name == name)
        {
            ReadNavigation(ref json, row, navigation, target);
        }
        else
        {
            json.Skip();
            var names = set.Type.Properties.Select(p => p.Name).Concat(set.Type.Navigations.Select(n => n.Name));
            findings.Add(
                ErrorCode.UnknownProperty, $"{set.Type.Name} has no property '{JsonBody.Shorten(name)}'.", target, Nearest.Of(name, names) is { } near ? $"Did you mean '{near}'?" : null);
        }
    }

    private void ReadProperty(ref Utf8JsonReader json, RowBody row, PropertyModel property, string target)
    {
        if (writing.Find(property) is not { } writable)
        {
            if (values.Read(ref json, property.Type with { IsNullable = true }, target, findings) is { } claim)
            {
                row.Claims[property] = claim;
            }
        }
        else if (values.Read(ref json, property.Type with { IsNullable = property.Type.IsNullable || writable.HasDefault }, target, findings) is { } value)
        {
            if (ValueRules.Check(writable, value, target) is { } finding)
            {
                findings.Add(finding);
            }
            else if (value.Value is not null || property.Type.IsNullable)
            {
                Set(row, property, value, target);
            }
        }
    }

    // A related row stands in a body as a reference to it: `{"@id": "projects('x')"}`, or null for none.
    private void ReadNavigation(ref Utf8JsonReader json, RowBody row, NavigationModel navigation, string target)
    {
        if (json.TokenType == JsonTokenType.Null && !navigation.IsCollection)
        {
            Link(row, navigation, null, target);
            return;
        }

        if (json.TokenType == JsonTokenType.StartObject && JsonBody.OnlyId(ref json) is { } id)
        {
            Link(row, navigation, id, target);
            return;
        }

        json.Skip();
        findings.Add(
            ErrorCode.ValueRefused, $"{navigation.Name} can only be a reference to a row that exists: {navigation.Target.Name} are not made from here.", target,
            $"Write {{\"@id\": \"{navigation.Target.Name}('...')\"}}.");
    }

    private void ReadControl(ref Utf8JsonReader json, RowBody row, string member, string term)
    {
        var isPrefixed = term.StartsWith("odata.", StringComparison.Ordinal);
        var name = isPrefixed ? term["odata.".Length..] : term;
        var target = RowRules.At(row.Target, JsonBody.Shorten($"{member}@{term}"));
        switch (member.Length == 0 ? name : "")
        {
            case "id":
                row.Id = Text(ref json, target);
                return;
            case "etag":
                row.ETag = Text(ref json, target);
                return;
            case "removed":
                row.IsRemoved = true;
                json.Skip();
                return;
            case "type":
                CheckType(Text(ref json, target), target);
                return;
        }

        if (name == "bind" && member.Length > 0)
        {
            ReadBinding(ref json, row, member, target);
            return;
        }

        json.Skip();
        if (member.Length > 0 && set.Type.FindProperty(member) is null && set.Type.FindNavigation(member) is null)
        {
            findings.Add(ErrorCode.UnknownProperty, $"{set.Type.Name} has no member '{JsonBody.Shorten(member)}' that could be annotated.", target);
        }
        else if (!term.Contains('.', StringComparison.Ordinal) || isPrefixed)
        {
            if (!PassedOver.Contains(name) && !(name == "type" && member.Length > 0))
            {
                findings.Add(ErrorCode.MalformedBody, $"'{JsonBody.Shorten(term)}' is no control information of a row.", target);
            }
        }
    }

    private void ReadBinding(ref Utf8JsonReader json, RowBody row, string member, string target)
    {
        if (set.Type.FindNavigation(member) is not { } navigation || navigation.Name != member)
        {
            json.Skip();
            findings.Add(
                ErrorCode.UnknownProperty, $"{set.Type.Name} has no navigation '{JsonBody.Shorten(member)}'.", target,
                Nearest.Of(member, set.Type.Navigations.Select(n => n.Name)) is { } near ? $"Did you mean '{near}'?" : null);
        }
        else if (navigation.IsCollection)
        {
            json.Skip();
            findings.Add(ErrorCode.ValueRefused, $"The rows of {navigation.Name} are linked from their own side.", target);
        }
        else if (json.TokenType == JsonTokenType.Null)
        {
            Link(row, navigation, null, target);
        }
        else if (Text(ref json, target) is { } id)
        {
            Link(row, navigation, id, target);
        }
    }

    private void Link(RowBody row, NavigationModel navigation, string? id, string target)
    {
        if (navigation.Constraint is not [var (own, _)] || writing.Find(own) is null)
        {
            findings.Add(ErrorCode.ValueRefused, $"{navigation.Name} cannot be set by a caller.", target);
            return;
        }

        if (id is null)
        {
            Set(row, own, new Literal(null, own.Type), target);
            return;
        }

        var reference = resolve(id);
        if (!reference.IsOk)
        {
            findings.Add(reference.Problem with { Target = target });
        }
        else if (reference.Value.Set != navigation.Target)
        {
            findings.Add(ErrorCode.BadValue, $"{navigation.Name} leads to {navigation.Target.Name}, not to {reference.Value.Set.Name}.", target);
        }
        else
        {
            Set(row, own, new Literal(reference.Value.Key[0].Value, own.Type), target);
        }
    }

    private void Set(RowBody row, PropertyModel property, Literal value, string target)
    {
        if (!row.Values.TryAdd(property, value) && !Equals(row.Values[property].Value, value.Value))
        {
            findings.Add(ErrorCode.MalformedBody, $"{property.Name} is given twice, by itself and by a reference, and not alike.", target);
        }
    }

    private void CheckType(string? name, string target)
    {
        if (name is not null && !name.EndsWith($"#{set.Type.Name}", StringComparison.Ordinal) && !name.EndsWith($".{set.Type.Name}", StringComparison.Ordinal))
        {
            findings.Add(ErrorCode.BadValue, $"Rows of {set.Name} are of type {set.Type.Name}, not '{JsonBody.Shorten(name)}'.", target);
        }
    }

    private string? Text(ref Utf8JsonReader json, string target)
    {
        var text = values.Read(ref json, TypeReference.Of(PrimitiveKind.String), target, findings);
        return text?.Value as string;
    }
}
