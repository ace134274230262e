using System.Text.Json;
using Xunit;

namespace Kawasaki.Tests.Integration.OData.Reference;

/// <summary>Every option over every primitive type, with nulls and ties, against plain SQL.</summary>
public sealed class PrimitiveTests(ReferenceService service) : IClassFixture<ReferenceService>
{
    /// <summary>Property, literal in OData, the same in SQL.</summary>
    public static TheoryData<string, string, string> Values => new()
    {
        { "boolean", "true", "true" },
        { "byte", "60", "60" },
        { "sByte", "-60", "-60" },
        { "int16", "-1", "-1" },
        { "int32", "3000", "3000" },
        { "int64", "9007199254740994", "9007199254740994" },
        { "decimal", "-1.25", "-1.25" },
        { "single", "2.2", "2.2::real" },
        { "single", "INF", "'Infinity'::real" },
        { "double", "0.3333333333333333", "0.3333333333333333" },
        { "double", "INF", "'Infinity'::float8" },
        { "double", "-INF", "'-Infinity'::float8" },
        { "string", "'abc'", "'abc'" },
        { "guid", "00000001-0007-0009-0102-030405060708", "'00000001-0007-0009-0102-030405060708'::uuid" },
        { "date", "2024-02-29", "date '2024-02-29'" },
        { "timeOfDay", "05:30:15.25", "time '05:30:15.25'" },
        { "dateTimeOffset", "2025-04-01T00:00:00.5%2B09:00", "timestamptz '2025-03-31 15:00:00.5Z'" },
        { "duration", "duration'PT2H0.5S'", "interval '2 hours 0.5 seconds'" },
        { "duration", "'PT2H0.5S'", "interval '2 hours 0.5 seconds'" },
        { "binary", "binary'Av8-'", @"'\x02ff3e'::bytea" },
        { "size", "'Large'", "1" },
        { "size", "reference.Size'Large'", "1" },
        { "size", "'1'", "1" },
        { "colours", "'Red,Blue'", "5" },
        { "colours", "reference.Colours'Red,Blue'", "5" },
    };

    public static TheoryData<string> Properties => [.. Values.Select(v => v.Data.Item1).Distinct()];

    [Theory]
    [MemberData(nameof(Values))]
    public async Task Compares(string property, string literal, string sql)
    {
        var column = Column(property);
        await FindsAsync($"{property} eq {literal}", $"{column} is not distinct from {sql}");
        await FindsAsync($"{property} ne {literal}", $"{column} is distinct from {sql}");
        await FindsAsync($"not ({property} eq {literal})", $"{column} is distinct from {sql}");
        await FindsAsync($"{property} in ({literal},null)", $"{column} = {sql} or {column} is null");
        await FindsAsync($"{property} eq null", $"{column} is null");
        await FindsAsync($"case({property} eq {literal}:{property}) ne null", $"{column} = {sql}");
        if (property is not ("guid" or "binary"))
        {
            await FindsAsync($"{property} lt {literal}", $"{column} < {sql}");
            await FindsAsync($"not ({property} ge {literal})", $"({column} >= {sql}) is not true");
        }
    }

    [Theory]
    [MemberData(nameof(Properties))]
    public async Task Orders_and_pages(string property)
    {
        var column = Column(property);
        foreach (var (direction, sql) in ((string, string)[])[("", "nulls first"), (" desc", "desc nulls last")])
        {
            var expected = await service.Database.RowsAsync($"select \"Day\"::text from reference.samples order by {column} {sql}, \"Day\"");
            Assert.Equal(expected, await DaysAsync($"samples?$orderby={property}{direction}&$select=day"));
            Assert.Equal(expected, await DaysAsync($"samples?$orderby={property}{direction}&$select=day", ("Prefer", "maxpagesize=3")));
        }
    }

