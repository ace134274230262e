using System.Net;
using System.Text;
using Kawasaki.Infrastructure.Postgres.Connections;
using Xunit;

namespace Kawasaki.Tests.Integration.OData.Writes.Workshop;

/// <summary>Derived types, links of every kind, and rows made inside of rows.</summary>
public sealed class NestedWriteTests(WorkshopFixture fixture) : IClassFixture<WorkshopFixture>, IAsyncLifetime
{
    private readonly WriteService service = fixture.Service;

    public async ValueTask InitializeAsync() => await fixture.ResetAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Rows_of_derived_types_are_made_and_changed()
    {
        var made = await service.SendAsync("POST", "machines", """{"name":"w","arms":2,"heat":1500,"code":"w","@odata.type":"#workshop.Welder"}""");
        var cast = await service.SendAsync("POST", "machines/workshop.Robot", """{"code":"r","name":"r","arms":1}""");

        Assert.Equal(("#workshop.Welder", 1500), (made.Json.GetProperty("@odata.type").GetString(), made.Json.GetProperty("heat").GetInt32()));
        Assert.True(cast.Status == HttpStatusCode.Created, cast.Body);
        Assert.Equal(["r|robot", "w|welder"], await service.Database.RowsAsync("select \"Code\", kind from workshop.machines order by 1", DatabaseRole.Writer));
        await DoneAsync("PATCH", "machines('w')", """{"name":"base only"}""");
        await DoneAsync("PATCH", "machines('w')", """{"@type":"#workshop.Robot","arms":3}""");
        await DoneAsync("PATCH", "machines('w')/workshop.Welder", """{"heat":7.5}""");
        await DoneAsync("PUT", "machines('w')/workshop.Robot/arms", """{"value":4}""");
        await DoneAsync("PATCH", "machines", """{"value":[{"@odata.type":"#workshop.Robot","code":"r","arms":9},{"@odata.type":"#workshop.Robot","code":"s","name":"s","arms":5}]}""", HttpStatusCode.OK);
        Assert.Equal(
            ["r|r|9|", "s|s|5|", "w|base only|4|7.5"],
            await service.Database.RowsAsync("select \"Code\", \"Name\", \"Arms\", \"Heat\" from workshop.machines order by 1", DatabaseRole.Writer));
        await DoneAsync("PUT", "machines('w')", """{"@odata.type":"#workshop.Welder","name":"again","arms":1}""");
        Assert.Equal(["again|1|"], await service.Database.RowsAsync("select \"Name\", \"Arms\", \"Heat\" from workshop.machines where \"Code\" = 'w'", DatabaseRole.Writer));
        Assert.Equal("r,s,w", string.Join(',', (await service.SendAsync("GET", "machines/workshop.Robot?$orderby=code")).Json.GetProperty("value").EnumerateArray().Select(r => r.GetProperty("code").GetString())));
    }

    [Theory]
    [InlineData("POST", "machines", """{"name":"x","arms":1}""", 400, "KWS202 arms")]
    [InlineData("POST", "machines", """{"@odata.type":"#workshop.Robot","name":"x"}""", 422, "KWS405 arms")]
    [InlineData("POST", "machines", """{"@odata.type":"#workshop.Tool","name":"x"}""", 400, "KWS404 @odata.type")]
    [InlineData("POST", "machines/workshop.Welder", """{"@odata.type":"#workshop.Robot","name":"x","arms":1}""", 400, "KWS404 @odata.type")]
    [InlineData("POST", "machines", """{"@odata.type":"#workshop.Welder","name":"x","arms":1,"heat":3001}""", 422, "KWS405 heat")]
    [InlineData("PATCH", "machines('m')", """{"@odata.type":"#workshop.Robot","arms":1}""", 422, "KWS405 @odata.type")]
    [InlineData("PUT", "machines('m')", """{"@odata.type":"#workshop.Robot","name":"x","arms":1}""", 422, "KWS405 @odata.type")]
    [InlineData("PATCH", "machines('none')", """{"@odata.type":"#workshop.Robot","name":"x"}""", 422, "KWS405 arms")]
    public async Task The_type_of_a_row_decides_what_it_takes(string method, string url, string body, int status, string findings)
    {
        await service.SendAsync("POST", "machines", """{"code":"m","name":"m"}""");

        var refused = await service.SendAsync(method, url, body, ("If-Match", "*"));
        var created = method == "PATCH" && url.Contains("none", StringComparison.Ordinal) ? await service.SendAsync(method, url, body) : refused;

        Assert.Equal((status, findings), ((int)created.Status, created.Findings));
        Assert.Equal("1", (await service.SendAsync("GET", "machines/$count")).Body);
    }

