using System.Net.Http;
using System.Text;
using System.Text.Json;
using Kawasaki.Api.Access;
using Kawasaki.Api.Hosting;
using Kawasaki.Api.OData.Binding;
using Kawasaki.Domain.Access;
using Kawasaki.Infrastructure.Postgres.Access;
using Kawasaki.Infrastructure.Postgres.Mapping;
using Kawasaki.Infrastructure.Postgres.Query;
using Kawasaki.Tests.Integration.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Kawasaki.Tests.Integration.Access;

/// <summary>The service on a free port, with keys in a database and perhaps an issuer of tokens; every log line is kept.</summary>
internal sealed class AccessService : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ApiKeys keys;

    private AccessService(WebApplication app, ApiKeys keys, LogLines log) =>
        (this.app, this.keys, Log, Client) = (app, keys, log, new HttpClient(Handler) { BaseAddress = new Uri(app.Urls.First() + "/odata/") });

    // Any text may stand in a header.
    private static SocketsHttpHandler Handler => new() { RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8 };

    public LogLines Log { get; }

    public HttpClient Client { get; }

    public static async Task<AccessService> StartAsync(TestDatabase database, TokenOptions? tokens = null)
    {
        var model = PlanModel.Instance;
        var store = new PostgresReadStore(database.Sources, model, TimeProvider.System);
        var log = new LogLines();
        var keys = ApiKeys.Start(database.Sources, log, TimeProvider.System);
        var parts = new ServerParts(model.Published, store, new Readiness(model.Published, store).CheckAsync, new QueryLimits()) { Keys = keys, Tokens = tokens ?? new() };
        var app = Server.Build(new ServerOptions { Port = 0 }, parts, logging => logging.SetMinimumLevel(LogLevel.Trace).AddFilter("Microsoft", LogLevel.Warning).AddProvider(log));
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new AccessService(app, keys, log);
    }

    /// <summary>Stores a new key; its text.</summary>
    public static async Task<(string Id, string Text)> CreateKeyAsync(TestDatabase database, IReadOnlySet<string>? scopes = null, DateTimeOffset? expiresAt = null)
    {
        var (id, text) = ApiKeyText.Create();
        var key = new ApiKey(id, "portal", ApiKeyText.Hash(text), scopes ?? new HashSet<string> { Scopes.WriteStatusReports }, null, null, expiresAt);
        var stored = await new ApiKeyStore(database.Sources).CreateAsync(key, TestContext.Current.CancellationToken);
        Assert.True(stored.IsOk, stored.Problem?.Message);
        return (id, text);
    }

    /// <summary>Sends a request; status, error code and challenge.</summary>
    public async Task<Answer> SendAsync(string method, string url, params string[] authorization)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), url);
        foreach (var value in authorization)
        {
            request.Headers.TryAddWithoutValidation("Authorization", value);
        }

        using var response = await Client.SendAsync(request, TestContext.Current.CancellationToken);
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var code = method != "HEAD" && (int)response.StatusCode >= 400 ? JsonDocument.Parse(body).RootElement.GetProperty("error").GetProperty("code").GetString() : null;
        return new Answer((int)response.StatusCode, code, response.Headers.WwwAuthenticate.ToString(), body);
    }

    /// <summary>The answer to a write, which finds no writes yet once it may pass.</summary>
    public Task<Answer> WriteAsync(string credential) => SendAsync("PATCH", "statusReports('x')", "Bearer " + credential);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await app.DisposeAsync();
        await keys.DisposeAsync();
    }

    internal sealed record Answer(int Status, string? Code, string Challenge, string Body);
}
