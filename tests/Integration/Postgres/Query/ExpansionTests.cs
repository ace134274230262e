using System.Text.Json;
using Kawasaki.Domain.Query;
using Xunit;
using static Kawasaki.Tests.Postgres.Query.E;

namespace Kawasaki.Tests.Postgres.Query;

/// <summary>Expansions against JSON put together by hand-written queries or by hand.</summary>
[Collection(SampleRows.Name)]
public sealed class ExpansionTests(SampleDatabase database)
{
    [Fact]
    public async Task To_many_with_every_option()
    {
        var answer = await database.ReadAsync(database.Ask("groups").Select("code").Expand("items", i => i
            .Where(x => Eq(x["flag"], true)).OrderBy("-amount").Skip(1).Top(2).Count().Select("code", "amount")).Plan());

        Assert.Null(answer.Problem);
        Assert.Equal(
            await database.ByHandAsync(
                """
                select (select coalesce('[' || string_agg(format('{"code":"%s","amount":%s}', x.c, coalesce(x.a::text, 'null')), ',') || ']', '[]')
                    from (select i."Code" as c, i."Amount" as a from sample.items i where i."GroupCode" = g."Code" and i."Flag" order by i."Amount" desc nulls last, i."Code" limit 2 offset 1) x)
                from sample.groups g order by g."Code"
                """),
            answer.Expanded.Select(e => e[0].Json));
        Assert.Equal(
            await database.ByHandAsync("""select (select count(*) from sample.items i where i."GroupCode" = g."Code" and i."Flag") from sample.groups g order by g."Code" """),
            answer.Expanded.Select(e => e[0].Count));
    }

    [Fact]
    public async Task To_one_and_to_none()
    {
        var answer = await database.ReadAsync(database.Ask("groups").Select().Expand("parent", p => p.Select("title", "parentCode")).Plan());

        Assert.Equal([null, """{"title":"区政","parentCode":null}""", """{"title":"区政","parentCode":null}""", """{"title":"Budget","parentCode":"g1"}"""], answer.Expanded.Select(e => e[0].Json));
    }

    [Fact]
    public async Task Many_to_many()
    {
        var answer = await database.ReadAsync(database.Ask("items").Where(i => In(i["code"], "i001", "i002", "i004")).Select().Expand("tags", t => t.OrderBy("-weight")).Plan());

        Assert.Equal(["""[{"code":"t2","weight":null}]""", """[{"code":"t1","weight":1}]""", "[]"], answer.Expanded.Select(e => e[0].Json));
    }

    [Fact]
    public async Task Nested_to_any_depth()
    {
        var answer = await database.ReadAsync(database.Ask("groups").Where(g => Eq(g["code"], "g1")).Select().Expand("children", c => c
            .Select("code")
            .Expand("parent", p => p.Select("title"))
            .Expand("children", d => d.Select("title").Count().Expand("parent", p => p.Select("code").Expand("parent", q => q.Select("code").Expand("parent"))))
            .Expand("items", i => i.Where(x => Eq(x["code"], "i001")).Select("years").Expand("tags", t => t.Select()))).Plan());

        Assert.Equal(
            """
            [{"code":"g2","parent":{"title":"区政"},"children@odata.count":1,"children":[{"title":"空","parent":{"code":"g2","parent":{"code":"g1","parent":null}}}],"items":[{"years":[2021],"tags":[{}]}]},{"code":"g3","parent":{"title":"区政"},"children@odata.count":0,"children":[],"items":[]}]
            """.Trim(),
            answer.Expanded[0][0].Json);
    }

