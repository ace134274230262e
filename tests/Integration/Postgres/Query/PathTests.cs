using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Query;
using Xunit;
using static Kawasaki.Tests.Postgres.Query.E;

namespace Kawasaki.Tests.Postgres.Query;

[Collection(SampleRows.Name)]
public sealed class PathTests(SampleDatabase database)
{
    [Fact]
    public async Task To_many()
    {
        var answer = await database.ReadAsync(database.Ask("groups").Where(g => Eq(g["code"], "g2")).Path("items").Plan());

        Assert.Equal(await database.ByHandAsync("""select "Code" from sample.items where "GroupCode" = 'g2' order by 1"""), answer.Keys);
    }

    [Fact]
    public async Task To_one_reached_by_many_is_one_row()
    {
        var answer = await database.ReadAsync(database.Ask("items").Where(i => Gt(i["rank"], 2)).Path("group").Plan());

        Assert.Equal(["g1", "g2", "g3"], answer.Keys);
    }

    [Fact]
    public async Task Many_to_many_gives_each_row_once()
    {
        var answer = await database.ReadAsync(database.Ask("groups").Where(g => Eq(g["code"], "g1")).Path("items").Path("tags").Count().Plan());

        Assert.Equal(["t1", "t2", "t3"], answer.Keys);
        Assert.Equal(3, answer.Count);
    }

    [Fact]
    public async Task Filter_and_order_after_the_path()
    {
        var answer = await database.ReadAsync(
            database.Ask("tags").Where(t => Eq(t["code"], "t1")).Path("items").Where(i => Eq(i["group/title"], "Budget")).OrderBy("-rank").Plan());

        Assert.Equal(
            await database.ByHandAsync(
                """
                select "Code" from sample.items join sample.item_tags on "ItemsCode" = "Code" and "TagsCode" = 't1' where "GroupCode" = 'g2' order by "Rank" desc, "Code"
                """),
            answer.Keys);
    }

    [Fact]
    public async Task A_table_that_leads_to_itself()
    {
        var answer = await database.ReadAsync(database.Ask("groups").Where(g => Eq(g["code"], "g1")).Path("children").Path("children").Plan());

        Assert.Equal(["g4"], answer.Keys);
    }

    [Theory]
    [InlineData("g4", null)]
    [InlineData("g9", ErrorCode.NotFound)]
    public async Task An_empty_collection_is_told_from_a_missing_parent(string code, ErrorCode? expected)
    {
        var parent = database.Ask("groups").Where(g => Eq(g["code"], code));

        foreach (var result in (ResultKind[])[ResultKind.Rows, ResultKind.Count, ResultKind.References])
        {
            var answer = await database.ReadAsync(parent.Path("children").Count().Plan(10, parent: parent.Rows, result: result));

            Assert.Equal(expected, answer.Problem?.Code);
            Assert.Equal(expected is null ? 0L : null, answer.Count);
        }
    }

    [Fact]
    public async Task A_row_that_must_exist()
    {
        var there = await database.ReadAsync(database.Ask("tags").Where(g => Eq(g["code"], "t2")).Plan(result: ResultKind.Row));
        var missing = await database.ReadAsync(database.Ask("tags").Where(g => Eq(g["code"], "t9")).Plan(result: ResultKind.Row));

        Assert.Equal(["t2", null], there.Rows[0]);
        Assert.Equal("No such row in tags.", missing.Problem!.Message);
    }

    [Fact]
    public async Task A_row_that_may_be_missing()
    {
        var parent = database.Ask("items").Where(i => Eq(i["code"], "i003"));

        var answer = await database.ReadAsync(parent.Path("group").Plan(parent: parent.Rows, result: ResultKind.OptionalRow));

        Assert.Null(answer.Problem);
        Assert.Empty(answer.Rows);
    }
}