    [Fact]
    public async Task Links_of_every_kind_are_made_and_removed()
    {
        foreach (var (url, body) in ((string, string)[])[("machines", """{"code":"a","name":"a"}"""), ("machines", """{"code":"b","name":"b"}"""), ("tools", """{"code":"t1"}"""), ("tools", """{"code":"t2"}"""), ("tools", """{"code":"t3"}""")])
        {
            Assert.Equal(HttpStatusCode.Created, (await service.SendAsync("POST", url, body)).Status);
        }

        // Many to many, from both ends; a link that stands already is no error.
        await DoneAsync("POST", "machines('a')/tools/$ref", """{"@odata.id":"tools('t1')"}""");
        await DoneAsync("POST", "machines('a')/tools/$ref", """{"@odata.id":"tools('t1')"}""");
        await DoneAsync("POST", "tools('t2')/machines/$ref", $$"""{"@odata.id":"{{service.Root}}machines('a')"}""");
        await DoneAsync("PATCH", "machines('b')", """{"tools@odata.bind":["tools('t1')","tools('t3')"]}""");
        await DoneAsync("POST", "machines", """{"code":"c","name":"c","tools@bind":["tools('t1')"],"tools":[{"@id":"tools('t2')"}],"children@bind":["machines('b')"]}""", HttpStatusCode.Created);
        Assert.Equal("a:t1,t2 b:t1,t3 c:t1,t2", await UsesAsync());
        await DoneAsync("DELETE", "machines('a')/tools('t1')/$ref", null);
        await DoneAsync("DELETE", "tools('t3')/machines/$ref?$id=machines('b')", null);
        await DoneAsync("DELETE", "machines('b')/tools/$ref?$id=../../tools('t1')", null, HttpStatusCode.BadRequest);
        Assert.Equal("a:t2 b:t1 c:t1,t2", await UsesAsync());

        // A tree, over the value of the child.
        Assert.Equal("b>c", await TreeAsync());
        await DoneAsync("POST", "machines('a')/children/$ref", """{"@odata.id":"machines('c')"}""");
        await DoneAsync("PUT", "machines('a')/parent/$ref", """{"@odata.id":"machines('a')"}""");
        Assert.Equal("a>a b>c c>a", await TreeAsync());
        await DoneAsync("DELETE", "machines('a')/children('a')/$ref", null);
        await DoneAsync("DELETE", "machines('b')/parent/$ref", null);
        Assert.Equal("c>a", await TreeAsync());

        await RefusedAsync("POST", "machines('a')/tools/$ref", """{"@odata.id":"tools('none')"}""", 422, "KWS406 tools");
        await RefusedAsync("POST", "machines('a')/tools/$ref", """{"@odata.id":"machines('b')"}""", 400, "KWS404 @odata.id");
        await RefusedAsync("POST", "machines('none')/tools/$ref", """{"@odata.id":"tools('t1')"}""", 412, "KWS408");
        await RefusedAsync("DELETE", "machines('a')/tools/$ref", null, 400, "KWS101 $id");
        await RefusedAsync("PUT", "machines('a')/tools/$ref", """{"@odata.id":"tools('t1')"}""", 405, "KWS111");
        await RefusedAsync("PATCH", "machines('a')", """{"tools@bind":"tools('t1')"}""", 400, "KWS404 tools@bind");
        await RefusedAsync("PATCH", "machines('a')", """{"tools@bind":["tools('none')","tools('gone')"]}""", 422, "KWS406 tools; KWS406 tools");
        await RefusedAsync("DELETE", "machines('a')", null, 409, "KWS407");
        Assert.Equal("a:t2 b:t1 c:t1,t2", await UsesAsync());

        async Task<string> UsesAsync() => string.Join(' ', (await service.SendAsync("GET", "machines?$expand=tools($select=code;$orderby=code)&$orderby=code")).Json.GetProperty("value").EnumerateArray()
            .Select(m => $"{m.GetProperty("code")}:{string.Join(',', m.GetProperty("tools").EnumerateArray().Select(t => t.GetProperty("code")))}"));
        async Task<string> TreeAsync() => string.Join(' ', (await service.SendAsync("GET", "machines?$filter=parentCode ne null&$orderby=code")).Json.GetProperty("value").EnumerateArray()
            .Select(m => $"{m.GetProperty("code")}>{m.GetProperty("parentCode")}"));
    }