    [Fact]
    public async Task Condition_of_an_expansion_may_speak_of_every_row_around()
    {
        var outer = database.Ask("groups").Select("code");
        outer.Expand("items", i => i.Select("code").Where(x => And(Eq(x["rank"], 1), Ne(x["name"], outer["parent/title"])))
            .Expand("tags", t => t.Select("code").Where(y => Or(Eq(outer["title"], "区政"), Gt(y["weight"], i["rank"])))));

        var answer = await database.ReadAsync(outer.Plan());

        Assert.Null(answer.Problem);
        Assert.Equal(
            await database.ByHandAsync(
                """
                select coalesce((select '[' || string_agg(format('{"code":"%s","tags":%s}', i."Code", coalesce(
                        (select '[' || string_agg(format('{"code":"%s"}', t."Code"), ',' order by t."Code") || ']' from sample.tags t join sample.item_tags l on l."TagsCode" = t."Code"
                         where l."ItemsCode" = i."Code" and (g."Code" = 'g1' or t."Weight" > 1)), '[]')), ',' order by i."Code") || ']'
                    from sample.items i where i."GroupCode" = g."Code" and i."Rank" = 1), '[]')
                from sample.groups g order by g."Code"
                """),
            answer.Expanded.Select(e => e[0].Json));
    }

    [Fact]
    public async Task Only_the_number_or_the_references()
    {
        var answer = await database.ReadAsync(
            database.Ask("groups").Select().Expand("children", kind: ExpansionKind.Count).Expand("children", kind: ExpansionKind.References).Expand("parent", kind: ExpansionKind.References)
                .Expand("items", i => i.Where(x => Eq(x["rank"], 0)), ExpansionKind.Count).Plan(),
            RowFormat.Default with { ServiceRoot = "https://x.example/odata/" });

        Assert.Equal(
            [
                (null, "2", null),
                ("""[{"@odata.id":"https://x.example/odata/groups('g2')"},{"@odata.id":"https://x.example/odata/groups('g3')"}]""", null, null),
                (null, null, null),
                (null, "6", null),
            ],
            answer.Expanded[0]);
        Assert.Equal("""{"@odata.id":"https://x.example/odata/groups('g1')"}""", answer.Expanded[1][2].Json);
    }

