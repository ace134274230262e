using System.Globalization;
using System.Text.Json;
using Kawasaki.Api.OData.Binding;
using Kawasaki.Api.OData.Parsing.Syntax;
using Kawasaki.Domain.Changes;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;

namespace Kawasaki.Api.OData.Bodies;

/// <summary>W1: reads one JSON value as a value of a type.</summary>
/// <remarks>Source: OData JSON Format 4.01, section 7.1. Numbers may be strings only where the media type says `IEEE754Compatible=true`.</remarks>
/// <param name="model">The published model.</param>
/// <param name="isIeee754">Whether Edm.Int64 and Edm.Decimal may be strings.</param>
internal sealed class JsonValues(PublishedModel model, bool isIeee754)
{
    private const int MaxDecimalDigits = 28;

    // PostgreSQL keeps microseconds.
    private const long TicksPerMicrosecond = TimeSpan.TicksPerMillisecond / 1000;

    // The JSON reader itself ends at the depth that the settings allow, which is less.
    private const int MaxDepth = 100;

    /// <summary>Reads the value that the reader stands at, and leaves it at the value's last token.</summary>
    /// <returns>Null with a finding when it is none of the type.</returns>
    public Literal? Read(ref Utf8JsonReader json, TypeReference type, string target, Findings findings, int depth = 0)
    {
        if (depth > MaxDepth)
        {
            throw new InvalidOperationException($"A value nests deeper than {MaxDepth} levels.");
        }

        if (json.TokenType == JsonTokenType.Null)
        {
            if (type.IsNullable && !type.IsCollection)
            {
                return new Literal(null, type);
            }

            findings.Add(ErrorCode.BadValue, $"{RowRules.Last(target)} cannot be null.", target);
            return null;
        }

        if (type.IsCollection || type.Structured is not null)
        {
            var structured = new StructuredValues(this);
            return type.IsCollection ? structured.Collection(ref json, type, target, findings, depth) : structured.Complex(ref json, type, target, findings, depth);
        }

        var value = type.Enumeration is not null ? Scalar(ref json, LiteralKind.String, type) : Primitive(ref json, type);
        if (value is not null)
        {
            return value;
        }

        var found = json.TokenType switch
        {
            _ when IsTooLarge(ref json, type) => $"a number that is too large: at most {MaxDecimalDigits} digits",
            JsonTokenType.StartObject => "an object that is none",
            JsonTokenType.StartArray => "an array that is none",
            JsonTokenType.String => "a string that is none",
            JsonTokenType.Number => "a number that is none",
            _ => "a Boolean that is none",
        };
        json.Skip();
        findings.Add(ErrorCode.BadValue, $"{RowRules.Last(target)} is {Expected(type)}; here is {found}.", target, Hint(type));
        return null;
    }

    private Literal? Primitive(ref Utf8JsonReader json, TypeReference type) => type.Primitive switch
    {
        PrimitiveKind.Boolean => json.TokenType is JsonTokenType.True or JsonTokenType.False ? new Literal(json.GetBoolean(), type) : null,
        PrimitiveKind.String => Text(ref json) is { } text ? new Literal(text, type) : null,
        PrimitiveKind.Byte => Whole(ref json, type, byte.MinValue, byte.MaxValue),
        PrimitiveKind.SByte => Whole(ref json, type, sbyte.MinValue, sbyte.MaxValue),
        PrimitiveKind.Int16 => Whole(ref json, type, short.MinValue, short.MaxValue),
        PrimitiveKind.Int32 => Whole(ref json, type, int.MinValue, int.MaxValue),
        PrimitiveKind.Int64 => Whole(ref json, type, long.MinValue, long.MaxValue),
        PrimitiveKind.Decimal => Number(ref json) is { } text && Digits(text) <= MaxDecimalDigits
            && decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? new Literal(number, type) : null,
        PrimitiveKind.Single or PrimitiveKind.Double => Double(ref json, type),
        PrimitiveKind.Guid => Scalar(ref json, LiteralKind.Guid, type),
        PrimitiveKind.Date => Scalar(ref json, LiteralKind.Date, type),
        PrimitiveKind.TimeOfDay => Scalar(ref json, LiteralKind.TimeOfDay, type),
        PrimitiveKind.DateTimeOffset => Scalar(ref json, LiteralKind.DateTimeOffset, type) is { Value: DateTimeOffset moment }
            ? new Literal(moment.AddTicks(-(moment.Ticks % TicksPerMicrosecond)), type) : null,
        PrimitiveKind.Duration => Scalar(ref json, LiteralKind.Duration, type),
        PrimitiveKind.Binary => Scalar(ref json, LiteralKind.Binary, type),
        _ => throw new InvalidOperationException($"No JSON form of {type}."),
    };

