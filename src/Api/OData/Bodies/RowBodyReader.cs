using System.Text.Json;
using Kawasaki.Domain.Changes;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Model;

namespace Kawasaki.Api.OData.Bodies;

/// <summary>W1: reads the JSON of one row against the published model; everything wrong with it is found, each with its place.</summary>
/// <remarks>
/// Source: OData JSON Format 4.01, sections 4.6 and 8; control information with and without `odata.`. Annotations of other vocabularies are passed over.
/// </remarks>
/// <param name="set">Set of the row.</param>
/// <param name="input">What bodies are read with.</param>
internal sealed class RowBodyReader(EntitySetModel set, RowInput input)
{
    // The JSON reader itself ends at the depth that the settings allow, which is less.
    private const int MaxLevel = 100;

    // Control information that says nothing to a service that it must heed in a request.
    private static readonly HashSet<string> PassedOver =
        ["context", "metadataEtag", "editLink", "readLink", "navigationLink", "associationLink", "mediaEditLink", "mediaReadLink", "mediaContentType", "mediaEtag", "count", "nextLink", "deltaLink"];

    private readonly WritingModel writing = set.Writing ?? throw new InvalidOperationException($"{set.Name} may not be written.");
    private readonly Findings findings = input.Findings;
    private readonly RelatedRowReader related = new(set, input);
    private readonly RowTypes types = new(set, input);

    /// <summary>Reads the object that the reader stands at.</summary>
    /// <param name="json">Stands at the brace; afterwards at the closing one.</param>
    /// <param name="target">The row's place in the body.</param>
    /// <param name="type">Type of the row where the URL says it; null where the body may.</param>
    /// <param name="level">How many rows it stands inside of.</param>
    public RowBody Read(ref Utf8JsonReader json, string target, StructuredTypeModel? type = null, int level = 0)
    {
        if (level > MaxLevel)
        {
            throw new InvalidOperationException($"Rows nest deeper than {MaxLevel} levels.");
        }

        var row = new RowBody(target) { Type = types.Of(json, type ?? set.Type), Level = level };
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
            related.ReadNavigation(ref json, row, navigation, target);
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
            if (input.Values.Read(ref json, property.Type with { IsNullable = true }, target, findings) is { } claim)
            {
                row.Claims[property] = claim;
            }
        }
        else if (input.Values.Read(ref json, property.Type with { IsNullable = property.Type.IsNullable || writable.HasDefault }, target, findings) is { } value)
        {
            if (ValueRules.Check(writable, value, target) is { } finding)
            {
                findings.Add(finding);
            }
            else if (value.Value is not null || property.Type.IsNullable)
            {
                row.Give(property, value, target, findings);
            }
        }
    }

    private void ReadControl(ref Utf8JsonReader json, RowBody row, string member, string term)
    {
        var isPrefixed = term.StartsWith("odata.", StringComparison.Ordinal);
        var name = isPrefixed ? term["odata.".Length..] : term;
        var target = RowRules.At(row.Target, JsonBody.Shorten($"{member}@{term}"));
        switch (member.Length == 0 ? name : "")
        {
            case "id":
                row.Id = input.Text(ref json, target);
                return;
            case "etag":
                row.ETag = input.Text(ref json, target);
                return;
            case "removed":
                json.Skip();
                ReadRemoved(row, target);
                return;
            case "type":
                types.Check(input.Text(ref json, target), row.Type, target);
                return;
        }

        if (name == "bind" && member.Length > 0)
        {
            related.ReadBinding(ref json, row, member, target);
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

    private void ReadRemoved(RowBody row, string target)
    {
        row.IsRemoved = true;
        if (!input.IsDelta)
        {
            findings.Add(ErrorCode.MalformedBody, "Only a row of a delta payload can be removed: the body of a PATCH on its set.", target, "DELETE removes one row.");
        }
    }
}
