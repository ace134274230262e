using System.Globalization;
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
/// <param name="model">The published model.</param>
/// <param name="values">Reads values.</param>
/// <param name="resolve">The row that a URL names.</param>
/// <param name="findings">Where findings go.</param>
/// <param name="nested">What may stand inside of a row; null for references by its own values only.</param>
internal sealed class RowBodyReader(EntitySetModel set, PublishedModel model, JsonValues values, Func<string, Result<RowReference>> resolve, Findings findings, NestedRows? nested)
{
    // The JSON reader itself ends at the depth that the settings allow, which is less.
    private const int MaxLevel = 100;

    // Control information that says nothing to a service that it must heed in a request.
    private static readonly HashSet<string> PassedOver =
        ["context", "metadataEtag", "editLink", "readLink", "navigationLink", "associationLink", "mediaEditLink", "mediaReadLink", "mediaContentType", "mediaEtag", "count", "nextLink", "deltaLink"];

    private readonly WritingModel writing = set.Writing ?? throw new InvalidOperationException($"{set.Name} may not be written.");

    /// <summary>Reads the object that the reader stands at.</summary>
    /// <param name="json">Stands at the brace; afterwards at the closing one.</param>
    /// <param name="target">The row's place in the body.</param>
    /// <param name="type">Type of the row where the URL says it; null where the body may.</param>
    public RowBody Read(ref Utf8JsonReader json, string target, StructuredTypeModel? type = null) => Read(ref json, target, type, level: 0);

