using System.Net;
using Kawasaki.Infrastructure.Postgres.Connections;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Kawasaki.Tests.Integration.OData.Writes.Workshop;

/// <summary>Values of every kind over HTTP; the judge is EF Core, which must store the same and read what we stored.</summary>
public sealed class ValueWriteTests(WorkshopFixture fixture) : IClassFixture<WorkshopFixture>, IAsyncLifetime
{
    private const string Gauge = """
        {"code":"ours","boolean":true,"byte":255,"sByte":-128,"int16":-32768,"int32":2147483647,"int64":-9223372036854775808,"decimal":12345.6700,"single":1.5,"double":-0.1,
         "string":"日本語 \"q\" \\ 𠮷","guid":"00000000-0000-0000-0000-00000000000a","date":"2024-02-29","timeOfDay":"23:59:59.123456","dateTimeOffset":"2025-09-30T23:59:59.123456+09:00",
         "duration":"-P1DT2H3M4.5S","binary":"AP8Q","booleans":[true,false],"int64s":[1,-2],"decimals":[1.0,null,2.50],"doubles":["INF","-INF",0.5],
         "strings":["","NULL","a,b","{\"}","\\","日 本"],"dates":["2025-01-01"],"instants":["2025-09-30T00:00:00.5Z"],"durations":["PT0.000001S","P2D"],"binaries":["AAE=",""]}
        """;

    private const string Setup = """
        {"label":"l","paint":"Red,Blue","named":"Gloss","pause":"P1DT0.5S","seal":"AQI=","amount":1.50,"at":"2025-09-30T09:00:00.25+09:00","day":"2025-09-30",
         "serial":"00000000-0000-0000-0000-00000000000b","ratio":0.25,"ready":true,"numbers":[3,1],"place":{"x":1.5,"y":null},"shifts":[{"from":"08:00:00","to":null,"names":["早","\"遅\""]}]}
        """;

    private readonly WriteService service = fixture.Service;

