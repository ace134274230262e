using Kawasaki.Domain.Model;

namespace Kawasaki.Infrastructure.Postgres.Query;

/// <summary>Ranges of the number types, for casts to a narrower one: what does not fit gives null instead of an error.</summary>
/// <remarks>https://www.postgresql.org/docs/15/datatype-numeric.html; OData URL Conventions 4.01, section 5.1.1.10.1: rounded, null when the whole part does not fit.</remarks>
internal static class NumberRanges
{
    /// <summary>True when some value of one number type is none of the other.</summary>
    public static bool IsNarrower(PrimitiveKind from, PrimitiveKind to) =>
        Rank(from) is { } wide && Rank(to) is { } narrow && (wide > narrow || (from, to) is (PrimitiveKind.Byte, PrimitiveKind.SByte) or (PrimitiveKind.SByte, PrimitiveKind.Byte) or (PrimitiveKind.Decimal, PrimitiveKind.Single));

    /// <summary>The number as the type, null when it is out of its range.</summary>
    /// <param name="numeric">A `numeric`; the text is used more than once, so it must be a column or nearly one.</param>
    /// <param name="to">The type.</param>
    public static string Within(string numeric, PrimitiveKind to)
    {
        var type = SqlTypes.Name(TypeReference.Of(to));
        return to switch
        {
            PrimitiveKind.Byte => Whole("0", "255"),
            PrimitiveKind.SByte => Whole("-128", "127"),
            PrimitiveKind.Int16 => Whole("-32768", "32767"),
            PrimitiveKind.Int32 => Whole("-2147483648", "2147483647"),
            PrimitiveKind.Int64 => Whole("-9223372036854775808", "9223372036854775807"),
            // Below the least positive value the server reports underflow.
            PrimitiveKind.Single => Floating("1e-44", "3.4028234e38"),
            PrimitiveKind.Double => Floating("1e-323", "1.7976931348623157e308"),
            PrimitiveKind.Decimal => $"(case when abs({numeric}) < 'Infinity' then {numeric} end)",
            _ => throw new InvalidOperationException($"{to} is no number."),
        };

        string Whole(string least, string most) => $"(case when round({numeric}) between {least} and {most} then ({numeric})::{type} end)";

        string Floating(string least, string most) =>
            $"(case when abs({numeric}) between {least} and {most} or {numeric} = 0 then ({numeric})::{type} end)";
    }

    private static int? Rank(PrimitiveKind kind) => kind switch
    {
        PrimitiveKind.Byte or PrimitiveKind.SByte => 1,
        PrimitiveKind.Int16 => 2,
        PrimitiveKind.Int32 => 3,
        PrimitiveKind.Int64 => 4,
        PrimitiveKind.Decimal => 5,
        PrimitiveKind.Single => 6,
        PrimitiveKind.Double => 7,
        _ => null,
    };
}