    [Fact]
    public async Task A_cut_collection_says_so_and_is_continued_where_it_was_cut()
    {
        var format = RowFormat.Default with { ServiceRoot = "https://x.example/odata/" };
        var top = await database.ReadAsync(database.Ask("groups").Select().Expand("items", i => i.Select("code"), pageRows: 2, nextOptions: "$skip=2").Plan(), format);
        var nested = await database.ReadAsync(
            database.Ask("groups").Where(g => Eq(g["code"], "g1")).Select().Expand("children", c => c.Select("code")
                .Expand("items", i => i.Select("code"), pageRows: 2, nextOptions: "$select=code&$skip=2").Expand("children", d => d.Select("code"), pageRows: 2, nextOptions: "$skip=2")).Plan(),
            format);

        Assert.Equal(["True", "True", "True", "False"], top.Expanded.Select(e => e[0].HasMore));
        Assert.Equal("""[{"code":"i004"},{"code":"i008"}]""", top.Expanded[0][0].Json);
        Assert.Equal(
            """
            [{"code":"g2","items@odata.nextLink":"https://x.example/odata/groups('g2')/items?$select=code&$skip=2","items":[{"code":"i001"},{"code":"i005"}],"children":[{"code":"g4"}]},{"code":"g3","items@odata.nextLink":"https://x.example/odata/groups('g3')/items?$select=code&$skip=2","items":[{"code":"i002"},{"code":"i006"}],"children":[]}]
            """.Trim(),
            nested.Expanded[0][0].Json);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Numbers_take_the_form_asked_for(bool asStrings)
    {
        var answer = await database.ReadAsync(
            database.Ask("groups").Where(g => Eq(g["code"], "g2")).Expand("items", i => i.Where(x => Eq(x["code"], "i005")).Count().Expand("tags", t => t.Count())).Plan(),
            RowFormat.Default with { Ieee754Compatible = asStrings });

        var item = JsonDocument.Parse(answer.Expanded[0][0].Json!).RootElement[0];
        Assert.Equal(asStrings ? "\"9007199254740998\"" : "9007199254740998", item.GetProperty("big").GetRawText());
        Assert.Equal(asStrings ? "\"8.7500000000000000\"" : "8.7500000000000000", item.GetProperty("amount").GetRawText());
        Assert.Equal(asStrings ? "\"1\"" : "1", item.GetProperty("tags@odata.count").GetRawText());
        Assert.Equal("0", item.GetProperty("rank").GetRawText());
    }

    [Fact]
    public async Task Texts_are_escaped_as_json_and_otherwise_left_alone()
    {
        var answer = await database.ReadAsync(database.Ask("groups").Where(g => Eq(g["code"], "g1")).Select().Expand("items", i => i.Select("name")).Plan());

        var json = answer.Expanded[0][0].Json!;
        Assert.Contains("\"ＡＢＣ ａｂｃ\"", json, StringComparison.Ordinal);
        Assert.Equal(
            await database.ByHandAsync("""select "Name" from sample.items where "GroupCode" = 'g1' order by "Code" """),
            JsonDocument.Parse(json).RootElement.EnumerateArray().Select(e => e.GetProperty("name").GetString() ?? ""));
    }

    [Fact]
    public async Task Expansions_stand_beside_count_page_and_parent()
    {
        var parent = database.Ask("groups").Where(g => Eq(g["code"], "g1"));
        Ask Children() => parent.Path("children").Count().OrderBy("-title").Select("code").Expand("items", i => i.Top(1).Select("code"));

        var first = await database.ReadAsync(Children().Plan(1, parent: parent.Rows));
        var second = await database.ReadAsync(Children().Plan(1, first.Continuation, parent.Rows));

        Assert.Equal(("g3", 2L, """[{"code":"i002"}]"""), (Assert.Single(first.Keys), first.Count!.Value, first.Expanded[0][0].Json));
        Assert.Equal(("g2", 2L, """[{"code":"i001"}]"""), (Assert.Single(second.Keys), second.Count!.Value, second.Expanded[0][0].Json));
        Assert.Null(second.Continuation);
    }

    [Theory]
    [InlineData(MetadataLevel.None, """[{"rank":1,"group":{"code":"g2","title":"Budget"}}]""")]
    [InlineData(MetadataLevel.Minimal, """[{"@odata.id":"r/items('i001')","rank":1,"group":{"code":"g2","title":"Budget"}}]""")]
    [InlineData(
        MetadataLevel.Full,
        """
        [{"@odata.type":"#sample.Item","@odata.id":"r/items('i001')","rank@odata.type":"#Int32","rank":1,"group@odata.associationLink":"r/items('i001')/group/$ref","group@odata.navigationLink":"r/items('i001')/group","group":{"@odata.type":"#sample.Group","@odata.id":"r/groups('g2')","code":"g2","title":"Budget"}}]
        """)]
    public async Task Control_information_is_as_much_as_asked_for(MetadataLevel level, string expected)
    {
        var answer = await database.ReadAsync(
            database.Ask("groups").Where(g => Eq(g["code"], "g2")).Select().Expand("items", i => i.Where(x => Eq(x["code"], "i001")).Select("rank").Expand("group", g => g.Select("title", "code"))).Plan(),
            new RowFormat(false, level, "r/", "sample"));

        Assert.Equal(JsonSerializer.Serialize(JsonDocument.Parse(expected)), JsonSerializer.Serialize(JsonDocument.Parse(answer.Expanded[0][0].Json!)));
    }

    [Fact]
    public async Task Full_metadata_links_every_navigation_of_a_whole_row()
    {
        var answer = await database.ReadAsync(
            database.Ask("items").Where(i => Eq(i["code"], "i001")).Select().Expand("group").Plan(), new RowFormat(false, MetadataLevel.Full, "r/", "sample"));

        var group = JsonDocument.Parse(answer.Expanded[0][0].Json!).RootElement;
        Assert.Equal("r/groups('g2')/children/$ref", group.GetProperty("children@odata.associationLink").GetString());
        Assert.Equal("r/groups('g2')/parent", group.GetProperty("parent@odata.navigationLink").GetString());
    }

    [Fact]
    public async Task A_long_or_odd_alias_keeps_its_name()
    {
        var alias = new string('長', 60) + "\"'";
        var answer = await database.ReadAsync(database.Ask("groups").Where(g => Eq(g["code"], "g2")).Select().Expand("items", i => i
            .Where(x => Eq(x["code"], "i001")).Select().Compute(alias, x => x["rank"])).Plan());

        Assert.Equal(1, JsonDocument.Parse(answer.Expanded[0][0].Json!).RootElement[0].GetProperty(alias).GetInt32());
    }
}