    [Fact]
    public async Task Rows_inside_of_rows_are_made_at_once_and_answered_as_deep()
    {
        await service.SendAsync("POST", "tools", """{"code":"t1","label":"old"}""");

        var made = await service.SendAsync("POST", "machines", """
            {"@odata.type":"#workshop.Robot","code":"m","name":"m","arms":2,"maker":{"label":"new maker"},"deputy":{"code":"d","name":"deputy","tools":[{"@id":"tools('t1')"}]},
             "tools":[{"@id":"tools('t1')"},{"code":"t2"}],
             "pieces":[{"number":1,"screws":[{"length":1.5},{"code":"s2","length":2}]},{"number":2}],
             "children":[{"@odata.type":"#workshop.Welder","code":"c","name":"c","arms":1,"children":[{"code":"g","name":"g"}]}]}
            """);

        Assert.True(made.Status == HttpStatusCode.Created, made.Body);
        var row = made.Json;
        Assert.Equal("new maker", row.GetProperty("maker").GetProperty("label").GetString());
        Assert.Equal(row.GetProperty("makerCode").GetString(), row.GetProperty("maker").GetProperty("code").GetString());
        Assert.Equal("deputy", row.GetProperty("deputy").GetProperty("name").GetString());
        Assert.Equal("t1 t2", string.Join(' ', row.GetProperty("tools").EnumerateArray().Select(t => t.GetProperty("code"))));
        Assert.Equal("1:2 2:0", string.Join(' ', row.GetProperty("pieces").EnumerateArray().Select(p => $"{p.GetProperty("number")}:{p.GetProperty("screws").GetArrayLength()}")));
        Assert.Equal("g", row.GetProperty("children")[0].GetProperty("children")[0].GetProperty("code").GetString());
        Assert.Equal(
            ["m|robot||d", "c|welder|m|", "d|machine||", "g|machine|c|"],
            await service.Database.RowsAsync("select \"Code\", kind, \"ParentCode\", \"DeputyCode\" from workshop.machines order by \"Code\" <> 'm', \"Code\"", DatabaseRole.Writer));

        // Asked for less, less is answered; asked for nothing, nothing.
        var less = await service.SendAsync("POST", "machines?$select=code&$expand=tools($select=code)", """{"code":"n","name":"n","tools":[{"code":"t9"}],"pieces":[{"number":9}]}""");
        Assert.Equal("n t9 False", $"{less.Json.GetProperty("code")} {less.Json.GetProperty("tools")[0].GetProperty("code")} {less.Json.TryGetProperty("pieces", out _)}");
        Assert.Equal(HttpStatusCode.NoContent, (await service.SendAsync("POST", "machines", """{"code":"o","name":"o","pieces":[{"number":10}]}""", ("Prefer", "return=minimal"))).Status);
    }

    [Theory]
    [InlineData("""{"code":"x","name":"x","pieces":[{"number":1},{"number":0,"screws":[{}]}],"tools":[{"@id":"tools('none')"}]}""", 422, "KWS405 pieces/1/number; KWS405 pieces/1/screws/0/length")]
    [InlineData("""{"code":"x","name":"x","pieces":[{"number":1}],"tools":[{"@id":"tools('none')"}]}""", 422, "KWS406 tools")]
    [InlineData("""{"code":"x","name":"x","pieces":[{"number":1},{"number":7}]}""", 409, "KWS407 pieces/1")]
    [InlineData("""{"code":"x","name":"x","pieces":[{"number":1,"machineCode":"y"}]}""", 422, "KWS405 pieces/0/machineCode")]
    [InlineData("""{"code":"x","name":"x","maker":{"code":"k"},"makerCode":"other"}""", 422, "KWS405 makerCode")]
    [InlineData("""{"code":"x","name":"x","maker":[]}""", 422, "KWS405 maker")]
    [InlineData("""{"code":"x","name":"x","tools":{"code":"t"}}""", 422, "KWS405 tools")]
    [InlineData("""{"code":"x","name":"x","pieces":[{"number":1,"colour":1}],"toolz":[]}""", 400, "KWS202 pieces/0/colour; KWS202 toolz")]
    [InlineData("""{"code":"x","name":"x","children":[{"name":"1","children":[{"name":"2","children":[{"name":"3","children":[{"name":"4","children":[{"name":"5"}]}]}]}]}]}""", 413, "KWS115 children/0/children/0/children/0/children/0/children/0")]
    public async Task Of_a_tree_that_is_not_good_nothing_is_made(string body, int status, string findings)
    {
        await service.SendAsync("POST", "machines", """{"code":"m","name":"m","pieces":[{"number":7}]}""");

        var refused = await service.SendAsync("POST", "machines", body);

        Assert.Equal((status, findings), ((int)refused.Status, refused.Findings));
        Assert.Equal(["1|1|0|0|0"], await service.Database.RowsAsync(
            "select (select count(*) from workshop.machines), (select count(*) from workshop.pieces), (select count(*) from workshop.screws), (select count(*) from workshop.makers), (select count(*) from workshop.uses)", DatabaseRole.Writer));
    }

