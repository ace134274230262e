using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Kawasaki.Api.Hosting;
using Kawasaki.Api.Hosting.Groups;
using Kawasaki.Api.OData.Binding;
using Kawasaki.Api.OData.Bodies;
using Kawasaki.Api.OData.Changing;
using Kawasaki.Api.Webhooks;
using Kawasaki.Domain.Access;
using Kawasaki.Infrastructure.Postgres.Access;
using Kawasaki.Infrastructure.Postgres.Changing;
using Kawasaki.Infrastructure.Postgres.Mapping;
using Kawasaki.Infrastructure.Postgres.Query;
using Kawasaki.Infrastructure.Postgres.Webhooks;
using Kawasaki.Infrastructure.Webhooks;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Kawasaki.Tests.Integration.Webhooks;

/// <summary>The service with writes and deliveries, real Kestrel and real PostgreSQL, on a database of the test's own.</summary>
internal sealed class HookService : IAsyncDisposable
{
    /// <summary>Receivers on this machine, short pauses.</summary>
    public static readonly WebhookOptions Quick = new()
    {
        AllowsHttp = true,
        Networks = "127.0.0.0/8;::1/128",
        FirstPause = TimeSpan.FromMilliseconds(20),
        Timeout = TimeSpan.FromSeconds(5),
        BreakDuration = TimeSpan.FromSeconds(1),
        MaxAttempts = 30,
    };

    private readonly WebApplication app;
    private readonly ApiKeys keys;
    private readonly PostgresChangeStore changes;
    private readonly List<WebhookDispatcher> dispatchers = [];
    private readonly HttpClient client;
    private readonly ServerParts parts;

    private HookService(TestDatabase database, WebApplication app, ApiKeys keys, PostgresChangeStore changes, ServerParts parts) =>
        (Database, this.app, this.keys, this.changes, this.parts, client) = (database, app, keys, changes, parts, new HttpClient { BaseAddress = new Uri(app.Urls.First()) });

    /// <summary>The database.</summary>
    public TestDatabase Database { get; }

    /// <summary>Key of a caller who may write and subscribe.</summary>
    public string Key { get; private set; } = "";

    public static async Task<HookService> StartAsync(PostgresFixture postgres, WebhookOptions options, int dispatchers = 1)
    {
        var database = await postgres.CreateAsync();
        await ServiceFixture.FillAsync(database);
        var model = PlanModel.Instance;
        var store = new PostgresReadStore(database.Sources, model, TimeProvider.System);
        var keys = ApiKeys.Start(database.Sources, NullLogger.Instance, TimeProvider.System);
        var changes = new PostgresChangeStore(database.Sources, model, new ChangeOptions(), NullLogger.Instance, TimeProvider.System);
        var parts = new ServerParts(model.Published, store, _ => Task.FromResult<Domain.Errors.Problem?>(null), new QueryLimits())
        {
            Keys = keys,
            Writing = new WriteParts(changes, new BodyLimits()),
            Webhooks = new WebhookParts(new WebhookStore(database.Sources, options, new SecretBox(options)), new AddressGuard(options)),
        };
        var app = Server.Build(new ServerOptions { Port = 0 }, parts, _ => { });
        await app.StartAsync(TestContext.Current.CancellationToken);
        var service = new HookService(database, app, keys, changes, parts) { Key = "" };
        service.Key = await service.CreateKeyAsync("portal", Scopes.WriteStatusReports, Scopes.WriteObservations, Scopes.ManageWebhooks);
        for (var i = 0; i < dispatchers; i++)
        {
            service.Dispatch(options);
        }

        return service;
    }

    /// <summary>Begins to deliver, as one instance of the service more.</summary>
    public WebhookDispatcher Dispatch(WebhookOptions options)
    {
        var dispatcher = WebhookDispatcher.Start(Database.Options, WebhookGroup.Events(new ServerOptions(), parts), options, NullLogger.Instance, TimeProvider.System);
        dispatchers.Add(dispatcher);
        return dispatcher;
    }

