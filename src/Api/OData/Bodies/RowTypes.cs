using System.Text.Json;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Model;

namespace Kawasaki.Api.OData.Bodies;

/// <summary>W1: what a body says of the type of a row, `@odata.type`.</summary>
/// <remarks>Source: OData JSON Format 4.01, section 4.6.3.</remarks>
/// <param name="set">Set of the row.</param>
/// <param name="input">What bodies are read with.</param>
internal sealed class RowTypes(EntitySetModel set, RowInput input)
{
    /// <summary>Finds what is wrong with a named type.</summary>
    /// <param name="name">The name; null for none.</param>
    /// <param name="type">Type of the row.</param>
    /// <param name="target">Its place.</param>
    public void Check(string? name, StructuredTypeModel type, string target)
    {
        if (name is not null && !IsNameOf(name, type))
        {
            input.Findings.Add(ErrorCode.BadValue, $"Rows of {set.Name} are of type {type.Name}, not '{JsonBody.Shorten(name)}'.", target);
        }
        else if (type.IsAbstract)
        {
            input.Findings.Add(ErrorCode.BadValue, $"{type.Name} is abstract: a row is of a type that derives from it.", target);
        }
    }

    /// <summary>The type that the object says it is of, of those derived from the expected one: it decides which members a row has, so that it is looked for before them, wherever it stands.</summary>
    /// <param name="json">Stands at the brace.</param>
    /// <param name="type">The expected type.</param>
    public StructuredTypeModel Of(Utf8JsonReader json, StructuredTypeModel type) =>
        input.Model.DerivedFrom(type) is { Count: > 0 } derived && json.TokenType == JsonTokenType.StartObject && NamedType(json) is { } name
            ? derived.FirstOrDefault(d => IsNameOf(name, d)) ?? type : type;

    // `#kawasaki.StatusReport`, with or without `#`, namespace and the URL of our own metadata.
    private bool IsNameOf(string name, StructuredTypeModel type)
    {
        var fragment = name.IndexOf('#', StringComparison.Ordinal);
        var isOurs = fragment <= 0 || name[..fragment] is var url && (url == "$metadata" || url == $"{input.Root}$metadata");
        var local = name[(fragment + 1)..];
        return isOurs && (local == type.Name || local == $"{input.Model.Namespace}.{type.Name}");
    }

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
}