    [Theory]
    [MemberData(nameof(Properties))]
    public async Task Groups_and_takes_the_extremes(string property)
    {
        var column = Column(property);
        Assert.Equal(
            await service.Database.RowsAsync($"select count(*) from reference.samples group by {column} order by {column} nulls first"),
            (await service.RowsAsync($"samples?$apply=groupby(({property}),aggregate($count as n))&$orderby={property}&$select=n")).Select(ReferenceText.Of));
        Assert.Equal(
            await service.Database.RowsAsync($"select count(distinct {column}) from reference.samples"),
            (await service.RowsAsync($"samples?$apply=aggregate({property} with countdistinct as n)")).Select(ReferenceText.Of));
        if (property is not ("boolean" or "guid" or "binary" or "size" or "colours"))
        {
            foreach (var method in (string[])["min", "max"])
            {
                Assert.Equal(
                    await service.Database.RowsAsync($"select \"Day\"::text from reference.samples where {column} = (select {method}({column}) from reference.samples) order by \"Day\""),
                    await DaysAsync($"samples?$filter={property} eq @m&@m={await ExtremeAsync(property, method)}&$select=day"));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Properties))]
    public async Task Is_the_same_in_every_form(string property)
    {
        var rows = await service.RowsAsync($"samples?$select=day,{property}&$top=8");
        Assert.Equal(rows.Select(r => ReferenceText.Of(r.GetProperty(property))), (await service.RowsAsync($"samples?$compute={property} as c&$select=c&$top=8")).Select(r => ReferenceText.Of(r.GetProperty("c"))));
        // An apostrophe keeps spreadsheets from running a text as a formula.
        var csv = (await service.TextAsync($"samples?$select={property}&$top=8&$format=csv")).Split("\r\n")[1..9];
        Assert.Equal(rows.Select(r => ReferenceText.Of(r.GetProperty(property))), csv.Select(c => c.Trim('"', '\'')));
        foreach (var row in rows)
        {
            var day = row.GetProperty("day").GetString();
            using var raw = await service.SendAsync($"samples({day})/{property}/$value");
            using var json = await service.SendAsync($"samples({day})/{property}");
            var value = row.GetProperty(property);
            Assert.Equal(value.ValueKind == JsonValueKind.Null ? 204 : 200, (int)raw.StatusCode);
            Assert.Equal(raw.StatusCode, json.StatusCode);
            if (value.ValueKind != JsonValueKind.Null)
            {
                var bytes = await raw.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
                var text = property == "binary" ? System.Buffers.Text.Base64Url.EncodeToString(bytes) : System.Text.Encoding.UTF8.GetString(bytes);
                Assert.Equal(ReferenceText.Of(value), text);
                var body = JsonDocument.Parse(await json.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement;
                Assert.Equal($"{service.Root}$metadata#samples({day})/{property}", body.GetProperty("@odata.context").GetString());
                Assert.Equal(value.GetRawText(), body.GetProperty("value").GetRawText());
            }
        }
    }

    [Fact]
    public async Task Long_numbers_are_texts_where_asked_for()
    {
        var rows = await service.RowsAsync("samples?$select=int64,decimal,int64s,decimals,int32&$top=3", ("Accept", "application/json;IEEE754Compatible=true"));
        Assert.Equal("\"9007199254740993\"|\"-5.000\"|[]", string.Join('|', rows[0].EnumerateObject().Where(p => p.Name is "int64" or "decimal" or "int64s").Select(p => p.Value.GetRawText())));
        Assert.Equal("[\"9007199254740993\",\"9007199254740992\"]", rows[2].GetProperty("int64s").GetRawText());
        Assert.Equal("[\"1.50\",null]", rows[2].GetProperty("decimals").GetRawText());
        Assert.Equal(JsonValueKind.Number, rows[0].GetProperty("int32").ValueKind);
    }

    [Fact]
    public async Task Ends_of_the_ranges_are_written_as_they_are()
    {
        var row = JsonDocument.Parse(await service.TextAsync("allTypes(01234567-89ab-cdef-0123-456789abcdef)")).RootElement;
        Assert.Equal(
            "01234567-89ab-cdef-0123-456789abcdef|true|255|-128|32767|2147483647|9223372036854775807|79228162514264337593543950335|1.1|1.7976931348623157E+308|\"\\/ <&> 𠮷"
            + "|9999-12-30|23:59:59.999999|2025-03-31T14:59:58.5Z|PT93784.5S|AP8-Pw|[00000000-0000-0000-0000-000000000000,]",
            ReferenceText.Of(row));
    }

    private async Task<string> ExtremeAsync(string property, string method)
    {
        var value = Assert.Single(await service.RowsAsync($"samples?$apply=aggregate({property} with {method} as m)")).GetProperty("m");
        return property switch
        {
            "string" => $"'{value.GetString()}'",
            "duration" => $"duration'{value.GetString()}'",
            _ => ReferenceText.Of(value),
        };
    }

    private async Task FindsAsync(string filter, string condition) => Assert.Equal(
        await service.Database.RowsAsync($"select \"Day\"::text from reference.samples where {condition} order by \"Day\""),
        await DaysAsync($"samples?$filter={filter}&$select=day"));

    private async Task<IReadOnlyList<string>> DaysAsync(string url, params (string Name, string Value)[] headers) =>
        [.. (await service.RowsAsync(url, headers)).Select(ReferenceText.Of)];

    private static string Column(string property) => $"\"{char.ToUpperInvariant(property[0])}{property[1..]}\"";
}
