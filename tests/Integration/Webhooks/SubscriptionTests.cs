using System.Net;
using System.Text.Json;
using Kawasaki.Domain.Access;
using Kawasaki.Infrastructure.Postgres.Connections;
using Kawasaki.Infrastructure.Webhooks;
using Npgsql;
using Xunit;

namespace Kawasaki.Tests.Integration.Webhooks;

/// <summary>Who makes, sees and changes which subscriptions, and what of them is refused.</summary>
public sealed class SubscriptionTests(PostgresFixture postgres)
{
    private const string Path = "/api/v1/webhooks";

    [Fact]
    public async Task Callers_see_and_change_their_own_only()
    {
        await using var service = await HookService.StartAsync(postgres, HookService.Quick, dispatchers: 0);
        var other = await service.CreateKeyAsync("other", Scopes.ManageWebhooks);
        var (code, _) = await service.SubscribeAsync("http://127.0.0.1:9/");

        Assert.Equal(1, (await service.SendAsync("GET", Path)).Json.GetProperty("value").GetArrayLength());
        Assert.Equal(0, (await service.SendAsync("GET", Path, key: other)).Json.GetProperty("value").GetArrayLength());
        foreach (var (method, path, body) in ((string, string, string?)[])[
            ("GET", $"{Path}/{code}", null), ("PATCH", $"{Path}/{code}", """{"isActive":false}"""), ("DELETE", $"{Path}/{code}", null),
            ("GET", $"{Path}/{code}/deliveries", null), ("POST", $"{Path}/{code}/deliveries/x/replay", null)])
        {
            Assert.Equal((method, path, HttpStatusCode.NotFound), (method, path, (await service.SendAsync(method, path, body, other)).Status));
        }

        Assert.Equal("unverified", (await service.ShowAsync(code)).GetProperty("state").GetString());
        Assert.Equal("disabled", (await service.SendAsync("PATCH", $"{Path}/{code}", """{"isActive":false}""")).Json.GetProperty("state").GetString());
        Assert.Equal(HttpStatusCode.NoContent, (await service.SendAsync("DELETE", $"{Path}/{code}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await service.SendAsync("GET", $"{Path}/{code}")).Status);
    }

    [Fact]
    public async Task Without_the_scope_nothing_is_shown_and_the_attempt_is_kept()
    {
        await using var service = await HookService.StartAsync(postgres, HookService.Quick, dispatchers: 0);
        var lacking = await service.CreateKeyAsync("lacking", Scopes.WriteStatusReports);
        foreach (var method in (string[])["GET", "POST"])
        {
            var nobody = await service.SendAsync(method, Path, method == "POST" ? "{}" : null, key: "");
            Assert.Equal(HttpStatusCode.Unauthorized, nobody.Status);
            Assert.NotEmpty(nobody.Headers.WwwAuthenticate);
            Assert.Equal(HttpStatusCode.Forbidden, (await service.SendAsync(method, Path, method == "POST" ? "{}" : null, lacking)).Status);
        }

        Assert.Equal(["lacking|webhooks"], (await service.Database.RowsAsync("select distinct caller, entity_set from plan.audit_entries where operation = 'refuse'")));
    }

    [Fact]
    public async Task A_secret_is_shown_once_and_stored_where_no_reader_looks()
    {
        var options = HookService.Quick with { Key = Convert.ToBase64String(new byte[32]) };
        await using var service = await HookService.StartAsync(postgres, options, dispatchers: 0);
        var given = "whsec_" + Convert.ToBase64String(Enumerable.Range(0, 24).Select(i => (byte)i).ToArray());
        var (code, secret) = await service.SubscribeAsync("http://127.0.0.1:9/", $",\"secret\":\"{given}\"");
        var (_, made) = await service.SubscribeAsync("http://127.0.0.1:9/");

        Assert.Equal(given, secret);
        Assert.Equal(32, Convert.FromBase64String(made["whsec_".Length..]).Length);
        foreach (var shown in (JsonElement[])[await service.ShowAsync(code), (await service.SendAsync("GET", Path)).Json, (await service.SendAsync("PATCH", $"{Path}/{code}", $$"""{"secret":"{{given}}"}""")).Json])
        {
            Assert.DoesNotContain("whsec", shown.GetRawText(), StringComparison.Ordinal);
            Assert.DoesNotContain("\"secret\"", shown.GetRawText(), StringComparison.Ordinal);
        }

        var stored = await service.Database.RowsAsync("select encode(secret, 'hex') from webhooks.subscriptions");
        Assert.DoesNotContain(stored, s => s.Contains("000102030405", StringComparison.Ordinal));
        Assert.Equal("42501", (await Assert.ThrowsAsync<PostgresException>(() => service.Database.RowsAsync("select secret from webhooks.subscriptions", DatabaseRole.Reader))).SqlState);
    }

    [Fact]
    public async Task Changed_secrets_addresses_and_filters_count_from_then_on()
    {
        await using var first = await TestReceiver.StartAsync();
        await using var second = await TestReceiver.StartAsync();
        await using var service = await HookService.StartAsync(postgres, HookService.Quick);
        var (code, secret) = await service.SubscribeAsync(first.Url);
        await service.ReportAsync("1", "onTrack");
        await first.TakesAsync(1);
        var changed = "whsec_" + Convert.ToBase64String(new byte[32]);
        var shown = await service.SendAsync("PATCH", $"{Path}/{code}", $$"""{"url":"{{second.Url}}","secret":"{{changed}}","filter":"status eq 'delayed'","description":"二つ目","maxEvents":5}""");
        Assert.Equal(("unverified", "status eq 'delayed'", "二つ目", 5), (Text(shown.Json, "state"), Text(shown.Json, "filter"), Text(shown.Json, "description"), shown.Json.GetProperty("maxEvents").GetInt32()));
        await service.ReportAsync("2", "onTrack");
        await service.ReportAsync("2", "delayed");
        await second.TakesAsync(1);

        Assert.All(first.Requests, r => Assert.True(r.IsSignedWith(secret)));
        Assert.All(second.Requests, r => Assert.True(r.IsSignedWith(changed)));
        Assert.Equal("delayed", Assert.Single(Assert.Single(second.Taken).Events).GetProperty("data").GetProperty("status").GetString());
        Assert.Single(first.Taken);
    }

    [Theory]
    [InlineData("""[]""", "KWS402 -")]
    [InlineData("""{""", "KWS402 -")]
    [InlineData("""{}""", "KWS405 entitySet; KWS405 url")]
    [InlineData("""{"url":"https://example.com/","entitySet":"none"}""", "KWS405 entitySet")]
    [InlineData("""{"url":"https://example.com/","entitySet":"changes"}""", "KWS405 entitySet")]
    [InlineData("""{"url":"https://example.com/","entitySet":"auditEntries"}""", "KWS405 entitySet")]
    [InlineData("""{"url":"https://example.com/","entitySet":"themes","filter":"nme eq 'x'"}""", "KWS405 filter")]
    [InlineData("""{"url":"https://example.com/","entitySet":"themes","filter":"name eq"}""", "KWS405 filter")]
    [InlineData("""{"url":"https://example.com/","entitySet":"themes","filter":"true&$top=1"}""", "KWS405 filter")]
    [InlineData("""{"url":"https://example.com/","entitySet":"statusReports","filter":"reportedAt lt now()"}""", "KWS405 filter")]
    [InlineData("""{"url":"example.com","entitySet":"themes","maxEvents":101,"owner":"x","secret":"whsec_eA==","filter":5}""", "KWS404 filter; KWS404 maxEvents; KWS404 url; KWS405 owner; KWS405 secret")]
    [InlineData("""{"url":"https://example.com/","url":"https://example.com/","entitySet":"themes"}""", "KWS402 url")]
    [InlineData("""{"url":"http://example.com/","entitySet":"themes"}""", "KWS450 url")]
    [InlineData("""{"url":"ftp://example.com/","entitySet":"themes"}""", "KWS450 url")]
    [InlineData("""{"url":"https://user:word@example.com/","entitySet":"themes"}""", "KWS450 url")]
    [InlineData("""{"url":"https://127.0.0.1/","entitySet":"themes"}""", "KWS450 url")]
    [InlineData("""{"url":"https://2130706433/","entitySet":"themes"}""", "KWS450 url")]
    [InlineData("""{"url":"https://0x7f.1/","entitySet":"themes"}""", "KWS450 url")]
    [InlineData("""{"url":"https://[::ffff:10.0.0.1]/","entitySet":"themes"}""", "KWS450 url")]
    [InlineData("""{"url":"https://[fe80::1%25eth0]/","entitySet":"themes"}""", "KWS450 url")]
    [InlineData("""{"url":"https://169.254.169.254/latest","entitySet":"themes"}""", "KWS450 url")]
    public async Task What_cannot_be_is_refused_with_every_finding(string body, string findings)
    {
        await using var service = await HookService.StartAsync(postgres, new WebhookOptions(), dispatchers: 0);
        var refused = await service.SendAsync("POST", Path, body);

        Assert.True((int)refused.Status is 400 or 422, refused.Json.ToString());
        JsonElement[] found = refused.Json.TryGetProperty("errors", out var errors) ? [.. errors.EnumerateArray()] : [refused.Json];
        Assert.Equal(findings, string.Join("; ", found.Select(f => $"{Text(f, "code")} {(f.TryGetProperty("target", out var target) ? target.GetString() : "-")}").Order(StringComparer.Ordinal)));
        Assert.Equal("0", Assert.Single(await service.Database.RowsAsync("select count(*) from webhooks.subscriptions")));
    }

    [Fact]
    public async Task A_caller_has_so_many_and_no_more_however_many_are_made_at_once()
    {
        await using var service = await HookService.StartAsync(postgres, HookService.Quick with { MaxSubscriptions = 3 }, dispatchers: 0);
        var made = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => service.SendAsync("POST", Path, """{"url":"http://127.0.0.1:9/","entitySet":"themes"}""")));

        Assert.Equal(3, made.Count(m => m.Status == HttpStatusCode.Created));
        Assert.All(made.Where(m => m.Status != HttpStatusCode.Created), m => Assert.Equal("KWS451", Text(m.Json, "code")));
    }

    [Fact]
    public async Task Methods_that_a_resource_does_not_take_are_refused_by_name()
    {
        await using var service = await HookService.StartAsync(postgres, HookService.Quick, dispatchers: 0);
        foreach (var (method, path, status) in ((string, string, int)[])[
            ("PUT", Path, 405), ("DELETE", Path, 405), ("PUT", Path + "/x", 405), ("POST", Path + "/x", 405), ("DELETE", Path + "/x/deliveries", 405),
            ("GET", Path + "/x/deliveries/y/replay", 405), ("GET", Path + "/x/y", 404), ("PATCH", Path + "/x", 404)])
        {
            Assert.Equal((method, path, status), (method, path, (int)(await service.SendAsync(method, path, method == "GET" ? null : "{}")).Status));
        }
    }

    private static string? Text(JsonElement json, string name) => json.GetProperty(name).GetString();
}