    public async ValueTask InitializeAsync() => await fixture.ResetAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Every_primitive_type_is_stored_as_ef_core_stores_it()
    {
        var made = await service.SendAsync("POST", "gauges", Gauge);
        Assert.True(made.Status == HttpStatusCode.Created, made.Body);
        await using (var judge = fixture.Judge())
        {
            judge.Add(new Gauge
            {
                Code = "theirs",
                Boolean = true,
                Byte = 255,
                SByte = -128,
                Int16 = short.MinValue,
                Int32 = int.MaxValue,
                Int64 = long.MinValue,
                Decimal = 12345.6700m,
                Single = 1.5f,
                Double = -0.1,
                String = "日本語 \"q\" \\ 𠮷",
                Guid = new Guid("00000000-0000-0000-0000-00000000000a"),
                Date = new DateOnly(2024, 2, 29),
                TimeOfDay = new TimeOnly(23, 59, 59, 123, 456),
                DateTimeOffset = new DateTimeOffset(2025, 9, 30, 14, 59, 59, 123, 456, TimeSpan.Zero),
                Duration = -new TimeSpan(1, 2, 3, 4, 500),
                Binary = [0, 255, 16],
                Booleans = [true, false],
                Int64s = [1, -2],
                Decimals = [1.0m, null, 2.50m],
                Doubles = [double.PositiveInfinity, double.NegativeInfinity, 0.5],
                Strings = ["", "NULL", "a,b", "{\"}", "\\", "日 本"],
                Dates = [new DateOnly(2025, 1, 1)],
                Instants = [new DateTimeOffset(2025, 9, 30, 0, 0, 0, 500, TimeSpan.Zero)],
                Durations = [TimeSpan.FromMicroseconds(1), TimeSpan.FromDays(2)],
                Binaries = [[0, 1], []],
            });
            await judge.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        Assert.Equal(await RowAsync("gauges", "theirs"), await RowAsync("gauges", "ours"));
        Assert.Equal(Strip(await service.SendAsync("GET", "gauges('theirs')")), Strip(await service.SendAsync("GET", "gauges('ours')")));
    }

    [Fact]
    public async Task Complex_values_collections_and_enumerations_are_stored_as_ef_core_stores_them()
    {
        var made = await service.SendAsync("POST", "machines", $$$"""
            {"code":"ours","name":"m","extent":{"width":3,"height":2.50,"place":{"x":1,"y":-0.5}},"setup":{{{Setup}}},"shifts":[{"from":"08:00:00","to":"17:30:00.5","names":[]},{"from":"00:00:00","names":["x"]}],
             "paint":"Blue,Gloss","coats":["Red","None","Red,Gloss"],"words":["b","a"]}
            """);
        Assert.True(made.Status == HttpStatusCode.Created, made.Body);
        await using (var judge = fixture.Judge())
        {
            judge.Add(new Machine
            {
                Code = "theirs",
                Name = "m",
                Extent = new Extent { Width = 3, Height = 2.50m, Place = new Spot { X = 1, Y = -0.5 } },
                Setup = new Setup
                {
                    Label = "l",
                    Paint = Paint.Red | Paint.Blue,
                    Named = Paint.Gloss,
                    Pause = new TimeSpan(1, 0, 0, 0, 500),
                    Seal = [1, 2],
                    Amount = 1.50m,
                    At = new DateTimeOffset(2025, 9, 30, 0, 0, 0, 250, TimeSpan.Zero),
                    Day = new DateOnly(2025, 9, 30),
                    Serial = new Guid("00000000-0000-0000-0000-00000000000b"),
                    Ratio = 0.25,
                    Ready = true,
                    Numbers = [3, 1],
                    Place = new Spot { X = 1.5 },
                    Shifts = [new Shift { From = new TimeOnly(8, 0), Names = ["早", "\"遅\""] }],
                },
                Shifts = [new Shift { From = new TimeOnly(8, 0), To = new TimeOnly(17, 30, 0, 500) }, new Shift { From = new TimeOnly(0, 0), Names = ["x"] }],
                Paint = Paint.Blue | Paint.Gloss,
                Coats = [Paint.Red, Paint.None, Paint.Red | Paint.Gloss],
                Words = ["b", "a"],
            });
            await judge.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        Assert.Equal(await RowAsync("machines", "theirs"), await RowAsync("machines", "ours"));
        await using var reader = fixture.Judge();
        var machines = await reader.Set<Machine>().AsNoTracking().ToDictionaryAsync(m => m.Code, TestContext.Current.CancellationToken);
        Assert.Equivalent(machines["theirs"].Extent, machines["ours"].Extent);
        Assert.Equivalent(machines["theirs"].Setup, machines["ours"].Setup);
        Assert.Equivalent(machines["theirs"].Shifts, machines["ours"].Shifts);
        Assert.Equal((machines["theirs"].Paint, string.Join(' ', machines["theirs"].Coats), "b a"), (machines["ours"].Paint, string.Join(' ', machines["ours"].Coats), string.Join(' ', machines["ours"].Words)));
        Assert.Equal(Strip(await service.SendAsync("GET", "machines('theirs')")), Strip(await service.SendAsync("GET", "machines('ours')")));
    }

    [Fact]
    public async Task A_change_of_a_complex_value_changes_what_it_names()
    {
        await service.SendAsync("POST", "machines", $$$"""{"code":"m","name":"m","extent":{"width":3,"height":2.5,"place":{"x":1,"y":2}},"setup":{{{Setup}}},"words":["a"]}""");

        await DoneAsync("PATCH", "machines('m')", """{"extent":{"width":4,"place":{"y":null}},"setup":{"label":"new","place":{"y":7},"numbers":[]},"words":[]}""");
        Assert.Equal("4 2.5 1 null new 1.5 7 [] Red,Blue []", await StateAsync());
        await DoneAsync("PATCH", "machines('m')/extent/place", """{"x":9}""");
        await DoneAsync("PUT", "machines('m')/extent/height", """{"value":null}""");
        await DoneAsync("PUT", "machines('m')/setup/place/x", """{"value":-1}""");
        await DoneAsync("PUT", "machines('m')/setup/label/$value", "plain", ("Content-Type", "text/plain"));
        await DoneAsync("PUT", "machines('m')/words", """{"value":["x","y"]}""");
        await DoneAsync("PUT", "machines('m')/setup/numbers", """{"value":[5]}""");
        Assert.Equal("4 null 9 null plain -1 7 [5] Red,Blue [\"x\",\"y\"]", await StateAsync());
        await DoneAsync("PUT", "machines('m')/extent", """{"width":1,"place":{"x":0}}""");
        await DoneAsync("DELETE", "machines('m')/words", null);
        await DoneAsync("DELETE", "machines('m')/setup/place", null);
        Assert.Equal("1 null 0 null plain - - [5] Red,Blue []", await StateAsync());
        await DoneAsync("PUT", "machines('m')", """{"name":"n"}""");
        var bare = (await service.SendAsync("GET", "machines('m')")).Json;
        Assert.Equal("n null null []", $"{bare.GetProperty("name")} {bare.GetProperty("extent").GetRawText()} {bare.GetProperty("setup").GetRawText()} {bare.GetProperty("shifts").GetRawText()}");
        var tag = await service.TagAsync("machines('m')");
        await DoneAsync("PATCH", "machines('m')", """{"words":[],"name":"n","extent":null,"shifts":[]}""");
        Assert.Equal(tag, await service.TagAsync("machines('m')"));

        async Task<string> StateAsync()
        {
            var m = (await service.SendAsync("GET", "machines('m')")).Json;
            var (extent, setup) = (m.GetProperty("extent"), m.GetProperty("setup"));
            var place = setup.GetProperty("place");
            var (x, y) = place.ValueKind == System.Text.Json.JsonValueKind.Null ? ("-", "-") : (place.GetProperty("x").GetRawText(), place.GetProperty("y").GetRawText());
            return $"{extent.GetProperty("width")} {extent.GetProperty("height").GetRawText()} {extent.GetProperty("place").GetProperty("x")} {extent.GetProperty("place").GetProperty("y").GetRawText()} "
                + $"{setup.GetProperty("label")} {x} {y} {setup.GetProperty("numbers").GetRawText()} {setup.GetProperty("paint")} {m.GetProperty("words").GetRawText()}";
        }
    }

    [Theory]
    [InlineData("""{"name":"n","extent":{"place":{"x":1}}}""", "KWS405 extent/width")]
    [InlineData("""{"name":"n","extent":{"width":1,"place":{}}}""", "KWS405 extent/place/x")]
    [InlineData("""{"name":"n","extent":{"width":"1","place":{"x":[]},"depth":2}}""", "KWS202 extent/depth; KWS404 extent/place/x; KWS404 extent/width")]
    [InlineData("""{"name":"n","extent":[]}""", "KWS404 extent")]
    [InlineData("""{"name":"n","shifts":{}}""", "KWS404 shifts")]
    [InlineData("""{"name":"n","shifts":null}""", "KWS404 shifts")]
    [InlineData("""{"name":"n","shifts":[{"from":"08:00:00"},{"to":"25:00:00"},5]}""", "KWS404 shifts/1/to; KWS404 shifts/2")]
    [InlineData("""{"name":"n","words":["a",null,5]}""", "KWS404 words/1; KWS404 words/2")]
    [InlineData("""{"name":"n","paint":"Green"}""", "KWS404 paint")]
    [InlineData("""{"name":"n","coats":["Red","Green"]}""", "KWS404 coats/1")]
    [InlineData("""{"name":"n","setup":{"label":"a","label":"b"}}""", "KWS402 setup/label")]
    [InlineData("""{"name":"n","setup":{"label":"a","shifts":[{"from":"08:00:00","names":[{}]}]}}""", "KWS404 setup/shifts/0/names/0")]
    public async Task What_is_wrong_inside_of_a_value_is_told_with_its_place(string body, string findings)
    {
        var refused = await service.SendAsync("POST", "machines", body);

        Assert.Equal(findings, refused.Findings);
        Assert.Equal("0", (await service.SendAsync("GET", "machines/$count")).Body);
    }

    private async Task DoneAsync(string method, string url, string? body, params (string, string)[] headers)
    {
        var done = await service.SendAsync(method, url, body, [("If-Match", "*"), .. headers]);
        Assert.True(done.Status == HttpStatusCode.NoContent, $"{method} {url}: {done.Status} {done.Body}");
    }

    private async Task<string?> RowAsync(string table, string code) =>
        await service.Database.ScalarAsync<string>($"select (to_jsonb(t) - 'Code' - 'revision')::text from workshop.{table} t where \"Code\" = '{code}'", DatabaseRole.Writer);

    private static string Strip(Written answer) => string.Join('\n', answer.Json.EnumerateObject().Where(p => p.Name is not ("code" or "@odata.etag")).Select(p => $"{p.Name}={p.Value.GetRawText()}"));
}