    [Fact]
    public async Task Rows_are_counted_wherever_they_stand_and_changed_by_requests_of_their_own()
    {
        var many = new StringBuilder("""{"code":"x","name":"x","pieces":[""").AppendJoin(',', Enumerable.Range(1, 6_000).Select(i => $$"""{"number":{{i}}}""")).Append("]}").ToString();
        var refused = await service.SendAsync("POST", "machines", many);
        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "KWS115 pieces/5999"), (refused.Status, refused.Findings));
        var made = await service.SendAsync("POST", "machines", many.Replace(""",{"number":6000}""", "", StringComparison.Ordinal), ("Prefer", "return=minimal"));
        Assert.True(made.Status == HttpStatusCode.NoContent, made.Body);

        await RefusedAsync("PATCH", "machines('x')", """{"pieces":[{"number":1,"label":"x"}]}""", 422, "KWS405 pieces/0");
        await RefusedAsync("PUT", "machines('x')", """{"name":"x","maker":{"label":"x"}}""", 422, "KWS405 maker");
        await RefusedAsync("PATCH", "machines", """{"value":[{"code":"x","pieces":[{"number":9999}]}]}""", 422, "KWS405 value/0/pieces/0");
    }

    [Fact]
    public async Task Rows_inside_need_the_scope_of_their_own_set()
    {
        var machinist = "Bearer " + await service.CreateKeyAsync(null, null, "machines");

        var alone = await service.SendAsync("POST", "machines", """{"code":"x","name":"x","children":[{"code":"y","name":"y"}]}""", ("Authorization", machinist));
        var beside = await service.SendAsync("POST", "machines", """{"code":"z","name":"z","pieces":[{"number":1}]}""", ("Authorization", machinist), ("X-Request-Id", "nested-1"));

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Forbidden), (alone.Status, beside.Status));
        Assert.Equal("2", (await service.SendAsync("GET", "machines/$count")).Body);
        Assert.Equal(["pieces|ScopeMissing: The credentials do not have the scope pieces."], await service.Database.RowsAsync("select entity_set, problem from plan.audit_entries where request_id = 'nested-1'"));
    }

    [Fact]
    public async Task A_batch_refers_to_the_row_at_the_root_of_a_tree()
    {
        var answer = await service.SendAsync("POST", "$batch", """
            {"requests":[
              {"id":"1","atomicityGroup":"g","method":"post","url":"machines","body":{"name":"m","pieces":[{"number":1}]}},
              {"id":"2","atomicityGroup":"g","method":"post","url":"$1/pieces","body":{"number":2,"screws":[{"code":"s","length":1}]}},
              {"id":"3","dependsOn":["g"],"method":"get","url":"$1/pieces/$count"}]}
            """);

        Assert.Equal("201 201 200", string.Join(' ', answer.Json.GetProperty("responses").EnumerateArray().Select(r => r.GetProperty("status"))));
        Assert.Equal("2", answer.Json.GetProperty("responses")[2].GetProperty("body").ToString());
    }

    private async Task DoneAsync(string method, string url, string? body, HttpStatusCode status = HttpStatusCode.NoContent)
    {
        var done = await service.SendAsync(method, url, body, method == "POST" ? [] : [("If-Match", "*")]);
        Assert.True(done.Status == status, $"{method} {url}: {done.Status} {done.Body}");
    }

    private async Task RefusedAsync(string method, string url, string? body, int status, string findings)
    {
        var refused = await service.SendAsync(method, url, body, ("If-Match", "*"));
        Assert.Equal((status, findings), ((int)refused.Status, refused.Findings));
    }
}
