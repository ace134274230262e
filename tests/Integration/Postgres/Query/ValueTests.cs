using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;
using Xunit;
using static Kawasaki.Tests.Postgres.Query.E;
using F = Kawasaki.Domain.Query.QueryFunction;
using Op = Kawasaki.Domain.Query.BinaryOperator;

namespace Kawasaki.Tests.Postgres.Query;

/// <summary>Each kind of value against a second query written by hand on the same rows.</summary>
[Collection(SampleRows.Name)]
public sealed class ValueTests(SampleDatabase database)
{
    private static readonly Dictionary<string, (Func<Ask, Expression> Plan, string ByHand)> Cases = new()
    {
        ["add"] = (i => Math(Op.Add, i["number"], i["rank"], E.Int32), """ "Number" + "Rank" """),
        ["sub"] = (i => Math(Op.Subtract, i["amount"], Lit(0.25m), E.Decimal), """ "Amount" - 0.25 """),
        ["mul"] = (i => Math(Op.Multiply, i["amount"], Lit(2.50m), E.Decimal), """ trim_scale("Amount" * 2.50) """),
        ["integer div truncates"] = (i => Math(Op.Divide, i["number"], Lit(3), E.Int32), """ trunc("Number"::numeric / 3)::integer """),
        ["decimal div"] = (i => Math(Op.Divide, i["amount"], Lit(4m), E.Decimal), """ trim_scale("Amount" / 4) """),
        ["divby"] = (i => Math(Op.DivideBy, i["number"], Lit(4), E.Decimal), """ trim_scale("Number"::numeric / 4) """),
        ["mod keeps the sign"] = (i => Math(Op.Modulo, i["number"], Lit(3), E.Int32), """ "Number" - 3 * trunc("Number"::numeric / 3)::integer """),
        ["mod of doubles"] = (i => Math(Op.Modulo, i["ratio"], Lit(0.25), E.Double), """ "Ratio" - 0.25 * trunc("Ratio" / 0.25) """),
        ["negate"] = (i => new Unary(UnaryOperator.Negate, i["number"], E.Int32), """ 0 - "Number" """),
        ["promotion"] = (i => Math(Op.Multiply, new Conversion(i["number"], E.Decimal), Lit(1.5m), E.Decimal), """ trim_scale("Number" * 1.5) """),
        ["date plus duration"] = (i => Math(Op.Add, i["day"], Lit(TimeSpan.FromDays(2)), E.Date), """ "Day" + 2 """),
        ["dates apart"] = (i => Math(Op.Subtract, i["day"], Lit(new DateOnly(2024, 2, 28)), E.Duration), """ '"' || replace('PT' || ("Day" - date '2024-02-28') * 86400 || 'S', 'PT-', '-PT') || '"' """),
        ["instants apart"] = (
            i => Math(Op.Subtract, i["at"], Lit(new DateTimeOffset(2025, 3, 31, 14, 0, 0, TimeSpan.Zero)), E.Duration),
            """ '"PT' || trim_scale(extract(epoch from "At") - extract(epoch from timestamptz '2025-03-31 14:00Z')) || 'S"' """),
        ["duration"] = (i => i["took"], """ case (substr("Code", 2)::int % 3) when 0 then '"-PT90061.5S"' when 1 then '"PT0S"' else '"PT90061.5S"' end || left("Took"::text, 0) """),
        ["duration times"] = (i => Math(Op.Multiply, i["took"], Lit(2.0), E.Duration), """ case (substr("Code", 2)::int % 3) when 0 then '"-PT180123S"' when 1 then '"PT0S"' else '"PT180123S"' end || left("Took"::text, 0) """),
        ["length"] = (i => Call(F.Length, E.Int32, i["name"]), """ char_length("Name") """),
        ["length of values"] = (i => Call(F.Length, E.Int32, i["years"]), """ coalesce(array_length("Years", 1), 0) """),
        ["index of"] = (i => Call(F.IndexOf, E.Int32, i["name"], Lit("a")), """ position('a' in "Name") - 1 """),
        ["index of Japanese"] = (i => Call(F.IndexOf, E.Int32, i["name"], Lit("会")), """ position('会' in "Name") - 1 """),
        ["substring"] = (i => Call(F.Substring, E.String, i["name"], Lit(2)), """ substring("Name" from 3) """),
        ["substring of length"] = (i => Call(F.Substring, E.String, i["name"], Lit(1), Lit(2)), """ substring("Name" from 2 for 2) """),
        ["substring from the end"] = (i => Call(F.Substring, E.String, i["name"], Lit(-3)), """ substring("Name" from greatest(char_length("Name") - 2, 1)) """),
        ["substring of nothing"] = (i => Call(F.Substring, E.String, i["name"], Lit(0), Lit(-1)), """ left("Name", 0) """),
        ["substring by column"] = (
            i => Call(F.Substring, E.String, i["name"], i["number"], i["rank"]),
            """ case when "Number" < 0 then substring("Name" from greatest(char_length("Name") + "Number", 0) + 1 for "Rank") else substring("Name" from "Number" + 1 for "Rank") end """),
        ["substring by long"] = (i => Call(F.Substring, E.String, i["name"], Lit(2L)), """ substring("Name" from 3) """),
        ["lower"] = (i => Call(F.ToLower, E.String, i["name"]), """ replace(translate("Name", 'ABCDEFGHIJKLMNOPQRSTUVWXYZＡＢＣ', 'abcdefghijklmnopqrstuvwxyzａｂｃ'), '', '') """),
        ["upper"] = (i => Call(F.ToUpper, E.String, i["name"]), """ translate("Name", 'abcdefghijklmnopqrstuvwxyzａｂｃ', 'ABCDEFGHIJKLMNOPQRSTUVWXYZＡＢＣ') """),
        ["trim"] = (i => Call(F.Trim, E.String, i["name"]), """ case when "Name" like '%trim%' then 'trim' else "Name" end """),
        ["concat"] = (i => Call(F.Concat, E.String, Call(F.Concat, E.String, i["name"], Lit("-")), i["text"]), """ "Name" || '-' || "Text" """),
        ["year of date"] = (i => Call(F.Year, E.Int32, i["day"]), """ left("Day"::text, 4)::int """),
        ["month of instant in UTC"] = (i => Call(F.Month, E.Int32, i["at"]), """ case when "At" is not null then 3 end """),
        ["day"] = (i => Call(F.Day, E.Int32, i["day"]), """ right("Day"::text, 2)::int """),
        ["hour"] = (i => Call(F.Hour, E.Int32, i["at"]), """ case when "At" < '2025-03-31 15:00Z' then 14 when "At" is not null then 15 end """),
        ["minute"] = (i => Call(F.Minute, E.Int32, i["clock"]), """ case when "Clock" > '01:00' then 59 when "Clock" is not null then 0 end """),
        ["second"] = (i => Call(F.Second, E.Int32, i["clock"]), """ substr("Clock"::text, 7, 2)::int """),
        ["fractional seconds"] = (i => Call(F.FractionalSeconds, E.Decimal, i["at"]), """ case when "At" is not null then '0.50000' || (substr("Code", 2)::int % 2) end """),
        ["total seconds"] = (i => Call(F.TotalSeconds, E.Decimal, i["took"]), """ extract(epoch from "Took") """),
        ["offset"] = (i => Call(F.TotalOffsetMinutes, E.Int32, i["at"]), """ case when "At" is not null then 0 end """),
        ["date of instant"] = (i => Call(F.Date, E.Date, i["at"]), """ case when "At" is not null then '2025-03-31' end """),
        ["time of instant"] = (i => Call(F.Time, E.Time, i["at"]), """ rtrim(to_char("At" at time zone 'UTC', 'HH24:MI:SS.US'), '0') """),
        ["round away from zero"] = (i => Call(F.Round, E.Decimal, i["amount"]), """ sign("Amount") * floor(abs("Amount") + 0.5) """),
        ["round doubles away from zero"] = (i => Call(F.Round, E.Double, Math(Op.Multiply, i["ratio"], Lit(4.0), E.Double)), """ floor("Ratio" * 4 + 0.5) """),
        ["round of integer"] = (i => Call(F.Round, E.Int32, i["number"]), """ "Number" """),
        ["floor"] = (i => Call(F.Floor, E.Decimal, i["amount"]), """ trunc("Amount") - case when "Amount" < trunc("Amount") then 1 else 0 end """),
        ["ceiling"] = (i => Call(F.Ceiling, E.Decimal, i["amount"]), """ trunc("Amount") + case when "Amount" > trunc("Amount") then 1 else 0 end """),
        ["has subset"] = (i => Call(F.HasSubset, E.Boolean, i["years"], Years(2022, 2021)), """ cardinality("Years") >= 2 """),
        ["has subset counts"] = (i => Call(F.HasSubset, E.Boolean, i["years"], Years(2021, 2021)), """ false """),
        ["has subsequence"] = (i => Call(F.HasSubsequence, E.Boolean, i["years"], Years(2021, 2023)), """ cardinality("Years") >= 3 """),
        ["has subsequence in order"] = (i => Call(F.HasSubsequence, E.Boolean, i["years"], Years(2022, 2021)), """ false """),
        ["count of related"] = (i => new CountOf(i.Related("tags")), """ (select count(*) from sample.item_tags where "ItemsCode" = "Code") """),
        ["case"] = (i => new Case([(Gt(i["number"], 0), Lit("plus")), (Eq(i["number"], 0), Lit("zero"))], E.String), """ case sign("Number") when 1 then 'plus' when 0 then 'zero' end """),
        ["cast to text"] = (i => new Conversion(i["amount"], E.String), """ "Amount"::text """),
        ["cast instant to text"] = (i => new Conversion(i["at"], E.String), """ rtrim(to_char("At" at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), '0') || 'Z' """),
        ["cast date to text"] = (i => new Conversion(i["day"], E.String), """ "Day"::text """),
        ["cast bool to text"] = (i => new Conversion(i["flag"], E.String), """ case "Flag" when true then 'true' when false then 'false' end """),
        ["cast text to integer"] = (i => new Conversion(Call(F.Substring, E.String, i["name"], Lit(4)), E.Int32), """ case "Name" when 'CO2 2030' then 2030 end """),
        ["cast date to instant"] = (i => new Conversion(i["day"], E.Instant), """ "Day"::text || 'T00:00:00Z' """),
        ["cast instant to date"] = (i => new Conversion(i["at"], E.Date), """ case when "At" is not null then '2025-03-31' end """),
        ["cast bytes to text"] = (i => new Conversion(i["bytes"], E.String), """ translate(encode("Bytes", 'base64'), '+/=', '-_') """),
        ["first instant"] = (_ => Call(F.MinDateTime, E.Instant), "'0001-01-01T00:00:00Z'"),
        ["last instant"] = (_ => Call(F.MaxDateTime, E.Instant), "'9999-12-31T23:59:59.999999Z'"),
        ["related value"] = (i => i["group/parent/title"], """ case when "GroupCode" in ('g2', 'g3') then '区政' end """),
        ["values"] = (i => i["years"], """ '[' || array_to_string("Years", ',') || ']' """),
        ["null"] = (_ => Null(E.String), "null"),
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Is_what_it_should_be(string name)
    {
        var answer = await database.ReadAsync(database.Ask("items").Select().Compute("x", Cases[name].Plan).Plan());

        Assert.Null(answer.Problem);
        Assert.Equal(
            await database.ByHandAsync($"""select coalesce(({Cases[name].ByHand})::text, 'null') from sample.items order by "Code" """), answer.Rows.Select(r => r[0] ?? "null"));
    }

    /// <summary>The same value where the server writes the JSON: inside an expansion.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public async Task Is_the_same_inside_an_expansion(string name)
    {
        var top = await database.ReadAsync(database.Ask("items").Where(i => Eq(i["groupCode"], "g2")).Select().Compute("x", Cases[name].Plan).Plan());
        var nested = await database.ReadAsync(database.Ask("groups").Where(g => Eq(g["code"], "g2")).Expand("items", i => i.Select().Compute("x", Cases[name].Plan)).Plan());

        Assert.Null(nested.Problem);
        var values = System.Text.Json.JsonDocument.Parse(nested.Expanded[0][0].Json!).RootElement.EnumerateArray().Select(e => e.GetProperty("x"));
        Assert.Equal(
            top.Rows.Select(r => r[0]?.Trim('"') ?? "null"),
            values.Select(v => v.ValueKind == System.Text.Json.JsonValueKind.String ? v.GetString()! : v.GetRawText()));
    }

    [Fact]
    public async Task Now_is_the_clock_of_the_server()
    {
        var answer = await database.ReadAsync(database.Ask("items").Where(i => Eq(i["code"], "i001")).Select().Compute("x", _ => Call(F.Now, E.Instant)).Plan());

        var now = DateTimeOffset.Parse(answer.Rows[0][0]!, System.Globalization.CultureInfo.InvariantCulture);
        Assert.InRange(now, DateTimeOffset.UtcNow.AddMinutes(-1), DateTimeOffset.UtcNow.AddMinutes(1));
    }

    private static Literal Years(params int[] years) => new(years, TypeReference.Of(PrimitiveKind.Int32) with { IsCollection = true });
}
