using System.Text.Json;
using Kawasaki.Domain.Changes;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;

namespace Kawasaki.Api.OData.Bodies;

/// <summary>W1: reads complex values and collections; their members by the same rules as those of rows.</summary>
/// <remarks>Source: OData JSON Format 4.01, sections 7.2 to 7.4. A complex value may say a part of its members, a member of a collection is always whole.</remarks>
/// <param name="values">Reads a value of any type.</param>
internal sealed class StructuredValues(JsonValues values)
{
    /// <summary>Reads the array that the reader stands at.</summary>
    /// <returns>Null with a finding.</returns>
    public Literal? Collection(ref Utf8JsonReader json, TypeReference type, string target, Findings findings, int depth)
    {
        if (json.TokenType != JsonTokenType.StartArray)
        {
            json.Skip();
            findings.Add(ErrorCode.BadValue, $"{RowRules.Last(target)} is an array.", target);
            return null;
        }

        var (members, isWhole) = (new List<Literal>(), true);
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            var place = RowRules.At(target, members.Count.ToString(System.Globalization.CultureInfo.InvariantCulture));
            var member = values.Read(ref json, type.Element, place, findings, depth + 1);
            if (member?.Value is StructuredValue value)
            {
                findings.AddNew(value.Missing(place));
            }

            isWhole &= member is not null;
            members.Add(member ?? new Literal(null, type.Element));
        }

        return isWhole ? new Literal((IReadOnlyList<Literal>)members, type) : null;
    }

    /// <summary>Reads the object that the reader stands at.</summary>
    /// <returns>Null with a finding.</returns>
    public Literal? Complex(ref Utf8JsonReader json, TypeReference type, string target, Findings findings, int depth)
    {
        var structured = type.Structured!;
        if (json.TokenType != JsonTokenType.StartObject)
        {
            json.Skip();
            findings.Add(ErrorCode.BadValue, $"{RowRules.Last(target)} is an object.", target);
            return null;
        }

        var (members, seen, before) = (new Dictionary<PropertyModel, Literal>(), new HashSet<string>(StringComparer.Ordinal), findings.Count);
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var name = JsonBody.NameOf(ref json);
            var place = RowRules.At(target, JsonBody.Shorten(name));
            json.Read();
            if (!seen.Add(name))
            {
                findings.Add(ErrorCode.MalformedBody, $"'{JsonBody.Shorten(name)}' is given twice.", place);
                json.Skip();
            }
            else if (name.Contains('@', StringComparison.Ordinal))
            {
                json.Skip(); // control information and annotations say nothing of the value
            }
            else if (structured.FindProperty(name) is not { } property || property.Name != name)
            {
                json.Skip();
                findings.Add(
                    ErrorCode.UnknownProperty, $"{structured.Name} has no property '{JsonBody.Shorten(name)}'.", place,
                    Nearest.Of(name, structured.Properties.Select(p => p.Name)) is { } near ? $"Did you mean '{near}'?" : null);
            }
            else if (values.Read(ref json, property.Type, place, findings, depth + 1) is { } value)
            {
                members[property] = value;
            }
        }

        return findings.Count == before ? new Literal(new StructuredValue(structured, members), type) : null;
    }
}