    private RowBody Read(ref Utf8JsonReader json, string target, StructuredTypeModel? type, int level)
    {
        if (level > MaxLevel)
        {
            throw new InvalidOperationException($"Rows nest deeper than {MaxLevel} levels.");
        }

        var row = new RowBody(target) { Type = TypeOf(json, type ?? set.Type), Level = level };
        var seen = new HashSet<string>(StringComparer.Ordinal);
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
        if (row.Type.FindProperty(name) is { } property && property.Name == name)
        {
            ReadProperty(ref json, row, property, target);
        }
        else if (row.Type.FindNavigation(name) is { } navigation && navigation.Name == name)
        {
            ReadNavigation(ref json, row, navigation, target);
        }
        else
        {
            json.Skip();
            var names = row.Type.Properties.Select(p => p.Name).Concat(row.Type.Navigations.Select(n => n.Name));
            findings.Add(
                ErrorCode.UnknownProperty, $"{row.Type.Name} has no property '{JsonBody.Shorten(name)}'.", target, Nearest.Of(name, names) is { } near ? $"Did you mean '{near}'?" : null);
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

    // Related rows stand in a body as references, `{"@id": "projects('x')"}`, as rows to be made, or as null for none.
    private void ReadNavigation(ref Utf8JsonReader json, RowBody row, NavigationModel navigation, string target)
    {
        if (json.TokenType == JsonTokenType.Null && !navigation.IsCollection)
        {
            Link(row, navigation, null, target);
        }
        else if (json.TokenType == JsonTokenType.StartArray && navigation.IsCollection)
        {
            for (var i = 0; json.Read() && json.TokenType != JsonTokenType.EndArray; i++)
            {
                ReadRelated(ref json, row, navigation, RowRules.At(target, i.ToString(CultureInfo.InvariantCulture)));
            }
        }
        else if (json.TokenType == JsonTokenType.StartObject && !navigation.IsCollection)
        {
            ReadRelated(ref json, row, navigation, target);
        }
        else
        {
            json.Skip();
            findings.Add(ErrorCode.ValueRefused, $"{navigation.Name} is {(navigation.IsCollection ? "an array of rows" : "a row")}, or a reference.", target, Reference(navigation));
        }
    }

    private void ReadRelated(ref Utf8JsonReader json, RowBody row, NavigationModel navigation, string target)
    {
        if (json.TokenType == JsonTokenType.StartObject && JsonBody.OnlyId(ref json) is { } id)
        {
            Link(row, navigation, id, target);
            return;
        }

        if (nested is null || navigation.Target.Writing is null || !MayHold(navigation))
        {
            json.Skip();
            findings.Add(
                ErrorCode.ValueRefused, $"{navigation.Name} can only be a reference to a row that exists: {navigation.Target.Name} are not made from here.", target, Reference(navigation));
        }
        else if (!nested.MayMake(row.Level + 1, navigation, target, findings))
        {
            json.Skip();
        }
        else
        {
            row.Nested.Add((navigation, new RowBodyReader(navigation.Target, model, values, resolve, findings, nested).Read(ref json, target, null, row.Level + 1)));
        }
    }

    private bool MayHold(NavigationModel navigation) => navigation.IsCollection
        ? NestedRows.IsLinkable(navigation) || NestedRows.Referring(navigation) is not null
        : navigation.Constraint is [var (own, _)] && writing.Find(own) is not null;

    private static string Reference(NavigationModel navigation) => $"Write {{\"@id\": \"{navigation.Target.Name}('...')\"}}.";

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
                CheckType(Text(ref json, target), row.Type, target);
                return;
        }

        if (name == "bind" && member.Length > 0)
        {
            ReadBinding(ref json, row, member, target);
            return;
        }

        json.Skip();
        if (member.Length > 0 && row.Type.FindProperty(member) is null && row.Type.FindNavigation(member) is null)
        {
            findings.Add(ErrorCode.UnknownProperty, $"{row.Type.Name} has no member '{JsonBody.Shorten(member)}' that could be annotated.", target);
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
        if (row.Type.FindNavigation(member) is not { } navigation || navigation.Name != member)
        {
            json.Skip();
            findings.Add(
                ErrorCode.UnknownProperty, $"{row.Type.Name} has no navigation '{JsonBody.Shorten(member)}'.", target,
                Nearest.Of(member, row.Type.Navigations.Select(n => n.Name)) is { } near ? $"Did you mean '{near}'?" : null);
        }
        else if (navigation.IsCollection)
        {
            ReadBindings(ref json, row, navigation, target);
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

    // What is bound is linked besides what is linked already.
    private void ReadBindings(ref Utf8JsonReader json, RowBody row, NavigationModel navigation, string target)
    {
        if (json.TokenType != JsonTokenType.StartArray)
        {
            json.Skip();
            findings.Add(ErrorCode.BadValue, $"{navigation.Name} leads to many rows: their URLs are an array.", target);
            return;
        }

        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            if (Text(ref json, target) is { } id)
            {
                Link(row, navigation, id, target);
            }
        }
    }

    private void LinkMany(RowBody row, NavigationModel navigation, string id, string target)
    {
        if (nested is null || !(NestedRows.IsLinkable(navigation) || NestedRows.Referring(navigation) is not null))
        {
            findings.Add(ErrorCode.ValueRefused, $"The rows of {navigation.Name} are linked from their own side.", target);
        }
        else if (Referred(navigation, id, target) is { } reference)
        {
            row.Links.Add((navigation, reference, target));
        }
    }

    private RowReference? Referred(NavigationModel navigation, string id, string target)
    {
        var reference = resolve(id);
        if (!reference.IsOk)
        {
            findings.Add(reference.Problem with { Target = target });
            return null;
        }

        if (reference.Value.Set == navigation.Target)
        {
            return reference.Value;
        }

        findings.Add(ErrorCode.BadValue, $"{navigation.Name} leads to {navigation.Target.Name}, not to {reference.Value.Set.Name}.", target);
        return null;
    }

    private void Link(RowBody row, NavigationModel navigation, string? id, string target)
    {
        if (navigation.IsCollection)
        {
            LinkMany(row, navigation, id!, target);
            return;
        }

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

        if (Referred(navigation, id, target) is { } reference)
        {
            Set(row, own, new Literal(reference.Key[0].Value, own.Type), target);
        }
    }

    private void Set(RowBody row, PropertyModel property, Literal value, string target)
    {
        if (!row.Values.TryAdd(property, value) && !Equals(row.Values[property].Value, value.Value))
        {
            findings.Add(ErrorCode.MalformedBody, $"{property.Name} is given twice, by itself and by a reference, and not alike.", target);
        }
    }

    private void CheckType(string? name, StructuredTypeModel type, string target)
    {
        if (name is not null && !IsNameOf(name, type))
        {
            findings.Add(ErrorCode.BadValue, $"Rows of {set.Name} are of type {type.Name}, not '{JsonBody.Shorten(name)}'.", target);
        }
        else if (type.IsAbstract)
        {
            findings.Add(ErrorCode.BadValue, $"{type.Name} is abstract: a row is of a type that derives from it.", target);
        }
    }

    // The type decides which members a row has, so that it is looked for before them, wherever it stands.
    private StructuredTypeModel TypeOf(Utf8JsonReader json, StructuredTypeModel type) =>
        model.DerivedFrom(type) is { Count: > 0 } derived && json.TokenType == JsonTokenType.StartObject && NamedType(json) is { } name
            ? derived.FirstOrDefault(d => IsNameOf(name, d)) ?? type : type;

    private static bool IsNameOf(string name, StructuredTypeModel type) => name.EndsWith($"#{type.Name}", StringComparison.Ordinal) || name.EndsWith($".{type.Name}", StringComparison.Ordinal);

    private static string? NamedType(Utf8JsonReader json)
    {
        try
        {
            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                var isType = JsonBody.NameOf(ref json) is "@odata.type" or "@type";
                json.Read();
                if (isType && json.TokenType == JsonTokenType.String)
                {
                    return JsonBody.NameOf(ref json);
                }

                json.Skip();
            }
        }
        catch (JsonException)
        {
            return null; // the reading itself comes to the same place, and tells it
        }

        return null;
    }

    private string? Text(ref Utf8JsonReader json, string target)
    {
        var text = values.Read(ref json, TypeReference.Of(PrimitiveKind.String), target, findings);
        return text?.Value as string;
    }
}
