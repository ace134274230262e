using System.Globalization;
using Kawasaki.Api.OData.Binding;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;

namespace Kawasaki.Api.Rest;

/// <summary>Reads the value of a parameter in the type of the property that it is compared with.</summary>
internal static class RestLiteral
{
    // System.Decimal keeps 28 digits of every number; a longer one would be rounded in silence.
    private const int MaxDecimalDigits = 28;

    private static readonly string[] InstantFormats =
        ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", "yyyy-MM-dd'T'HH:mmzzz", "yyyy-MM-dd'T'HH:mm'Z'"];

    /// <summary>The value; an empty text is null.</summary>
    /// <param name="property">The property; for a collection the value is that of a member.</param>
    /// <param name="text">The text.</param>
    public static Result<Literal> Read(PropertyModel property, string text)
    {
        var type = property.Type.Element;
        if (text.Length == 0)
        {
            return property.Type is { IsNullable: true, IsCollection: false }
                ? new Literal(null, type)
                : Bad(property, $"{property.Name} is never without a value: leave the parameter out, or give one.");
        }

        if (property.AllowedValues.Count > 0 && property.AllowedValues.All(v => v.Value != text))
        {
            return Bad(property, $"'{LiteralBinder.Shorten(text)}' is no value of {property.Name}: it is one of {string.Join(", ", property.AllowedValues.Select(v => v.Value))}.");
        }

        return Value(text, type.Primitive) is { } value ? new Literal(value, type with { IsNullable = false })
            : Bad(property, $"'{LiteralBinder.Shorten(text)}' is no value of {property.Name}: it is {Expected(type.Primitive)}.");
    }

    /// <summary>The moment of `at`: a date, which is the beginning of the day, or a date with time.</summary>
    /// <param name="text">The text.</param>
    public static Result<Literal> Moment(string text) =>
        Date(text) is { } date ? new Literal(date, TypeReference.Of(PrimitiveKind.Date, isNullable: false))
        : Instant(text) is { } instant ? new Literal(instant, TypeReference.Of(PrimitiveKind.DateTimeOffset, isNullable: false))
        : new Problem(ErrorCode.BadLiteral, "at is a date or a date with time.", "at", "Write it as 2026-04-01 or 2026-04-01T09:30:00%2B09:00.");

    /// <summary>Whether values of a type can be given as a parameter.</summary>
    /// <param name="type">The type.</param>
    public static bool IsKnown(TypeReference type) => Expected(type.Primitive).Length > 0;

    private static object? Value(string text, PrimitiveKind? kind) => kind switch
    {
        PrimitiveKind.String => text,
        PrimitiveKind.Boolean => text switch { "true" => true, "false" => false, _ => null },
        PrimitiveKind.Int32 => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null,
        PrimitiveKind.Int64 => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null,
        PrimitiveKind.Decimal => text.Count(char.IsAsciiDigit) <= MaxDecimalDigits
            && decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : null,
        PrimitiveKind.Date => Date(text),
        PrimitiveKind.DateTimeOffset => Instant(text),
        _ => null,
    };

    private static string Expected(PrimitiveKind? kind) => kind switch
    {
        PrimitiveKind.String => "a text",
        PrimitiveKind.Boolean => "true or false",
        PrimitiveKind.Int32 or PrimitiveKind.Int64 => "a whole number, such as 2025",
        PrimitiveKind.Decimal => "a number, such as 62.1",
        PrimitiveKind.Date => "a date, such as 2025-04-01",
        PrimitiveKind.DateTimeOffset => "a date with time, such as 2025-04-01T09:30:00%2B09:00",
        _ => "",
    };

    private static DateOnly? Date(string text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;

    private static DateTimeOffset? Instant(string text) =>
        DateTimeOffset.TryParseExact(text, InstantFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) ? instant.ToUniversalTime() : null;

    private static Problem Bad(PropertyModel property, string message) => new(ErrorCode.BadLiteral, message, property.Name);
}
