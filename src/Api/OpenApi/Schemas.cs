using System.Text.Json.Nodes;
using Kawasaki.Domain.Model;
using Microsoft.OpenApi;

namespace Kawasaki.Api.OpenApi;

/// <summary>JSON schemas of what the model publishes. Everything has a bound: nothing of an answer is larger.</summary>
internal static class Schemas
{
    /// <summary>Most characters of a text.</summary>
    public const int MaxText = 1_000_000;

    // No text of the database holds the character U+0000.
    private const string AnyText = "^[^\\u0000]*$";
    private const string CodePattern = "^[a-z0-9.-]+$";
    private const int MaxCode = 200;

    // More members has no collection of a row.
    private const int MaxMembers = 1_000;

    /// <summary>A text.</summary>
    /// <param name="description">What it is.</param>
    /// <param name="most">Most characters.</param>
    public static OpenApiSchema Text(string? description = null, int most = MaxText) =>
        new() { Type = JsonSchemaType.String, MaxLength = most, Pattern = AnyText, Description = description };

    /// <summary>A whole number.</summary>
    /// <param name="least">The smallest.</param>
    /// <param name="most">The largest.</param>
    /// <param name="description">What it is.</param>
    public static OpenApiSchema Number(long least, long most, string? description = null) => new()
    {
        Type = JsonSchemaType.Integer,
        Format = least < int.MinValue || most > int.MaxValue ? "int64" : "int32",
        Minimum = Invariant(least),
        Maximum = Invariant(most),
        Description = description,
    };

    /// <summary>A list.</summary>
    /// <param name="items">Its members.</param>
    /// <param name="most">Most members.</param>
    /// <param name="description">What it is.</param>
    public static OpenApiSchema List(IOpenApiSchema items, int most, string? description = null) => new() { Type = JsonSchemaType.Array, Items = items, MaxItems = most, Description = description };

    /// <summary>An object with no other members than these.</summary>
    /// <param name="description">What it is.</param>
    /// <param name="members">Its members.</param>
    public static OpenApiSchema Object(string description, params (string Name, IOpenApiSchema Schema)[] members) => new()
    {
        Type = JsonSchemaType.Object,
        Description = description,
        AdditionalPropertiesAllowed = false,
        Properties = members.ToDictionary(m => m.Name, m => m.Schema),
    };

    /// <summary>The same schema that null satisfies too.</summary>
    /// <param name="schema">The schema.</param>
    public static OpenApiSchema OrNull(OpenApiSchema schema)
    {
        schema.Type |= JsonSchemaType.Null;
        schema.Enum?.Add(JsonNullSentinel.JsonNull);
        return schema;
    }

    /// <summary>A moment.</summary>
    /// <param name="description">What it is.</param>
    public static OpenApiSchema Moment(string? description = null) => new() { Type = JsonSchemaType.String, Format = "date-time", MaxLength = 40, Description = description };

    /// <summary>A row of a set.</summary>
    /// <param name="set">The set.</param>
    public static OpenApiSchema Row(EntitySetModel set)
    {
        var row = Object(Names(set.Type.Text), [.. set.Type.Properties.Select(p => (p.Name, (IOpenApiSchema)Property(p)))]);
        row.Title = $"{set.Japanese} / {set.English}";
        return row;
    }

    /// <summary>What may be written of a row.</summary>
    /// <param name="set">The set.</param>
    /// <param name="writing">What may be written.</param>
    public static OpenApiSchema Written(EntitySetModel set, WritingModel writing)
    {
        var row = Object($"What may be written of {set.Type.Name}.", [.. set.Type.Properties.Where(p => writing.Find(p) is not null).Select(p => (p.Name, (IOpenApiSchema)Limited(Property(p), writing.Find(p)!)))]);
        row.Required = writing.Properties.Values.Where(w => w.IsRequired).Select(w => w.Property.Name).ToHashSet();
        return row;
    }

    /// <summary>The value of a property.</summary>
    /// <param name="property">The property.</param>
    public static OpenApiSchema Property(PropertyModel property)
    {
        var value = property.AllowedValues.Count > 0 ? Vocabulary(property) : Primitive(property);
        var schema = property.Type.IsCollection ? List(value, MaxMembers) : property.Type.IsNullable ? OrNull(value) : value;
        schema.Description = Description(property);
        if (property.Text.Unit.Length > 0)
        {
            schema.Extensions = new Dictionary<string, IOpenApiExtension> { ["x-unit"] = new JsonNodeExtension(JsonValue.Create(property.Text.Unit)) };
        }

        return schema;
    }

    /// <summary>Names, description and unit of a property, in Japanese and English.</summary>
    /// <param name="property">The property.</param>
    public static string Description(PropertyModel property) =>
        Names(property.Text) + (property.Text.Unit.Length > 0 ? $" 単位 / unit: {property.Text.Unit}." : "") + (property.Text.UnitPath.Length > 0 ? $" 単位 / unit: `{property.Text.UnitPath}`." : "")
        + (property.AllowedValues.Count == 0 ? "" : " " + string.Join("; ", property.AllowedValues.Select(v => $"`{v.Value}` {v.Japanese} / {v.English}")) + ".");

    /// <summary>Both names and both sentences.</summary>
    /// <param name="text">What a reader is told.</param>
    public static string Names(ModelText text) =>
        $"{text.Japanese} / {text.English}." + (text.Description.Length > 0 ? " " + text.Description : "") + (text.DescriptionJapanese.Length > 0 ? $" {text.DescriptionJapanese}。" : "");

    private static OpenApiSchema Limited(OpenApiSchema schema, PropertyWriting writing)
    {
        schema.MaxLength = writing.MaxLength ?? schema.MaxLength;
        schema.Minimum = writing.Minimum is { } least ? Invariant(least) : schema.Minimum;
        schema.Maximum = writing.Maximum is { } most ? Invariant(most) : schema.Maximum;
        return schema;
    }

    private static OpenApiSchema Vocabulary(PropertyModel property) => new() { Type = JsonSchemaType.String, Enum = [.. property.AllowedValues.Select(v => (JsonNode)v.Value)] };

    private static OpenApiSchema Primitive(PropertyModel property) => property.Type.Primitive switch
    {
        PrimitiveKind.String when property.Name is "code" or "documentCode" => new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = MaxCode, Pattern = CodePattern },
        PrimitiveKind.String => Text(),
        PrimitiveKind.Boolean => new OpenApiSchema { Type = JsonSchemaType.Boolean },
        PrimitiveKind.Int32 => Number(int.MinValue, int.MaxValue),
        PrimitiveKind.Int64 => Number(long.MinValue, long.MaxValue),
        PrimitiveKind.Decimal => new OpenApiSchema { Type = JsonSchemaType.Number },
        PrimitiveKind.Date => new OpenApiSchema { Type = JsonSchemaType.String, Format = "date", MaxLength = 10 },
        PrimitiveKind.DateTimeOffset => Moment(),
        PrimitiveKind.Guid => new OpenApiSchema { Type = JsonSchemaType.String, Format = "uuid", MaxLength = 36 },
        null when property.Type.Structured is { } type => Object(Names(type.Text), [.. type.Properties.Select(p => (p.Name, (IOpenApiSchema)Property(p)))]),
        var kind => throw new InvalidOperationException($"No schema for {kind}."),
    };

    private static string Invariant(IFormattable number) => number.ToString(null, System.Globalization.CultureInfo.InvariantCulture);
}
