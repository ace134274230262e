using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;
using Xunit;
using static Kawasaki.Tests.Postgres.Query.E;

namespace Kawasaki.Tests.Postgres.Query;

/// <summary>A cast that fails gives null and never ends the question.</summary>
[Collection(SampleRows.Name)]
public sealed class CastTests(SampleDatabase database)
{
    [Theory]
    [InlineData("2147483647", PrimitiveKind.Int32, "2147483647")]
    [InlineData("+0000000000000000000000000000000000000000000012", PrimitiveKind.Int32, "12")]
    [InlineData("9999999999", PrimitiveKind.Int32, null)]
    [InlineData("-2147483649", PrimitiveKind.Int32, null)]
    [InlineData("9999999999", PrimitiveKind.Int64, "9999999999")]
    [InlineData("9223372036854775808", PrimitiveKind.Int64, null)]
    [InlineData("99999999999999999999999999", PrimitiveKind.Int64, null)]
    [InlineData("1.5", PrimitiveKind.Int32, null)]
    [InlineData("", PrimitiveKind.Int32, null)]
    [InlineData("1.50", PrimitiveKind.Decimal, "1.50")]
    [InlineData("1,5", PrimitiveKind.Decimal, null)]
    [InlineData("1e5", PrimitiveKind.Double, "100000")]
    [InlineData("1e400", PrimitiveKind.Double, null)]
    [InlineData("1e-400", PrimitiveKind.Double, null)]
    [InlineData("1e99999999", PrimitiveKind.Double, null)]
    [InlineData("true", PrimitiveKind.Boolean, "true")]
    [InlineData("yes", PrimitiveKind.Boolean, null)]
    [InlineData("2024-02-29", PrimitiveKind.Date, "2024-02-29")]
    [InlineData("2000-02-29", PrimitiveKind.Date, "2000-02-29")]
    [InlineData("1900-02-29", PrimitiveKind.Date, null)]
    [InlineData("2025-02-30", PrimitiveKind.Date, null)]
    [InlineData("2025-04-31", PrimitiveKind.Date, null)]
    [InlineData("2025-13-01", PrimitiveKind.Date, null)]
    [InlineData("0000-01-01", PrimitiveKind.Date, null)]
    [InlineData("23:59", PrimitiveKind.TimeOfDay, "23:59:00.")]
    [InlineData("23:59:59.9999999", PrimitiveKind.TimeOfDay, "23:59:59.999999")]
    [InlineData("24:00", PrimitiveKind.TimeOfDay, null)]
    [InlineData("10:60:00", PrimitiveKind.TimeOfDay, null)]
    [InlineData("2025-04-01T09:00:00+09:00", PrimitiveKind.DateTimeOffset, "2025-04-01T00:00:00Z")]
    [InlineData("2025-02-29T09:00:00Z", PrimitiveKind.DateTimeOffset, null)]
    [InlineData("2025-04-01T25:00:00Z", PrimitiveKind.DateTimeOffset, null)]
    [InlineData("2025-04-01T09:00:00+15:00", PrimitiveKind.DateTimeOffset, null)]
    [InlineData("9999-12-31T23:00:00-09:00", PrimitiveKind.DateTimeOffset, null)]
    [InlineData("0001-01-01T00:00:00+09:00", PrimitiveKind.DateTimeOffset, null)]
    [InlineData("-P1DT1H", PrimitiveKind.Duration, "\"-PT90000S\"")]
    [InlineData("+PT0.5S", PrimitiveKind.Duration, "\"PT0.5S\"")]
    [InlineData("P", PrimitiveKind.Duration, null)]
    [InlineData("P1DT", PrimitiveKind.Duration, null)]
    [InlineData("P99999999999D", PrimitiveKind.Duration, null)]
    [InlineData("cfcd2084-95d5-65ef-66e7-dff9f98764da", PrimitiveKind.Guid, "cfcd2084-95d5-65ef-66e7-dff9f98764da")]
    [InlineData("cfcd2084", PrimitiveKind.Guid, null)]
    public async Task A_text_that_is_no_value_of_the_type_gives_null(string text, PrimitiveKind kind, string? expected)
    {
        Assert.Equal(Trimmed(expected), Trimmed(await CastAsync(_ => Lit(text), kind)));
        // Not a constant: what the server cannot compute beforehand.
        Assert.Equal(Trimmed(expected), Trimmed(await CastAsync(i => Call(QueryFunction.Concat, E.String, Lit(text), Call(QueryFunction.Substring, E.String, i["text"], Lit(100))), kind)));
    }

    [Theory]
    [InlineData(2147483648.4, PrimitiveKind.Int32, null)]
    [InlineData(2147483646.6, PrimitiveKind.Int32, "2147483647")]
    [InlineData(1e300, PrimitiveKind.Int64, null)]
    [InlineData(1e300, PrimitiveKind.Single, null)]
    [InlineData(double.NaN, PrimitiveKind.Int32, null)]
    [InlineData(double.PositiveInfinity, PrimitiveKind.Decimal, null)]
    [InlineData(-0.25, PrimitiveKind.Decimal, "-0.25")]
    public async Task A_number_beyond_the_type_gives_null(double number, PrimitiveKind kind, string? expected) =>
        Assert.Equal(expected, await CastAsync(_ => Lit(number), kind));

    private static string? Trimmed(string? text) => text?.TrimEnd('.');

    private async Task<string?> CastAsync(Func<Ask, Expression> value, PrimitiveKind kind)
    {
        var answer = await database.ReadAsync(
            database.Ask("items").Where(i => Eq(i["code"], "i001")).Select().Compute("v", i => new Conversion(value(i), TypeReference.Of(kind))).Plan());

        Assert.Null(answer.Problem);
        return Assert.Single(answer.Rows)[0];
    }
}
