using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Xml;
using Kawasaki.Api.OData.Parsing.Syntax;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;

namespace Kawasaki.Api.OData.Binding;

/// <summary>Gives literals their value and type, and checks their range.</summary>
internal sealed class LiteralBinder(BindContext context)
{
    // System.Decimal keeps 28 digits of every number; a longer one would be rounded in silence.
    private const int MaxDecimalDigits = 28;

    private static readonly string[] InstantFormats = ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK"];
    private static readonly string[] TimeFormats = ["HH:mm:ss.FFFFFFF", "HH:mm"];

    /// <summary>The literal, in the type the other operand suggests where its form leaves a choice.</summary>
    /// <param name="syntax">The literal.</param>
    /// <param name="target">Type of the other operand; null if unknown.</param>
    public Literal? Bind(LiteralSyntax syntax, TypeReference? target = null)
    {
        context.Slots?.Bound(syntax);
        return BindKind(syntax, target);
    }

    private Literal? BindKind(LiteralSyntax syntax, TypeReference? target) => syntax.Kind switch
    {
        LiteralKind.Null => new Literal(null, (target ?? TypeReference.Of(PrimitiveKind.String)) with { IsNullable = true }),
        LiteralKind.Boolean => Of(syntax.Text == "true", PrimitiveKind.Boolean),
        LiteralKind.Integer => Integer(syntax),
        LiteralKind.Decimal => Decimal(syntax),
        LiteralKind.Double => Double(syntax),
        LiteralKind.String => String(syntax, target),
        LiteralKind.Guid => Guid.TryParse(syntax.Text, out var guid) ? Of(guid, PrimitiveKind.Guid) : Bad(syntax, "Edm.Guid"),
        LiteralKind.Date => DateOnly.TryParseExact(syntax.Text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? Of(date, PrimitiveKind.Date) : Bad(syntax, "Edm.Date", "Dates reach from 0001-01-01 to 9999-12-31."),
        LiteralKind.DateTimeOffset => Instant(syntax),
        LiteralKind.TimeOfDay => TimeOnly.TryParseExact(Fraction(syntax.Text), TimeFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? Of(time, PrimitiveKind.TimeOfDay) : Bad(syntax, "Edm.TimeOfDay"),
        LiteralKind.Duration => Duration(syntax),
        LiteralKind.Binary => Binary(syntax),
        LiteralKind.Enum => QualifiedEnum(syntax),
        LiteralKind.Geography or LiteralKind.Geometry => context.NotSupported<Literal>(syntax, "A geographic value"),
        _ => throw new InvalidOperationException($"No literal of kind {syntax.Kind}."),
    };

    private static Literal Of(object value, PrimitiveKind kind) => new(value, TypeReference.Of(kind, isNullable: false));

    private Literal? Bad(LiteralSyntax syntax, string type, string? hint = null) =>
        context.Fail<Literal>(syntax, ErrorCode.BadLiteral, $"'{Shorten(syntax.Text)}' is not a value of {type}.", hint);

    private Literal? Integer(LiteralSyntax syntax) =>
        int.TryParse(syntax.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var small) ? Of(small, PrimitiveKind.Int32)
        : long.TryParse(syntax.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var large) ? Of(large, PrimitiveKind.Int64)
        : Decimal(syntax);

    private Literal? Decimal(LiteralSyntax syntax)
    {
        var digits = syntax.Text.Count(char.IsAsciiDigit) - LeadingZeros(syntax.Text);
        return digits <= MaxDecimalDigits
            && decimal.TryParse(syntax.Text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
                ? Of(value, PrimitiveKind.Decimal)
                : Bad(syntax, "Edm.Decimal", $"At most {MaxDecimalDigits} digits can be compared exactly.");
    }

    private static int LeadingZeros(string text)
    {
        var count = 0;
        foreach (var c in text)
        {
            if (c == '0')
            {
                count++;
            }
            else if (c is not ('-' or '+'))
            {
                break;
            }
        }

        return count;
    }

    private Literal? Double(LiteralSyntax syntax) => syntax.Text.ToUpperInvariant() switch
    {
        "INF" => Of(double.PositiveInfinity, PrimitiveKind.Double),
        "-INF" => Of(double.NegativeInfinity, PrimitiveKind.Double),
        "NAN" => Of(double.NaN, PrimitiveKind.Double),
        var text => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)
            ? Of(value, PrimitiveKind.Double) : Bad(syntax, "Edm.Double"),
    };

    private Literal? String(LiteralSyntax syntax, TypeReference? target)
    {
        if (syntax.Text.Contains('\0', StringComparison.Ordinal))
        {
            return context.Fail<Literal>(syntax, ErrorCode.BadLiteral, "A text cannot contain the character U+0000.");
        }

        return target switch
        {
            { Enumeration: { } type, IsCollection: false } => Enum(syntax, type),
            _ when target?.Is(PrimitiveKind.Duration) == true => Duration(syntax),
            _ => Of(syntax.Text, PrimitiveKind.String),
        };
    }

    private Literal? Instant(LiteralSyntax syntax)
    {
        var text = Fraction(syntax.Text).ToUpperInvariant();
        return DateTimeOffset.TryParseExact(text, InstantFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var value)
            ? Of(value.ToUniversalTime(), PrimitiveKind.DateTimeOffset)
            : Bad(syntax, "Edm.DateTimeOffset", "Write it as 2025-04-01T09:30:00+09:00.");
    }

    // OData allows twelve fractional digits, .NET seven; PostgreSQL keeps six.
    private static string Fraction(string text)
    {
        const int digits = 7;
        var point = text.IndexOf('.', StringComparison.Ordinal);
        if (point < 0)
        {
            return text;
        }

        var end = point + 1;
        while (end < text.Length && char.IsAsciiDigit(text[end]))
        {
            end++;
        }

        return end - point - 1 <= digits ? text : text[..(point + 1 + digits)] + text[end..];
    }

    private Literal? Duration(LiteralSyntax syntax)
    {
        try
        {
            // Years and months have no fixed length: Edm.Duration is days and time only.
            return syntax.Text.AsSpan().IndexOfAny('Y', 'y') < 0 && !HasMonths(syntax.Text)
                ? Of(XmlConvert.ToTimeSpan(syntax.Text.ToUpperInvariant()), PrimitiveKind.Duration)
                : Bad(syntax, "Edm.Duration");
        }
        catch (Exception e) when (e is FormatException or OverflowException)
        {
            return Bad(syntax, "Edm.Duration", "Write it as P1DT2H30M.");
        }
    }

    private static bool HasMonths(string text)
    {
        var time = text.IndexOf('T', StringComparison.OrdinalIgnoreCase);
        return text.AsSpan(0, time < 0 ? text.Length : time).IndexOfAny('M', 'm') >= 0;
    }

    private Literal? Binary(LiteralSyntax syntax)
    {
        var bytes = new byte[Base64Url.GetMaxDecodedLength(syntax.Text.Length)];
        return Base64Url.DecodeFromChars(syntax.Text, bytes, out _, out var written) == OperationStatus.Done ? Of(bytes[..written], PrimitiveKind.Binary) : Bad(syntax, "Edm.Binary");
    }

    private Literal? QualifiedEnum(LiteralSyntax syntax)
    {
        foreach (var type in context.Model.EnumTypes)
        {
            if (string.Equals(syntax.TypeName, $"{context.Model.Namespace}.{type.Name}", StringComparison.OrdinalIgnoreCase))
            {
                return Enum(syntax, type);
            }
        }

        var names = context.Model.EnumTypes.Select(t => $"{context.Model.Namespace}.{t.Name}");
        return context.Fail<Literal>(
            syntax, ErrorCode.BadLiteral, $"There is no enumeration type '{Shorten(syntax.TypeName ?? "")}'.",
            BindContext.DidYouMean(syntax.TypeName ?? "", names) ?? "Vocabularies such as kind and status are strings: write them in plain quotes.");
    }

    private Literal? Enum(LiteralSyntax syntax, EnumTypeModel type)
    {
        long value = 0;
        foreach (var part in syntax.Text.Split(','))
        {
            var name = part.Trim();
            var member = type.Members.FirstOrDefault(m => string.Equals(m.Name, name, StringComparison.OrdinalIgnoreCase));
            if (member is null && !long.TryParse(name, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _))
            {
                return Bad(syntax, type.Name, $"Its members are {string.Join(", ", type.Members.Select(m => m.Name))}.");
            }

            value |= member?.Value ?? long.Parse(name, CultureInfo.InvariantCulture);
        }

        return new Literal(value, TypeReference.Of(type, isNullable: false));
    }

    /// <summary>A text of the request as far as a message repeats it.</summary>
    internal static string Shorten(string text)
    {
        const int most = 60;
        return text.Length <= most ? text : text[..most] + "…";
    }
}