    /// <summary>A new key.</summary>
    public async Task<string> CreateKeyAsync(string name, params string[] scopes)
    {
        var (id, text) = ApiKeyText.Create();
        var stored = await new ApiKeyStore(Database.Sources).CreateAsync(new ApiKey(id, name, ApiKeyText.Hash(text), scopes.ToHashSet(), null, null, null), TestContext.Current.CancellationToken);
        Assert.True(stored.IsOk, stored.Problem?.Message);
        return text;
    }

    /// <summary>Sends a request.</summary>
    /// <param name="method">Its method.</param>
    /// <param name="path">Its path.</param>
    /// <param name="body">JSON; null for none.</param>
    /// <param name="key">Who asks; null for the usual one, empty for nobody.</param>
    public async Task<(HttpStatusCode Status, JsonElement Json, HttpResponseHeaders Headers)> SendAsync(string method, string path, string? body = null, string? key = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        }

        if ((key ?? Key) is { Length: > 0 } shown)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", shown);
        }

        if (method is "PATCH" or "DELETE" && path.Contains("/odata/", StringComparison.Ordinal))
        {
            request.Headers.TryAddWithoutValidation("If-Match", "*");
        }

        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return (response.StatusCode, text.Length == 0 ? default : JsonDocument.Parse(text).RootElement, response.Headers);
    }

    /// <summary>Subscribes to `statusReports`.</summary>
    /// <returns>Code and secret.</returns>
    public async Task<(string Code, string Secret)> SubscribeAsync(string url, string? more = null)
    {
        var made = await SendAsync("POST", "/api/v1/webhooks", $$"""{"url":"{{url}}","entitySet":"statusReports"{{more}}}""");
        Assert.True(made.Status == HttpStatusCode.Created, made.Json.ToString());
        return (made.Json.GetProperty("code").GetString()!, made.Json.GetProperty("secret").GetString()!);
    }

    /// <summary>Makes or changes a report.</summary>
    public async Task ReportAsync(string id, string status, int year = 2025)
    {
        var made = await SendAsync(
            "POST", "/odata/statusReports", $$"""{"reformTaskCode":"ar3-1-2-4","fiscalYear":{{year}},"status":"{{status}}","sourceSystem":"hooks","externalId":"{{id}}","reportedAt":"2025-09-30T18:00:00+09:00"}""");
        if (made.Status == HttpStatusCode.Conflict)
        {
            made = await SendAsync("PATCH", $"/odata/statusReports('hooks.{id}')", $$"""{"status":"{{status}}"}""");
        }

        Assert.True((int)made.Status < 300, made.Json.ToString());
    }

    /// <summary>Removes a report.</summary>
    public async Task RemoveAsync(string id) => Assert.Equal(HttpStatusCode.NoContent, (await SendAsync("DELETE", $"/odata/statusReports('hooks.{id}')")).Status);

    /// <summary>A subscription as its owner sees it.</summary>
    public async Task<JsonElement> ShowAsync(string code) => (await SendAsync("GET", "/api/v1/webhooks/" + code)).Json;

    /// <summary>Waits until a subscription is as wanted; the database is asked each time.</summary>
    public async Task<JsonElement> UntilAsync(string code, Func<JsonElement, bool> wanted)
    {
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        for (var look = 0; ; look++)
        {
            var shown = await ShowAsync(code);
            if (wanted(shown))
            {
                return shown;
            }

            Assert.True(look < 1_200, shown.ToString());
            await pause.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }
    }

    /// <summary>The rows of `statusReports` with the external ids of the test, by code.</summary>
    public async Task<IReadOnlyDictionary<string, string>> RowsAsync(string filter)
    {
        var read = await SendAsync("GET", "/odata/statusReports?$filter=" + Uri.EscapeDataString(filter));
        return read.Json.GetProperty("value").EnumerateArray().ToDictionary(r => r.GetProperty("code").GetString()!, r => r.GetProperty("status").GetString()!);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var dispatcher in dispatchers)
        {
            await dispatcher.DisposeAsync();
        }

        client.Dispose();
        await app.DisposeAsync();
        await keys.DisposeAsync();
        await changes.DisposeAsync();
        await Database.DisposeAsync();
    }
}