    // The forms of strings are those of URLs: one place knows them.
    private Literal? Scalar(ref Utf8JsonReader json, LiteralKind kind, TypeReference type)
    {
        if (Text(ref json) is not { } text)
        {
            return null;
        }

        var context = new BindContext(model, new QueryLimits(), []);
        return new LiteralBinder(context).Bind(new LiteralSyntax(new SourcePosition(SourcePosition.Path, 0), kind, text), type) is { } bound
            ? new Literal(bound.Value, type) : null;
    }

    private Literal? Whole(ref Utf8JsonReader json, TypeReference type, long least, long most)
    {
        if (type.Primitive != PrimitiveKind.Int64 && json.TokenType == JsonTokenType.String)
        {
            return null;
        }

        // 5.0 and 5e0 are whole numbers too; what is none, or too large, is not cut.
        return Number(ref json) is { } text && decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && number == decimal.Truncate(number) && number >= least && number <= most
            ? new Literal(type.Primitive == PrimitiveKind.Int64 ? (object)(long)number : (int)number, type) : null;
    }

    private static Literal? Double(ref Utf8JsonReader json, TypeReference type)
    {
        if (json.TokenType == JsonTokenType.String)
        {
            return json.GetString() switch
            {
                "INF" => new Literal(double.PositiveInfinity, type),
                "-INF" => new Literal(double.NegativeInfinity, type),
                "NaN" => new Literal(double.NaN, type),
                _ => null,
            };
        }

        return json.TokenType == JsonTokenType.Number && json.TryGetDouble(out var number) && double.IsFinite(number) ? new Literal(number, type) : null;
    }

    private string? Number(ref Utf8JsonReader json) => json.TokenType switch
    {
        JsonTokenType.Number => System.Text.Encoding.ASCII.GetString(json.ValueSpan),
        JsonTokenType.String when isIeee754 => json.GetString(),
        _ => null,
    };

    private bool IsTooLarge(ref Utf8JsonReader json, TypeReference type) =>
        type.Primitive == PrimitiveKind.Decimal && Number(ref json) is { } text && Digits(text) > 0 && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _);

    private static int Digits(string text)
    {
        var mantissa = text.AsSpan(0, text.AsSpan().IndexOfAny('e', 'E') is var end and >= 0 ? end : text.Length);
        var digits = 0;
        foreach (var c in mantissa)
        {
            digits += char.IsAsciiDigit(c) && (digits > 0 || c != '0') ? 1 : 0;
        }

        return digits;
    }

    // Half of a surrogate pair, which an escape can write, and U+0000 cannot be stored.
    private static string? Text(ref Utf8JsonReader json)
    {
        if (json.TokenType != JsonTokenType.String)
        {
            return null;
        }

        try
        {
            var text = json.GetString()!;
            return text.Contains('\0', StringComparison.Ordinal) ? null : text;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private string Expected(TypeReference type) => type.QualifiedName(model.Namespace);

    private string? Hint(TypeReference type) => type.Primitive switch
    {
        PrimitiveKind.Int64 or PrimitiveKind.Decimal when !isIeee754 => "It is a JSON number, or a string where the media type says IEEE754Compatible=true.",
        PrimitiveKind.DateTimeOffset => "Write it as \"2025-04-01T09:30:00+09:00\".",
        PrimitiveKind.Date => "Write it as \"2025-04-01\".",
        PrimitiveKind.String => "It is text in double quotes, without U+0000 or half a character.",
        _ => null,
    };
}
