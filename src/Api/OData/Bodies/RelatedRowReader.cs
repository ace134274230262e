using System.Globalization;
using System.Text.Json;
using Kawasaki.Domain.Changes;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;

namespace Kawasaki.Api.OData.Bodies;

/// <summary>W1: reads what a body says of rows that a row is related to: references, bindings, and rows that are made inside of it.</summary>
/// <remarks>Source: OData JSON Format 4.01, sections 8.3 to 8.5.</remarks>
/// <param name="set">Set of the row.</param>
/// <param name="input">What bodies are read with.</param>
internal sealed class RelatedRowReader(EntitySetModel set, RowInput input)
{
    private readonly Findings findings = input.Findings;
    private readonly WritingModel writing = set.Writing ?? throw new InvalidOperationException($"{set.Name} may not be written.");

    /// <summary>Reads the value of a navigation that the reader stands at: references, `{"@id": "projects('x')"}`, rows to be made, or null for none.</summary>
    public void ReadNavigation(ref Utf8JsonReader json, RowBody row, NavigationModel navigation, string target)
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

        if (input.Nested is null || navigation.Target.Writing is null || !MayHold(navigation))
        {
            json.Skip();
            findings.Add(
                ErrorCode.ValueRefused, $"{navigation.Name} can only be a reference to a row that exists: {navigation.Target.Name} are not made from here.", target, Reference(navigation));
        }
        else if (!input.Nested.MayMake(row.Level + 1, navigation, target, findings))
        {
            json.Skip();
        }
        else
        {
            row.Nested.Add((navigation, new RowBodyReader(navigation.Target, input).Read(ref json, target, null, row.Level + 1)));
        }
    }

    private bool MayHold(NavigationModel navigation) => navigation.IsCollection
        ? NestedRows.IsLinkable(navigation) || NestedRows.Referring(navigation) is not null
        : navigation.Constraint is [var (own, _)] && writing.Find(own) is not null;

    private static string Reference(NavigationModel navigation) => $"Write {{\"@id\": \"{navigation.Target.Name}('...')\"}}.";

    /// <summary>Reads the value of `navigation@odata.bind` that the reader stands at.</summary>
    public void ReadBinding(ref Utf8JsonReader json, RowBody row, string member, string target)
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
        else if (input.Text(ref json, target) is { } id)
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
            if (input.Text(ref json, target) is { } id)
            {
                Link(row, navigation, id, target);
            }
        }
    }

    private void LinkMany(RowBody row, NavigationModel navigation, string id, string target)
    {
        if (input.Nested is null || !(NestedRows.IsLinkable(navigation) || NestedRows.Referring(navigation) is not null))
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
        var reference = input.Resolve(id);
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
            row.Give(own, new Literal(null, own.Type), target, findings);
            return;
        }

        if (Referred(navigation, id, target) is { } reference)
        {
            row.Give(own, new Literal(reference.Key[0].Value, own.Type), target, findings);
        }
    }
}
