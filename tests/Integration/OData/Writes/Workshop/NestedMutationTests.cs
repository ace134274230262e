using System.Globalization;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;
using Kawasaki.Infrastructure.Postgres.Connections;
using Xunit;

namespace Kawasaki.Tests.Integration.OData.Writes.Workshop;

/// <summary>Trees of rows, complex values and links, damaged at random: never a fault, and of a tree that was refused nothing is kept. KAWASAKI_FUZZ multiplies them.</summary>
public sealed class NestedMutationTests(WorkshopFixture fixture) : IClassFixture<WorkshopFixture>
{
    private const string State = """
        select (select count(*) || ' ' || coalesce(sum(revision), 0) from workshop.machines) || (select count(*) || ' ' || coalesce(sum(revision), 0) from workshop.pieces)
            || (select count(*) from workshop.screws) || (select count(*) from workshop.tools) || (select count(*) from workshop.makers) || (select count(*) from workshop.uses)
        """;

    private static readonly (string Method, string Url, string Body)[] Requests =
    [
        ("POST", "machines", """{"name":"m","maker":{"label":"x"},"tools":[{"@id":"tools('t')"},{"label":"y"}],"pieces":[{"number":5,"screws":[{"length":1.5}]}],"children":[{"@odata.type":"#workshop.Welder","name":"c","arms":1,"heat":2}]}"""),
        ("POST", "machines", """{"@odata.type":"#workshop.Robot","name":"r","arms":2,"extent":{"width":1,"place":{"x":1.5}},"setup":{"label":"l","paint":"Red,Blue","pause":"PT1S","seal":"AQ==","numbers":[1,2],"shifts":[{"from":"08:00:00"}]},"shifts":[{"from":"00:00:00","names":["a"]}],"coats":["Red"],"words":["w"]}"""),
        ("PATCH", "machines('m')", """{"extent":{"height":2.5},"setup":{"place":{"x":1}},"shifts":[],"tools@odata.bind":["tools('t')"],"parent@odata.bind":"machines('m')"}"""),
        ("PUT", "machines('m')", """{"name":"n","extent":{"width":2,"height":null,"place":{"x":0,"y":1}},"paint":"Gloss"}"""),
        ("PUT", "machines('m')/setup", """{"label":"whole","paint":"None","ratio":0.5,"place":null}"""),
        ("PUT", "machines('m')/words", """{"value":["a","b"]}"""),
        ("POST", "machines('m')/tools/$ref", """{"@odata.id":"tools('t')"}"""),
        ("PATCH", "machines/$filter(code eq 'm')/$each", """{"words":["each"],"coats":["Red,Gloss"]}"""),
        ("POST", "gauges", """{"boolean":true,"byte":1,"sByte":-1,"int64":5,"decimal":1.50,"double":"INF","guid":"00000000-0000-0000-0000-00000000000a","date":"2024-02-29","duration":"PT1S","binary":"AP8Q","durations":["P2D"],"instants":["2025-09-30T00:00:00Z"]}"""),
    ];

    private readonly WriteService service = fixture.Service;

    [Fact]
    public async Task Every_tree_is_answered_and_none_by_a_fault()
    {
        await fixture.ResetAsync();
        await service.SendAsync("POST", "tools", """{"code":"t"}""");
        await service.SendAsync("POST", "machines", """{"code":"m","name":"m","extent":{"width":3,"place":{"x":1}},"setup":{"label":"l"}}""");
        var count = 1_000 * int.Parse(Environment.GetEnvironmentVariable("KAWASAKI_FUZZ") ?? "1", CultureInfo.InvariantCulture);
        var (faults, made) = (new List<string>(), 0);
        foreach (var seed in Enumerable.Range(0, count))
        {
            var random = new Random(seed);
            var (method, url, body) = Requests[random.Next(Requests.Length)];
            var bytes = MutatedBodyTests.Damage(Encoding.UTF8.GetBytes(body), random);
            var before = await StateAsync();
            var (status, text) = await SendAsync(method, url, bytes);
            made += status < 300 ? 1 : 0;
            if (status >= 500)
            {
                faults.Add($"seed {seed}: {status} {method} {url} {Encoding.UTF8.GetString(bytes)} {text}");
            }
            else if (status >= 400)
            {
                Assert.Equal(before, await StateAsync());
            }
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults.Take(10)));
        Assert.True(made > count / 20, $"{made} of {count} made: the damage is too great to tell anything");
    }

    private Task<string?> StateAsync() => service.Database.ScalarAsync<string>(State, DatabaseRole.Writer);

    private async Task<(int Status, string Body)> SendAsync(string method, string url, byte[] body)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(service.Root + url)) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + service.Key);
        if (method is "PATCH" or "PUT")
        {
            request.Headers.TryAddWithoutValidation("If-Match", "*");
        }

        using var response = await service.Client.SendAsync(request, TestContext.Current.CancellationToken);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
