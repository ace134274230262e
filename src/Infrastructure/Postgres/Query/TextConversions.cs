using Kawasaki.Domain.Model;

namespace Kawasaki.Infrastructure.Postgres.Query;

/// <summary>Casts of texts that cannot fail: what is no value of the type gives null, as OData asks (URL Conventions 4.01, section 5.1.1.10.1).</summary>
/// <remarks>
/// PostgreSQL 15 cannot be asked whether a text is valid input, so each text is held against a pattern that lets through values only, and numbers
/// against their range before the cast. https://www.postgresql.org/docs/15/functions-matching.html#POSIX-SYNTAX-DETAILS.
/// </remarks>
internal static class TextConversions
{
    // Days that exist, of the years 0001 to 9999; a leap day only in a leap year.
    private const string Month31 = "(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])";
    private const string Month30 = "(0[469]|11)-(0[1-9]|[12][0-9]|30)";
    private const string February = "02-(0[1-9]|1[0-9]|2[0-8])";
    private const string LeapDay = "([0-9][0-9](0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29";
    private const string Day = $"(?!0000)([0-9]{{4}}-({Month31}|{Month30}|{February})|{LeapDay})";
    private const string Clock = "([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9]([.][0-9]{1,12})?)?";
    private const string Zone = "(Z|[+-](0[0-9]|1[0-3]):[0-5][0-9]|[+-]14:00)";

    // Fractions finer than a microsecond are cut, not rounded: a rounded last moment of a day would be 24:00.
    private const string Microseconds = @"regexp_replace(x.v, '([.][0-9]{6})[0-9]+', '\1')";

    // Nine digits a part: days, hours or seconds for thousands of years, and within the server's own range.
    private const string Span = "[+-]?P(?=.)([0-9]{1,9}D)?(T(?=.)([0-9]{1,9}H)?([0-9]{1,9}M)?([0-9]{1,9}([.][0-9]{1,12})?S)?)?";

    private const string Whole = "[+-]?0*[0-9]{1,19}";
    private const string Decimal = "[+-]?[0-9]+([.][0-9]+)?";
    private const string Float = Decimal + "([eE][+-]?[0-9]{1,3})?";

    // More digits would be out of the range even of `numeric`, which holds 131,072.
    private const int MostCharacters = 1_000;

    /// <summary>The cast.</summary>
    /// <param name="sql">The text.</param>
    /// <param name="kind">The type wanted.</param>
    public static string Write(string sql, PrimitiveKind kind)
    {
        var (pattern, value) = Form(kind);
        // `offset 0` keeps the server from casting a constant before its pattern is looked at.
        return $"(select case when x.v ~ '^({pattern})$' and char_length(x.v) <= {MostCharacters} then {value} end from (select {sql} as v offset 0) x)";
    }

    private static (string Pattern, string Value) Form(PrimitiveKind kind) => kind switch
    {
        PrimitiveKind.Boolean => ("true|false", "x.v::boolean"),
        PrimitiveKind.Byte or PrimitiveKind.SByte or PrimitiveKind.Int16 or PrimitiveKind.Int32 or PrimitiveKind.Int64 => (Whole, NumberRanges.Within("x.v::numeric", kind)),
        PrimitiveKind.Decimal => (Decimal, "x.v::numeric"),
        PrimitiveKind.Single or PrimitiveKind.Double => (Float, NumberRanges.Within("x.v::numeric", kind)),
        PrimitiveKind.Guid => ("[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}", "x.v::uuid"),
        PrimitiveKind.Date => (Day, "x.v::date"),
        PrimitiveKind.TimeOfDay => (Clock, $"{Microseconds}::time"),
        // An offset can lead out of the years 1 to 9999.
        PrimitiveKind.DateTimeOffset => (
            $"{Day}T{Clock}{Zone}",
            $"(select case when i.v >= timestamptz '0001-01-01Z' and i.v < timestamptz '9999-12-31Z' + interval '1 day' then i.v end from (select {Microseconds}::timestamptz as v) i)"),
        // The server reads no sign before the P.
        PrimitiveKind.Duration => (Span, "(case when x.v like '-%' then - ltrim(x.v, '-')::interval else ltrim(x.v, '+')::interval end)"),
        _ => throw new InvalidOperationException($"Text cannot become {kind}."),
    };
}
