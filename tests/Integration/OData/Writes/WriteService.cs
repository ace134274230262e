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
using Kawasaki.Domain.Access;
using Kawasaki.Domain.Model;
using Kawasaki.Infrastructure.Postgres.Access;
using Kawasaki.Infrastructure.Postgres.Changing;
using Kawasaki.Infrastructure.Postgres.Connections;
using Kawasaki.Infrastructure.Postgres.Mapping;
using Kawasaki.Infrastructure.Postgres.Query;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Kawasaki.Tests.Integration.OData.Writes;

/// <summary>An answer to a write, as a test compares it.</summary>
/// <param name="Status">Its status.</param>
/// <param name="Headers">Its headers, those of the body among them.</param>
/// <param name="Body">Its body.</param>
public sealed record Written(HttpStatusCode Status, IReadOnlyDictionary<string, string> Headers, string Body)
{
    /// <summary>The ETag.</summary>
    public string Tag => Headers["ETag"];

    /// <summary>The body as JSON.</summary>
    public JsonElement Json => JsonDocument.Parse(Body).RootElement;

    /// <summary>Of an error: its code and target, then those of its details, sorted.</summary>
    public string Findings
    {
        get
        {
            var error = Json.GetProperty("error");
            return error.TryGetProperty("details", out var details)
                ? string.Join("; ", details.EnumerateArray().Select(Finding).Order(StringComparer.Ordinal))
                : Finding(error);
        }
    }

    private static string Finding(JsonElement error) =>
        error.GetProperty("code").GetString() + (error.TryGetProperty("target", out var target) ? " " + target.GetString() : "");
}

/// <summary>The service with writes, real Kestrel and real PostgreSQL, on a database of the test's own with the hand-made plan loaded.</summary>
public sealed class WriteService : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ApiKeys keys;
    private readonly DataVersionWatch versions;
    private readonly PostgresChangeStore changes;
    private readonly HttpClient client;

    private WriteService(TestDatabase database, WebApplication app, ApiKeys keys, DataVersionWatch versions, PostgresChangeStore changes) =>
        (Database, this.app, this.keys, this.versions, this.changes, client) = (database, app, keys, versions, changes, new HttpClient { BaseAddress = new Uri(app.Urls.First() + "/odata/") });

    /// <summary>The database, for what only it can tell.</summary>
    public TestDatabase Database { get; }

    /// <summary>For requests that no other member sends.</summary>
    public HttpClient Client => client;

    /// <summary>The service root, ending in a slash.</summary>
    public string Root => client.BaseAddress!.AbsoluteUri;

    /// <summary>Key of a caller who may write everything.</summary>
    public string Key { get; private set; } = "";

    /// <summary>Starts on a new database.</summary>
    public static async Task<WriteService> StartAsync(PostgresFixture postgres)
    {
        ArgumentNullException.ThrowIfNull(postgres);
        var database = await postgres.CreateAsync();
        await ServiceFixture.FillAsync(database);
        return await StartAsync(database);
    }

    /// <summary>Starts on a database.</summary>
    public static async Task<WriteService> StartAsync(TestDatabase database)
    {
        ArgumentNullException.ThrowIfNull(database);
        var model = PlanModel.Instance;
        return await StartAsync(database, model.Published, model.Storage, [Scopes.WriteStatusReports, Scopes.WriteObservations]);
    }

    /// <summary>Starts on a database with any model; the parts of the service that know the plan are served with the plan's model only.</summary>
    internal static async Task<WriteService> StartAsync(TestDatabase database, PublishedModel published, StorageMap storage, string[] scopes)
    {
        var model = PlanModel.Instance;
        var store = new PostgresReadStore(database.Sources, storage, TimeProvider.System);
        var keys = ApiKeys.Start(database.Sources, NullLogger.Instance, TimeProvider.System);
        var versions = DataVersionWatch.Start(database.Options, NullLogger.Instance, TimeProvider.System);
        var changes = new PostgresChangeStore(database.Sources, storage, new ChangeOptions(), NullLogger.Instance, TimeProvider.System);
        var parts = new ServerParts(published, store, _ => Task.FromResult<Domain.Errors.Problem?>(null), new QueryLimits())
        {
            Keys = keys,
            Versions = versions,
            Guarded = new GuardedParts(Scopes.ReadAudit, model.Whole, new PostgresReadStore(database.Sources, model, TimeProvider.System, DatabaseRole.Auditor)),
            Writing = new WriteParts(changes, new BodyLimits { MaxBytes = 4 * 1024 * 1024, MaxRows = 6_000 }),
        };
        var app = Server.Build(new ServerOptions { Port = 0 }, published == model.Published ? parts : parts with { Groups = [ODataGroup.Map] }, _ => { });
        await app.StartAsync(TestContext.Current.CancellationToken);
        var service = new WriteService(database, app, keys, versions, changes);
        service.Key = await service.CreateKeyAsync(null, null, scopes);
        return service;
    }

    /// <summary>A new key; null for no limit.</summary>
    public async Task<string> CreateKeyAsync(string[]? departments, string[]? sourceSystems, params string[] scopes)
    {
        var (id, text) = ApiKeyText.Create();
        var key = new ApiKey(id, "portal", ApiKeyText.Hash(text), scopes.ToHashSet(), departments?.ToHashSet(), sourceSystems?.ToHashSet(), null);
        var stored = await new ApiKeyStore(Database.Sources).CreateAsync(key, TestContext.Current.CancellationToken);
        Assert.True(stored.IsOk, stored.Problem?.Message);
        return text;
    }

    /// <summary>Sends a request with the key that may write everything.</summary>
    /// <param name="method">Its method.</param>
    /// <param name="url">Below the service root.</param>
    /// <param name="body">JSON; null for no body.</param>
    /// <param name="headers">Headers; `Content-Type` and `Authorization` replace the usual ones.</param>
    public async Task<Written> SendAsync(string method, string url, string? body = null, params (string Name, string Value)[] headers)
    {
        ArgumentNullException.ThrowIfNull(headers);
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(url.StartsWith("http", StringComparison.Ordinal) ? url : Root + url));
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(headers.FirstOrDefault(h => h.Name == "Content-Type").Value ?? "application/json");
        }

        if ((headers.FirstOrDefault(h => h.Name == "Authorization").Value ?? "Bearer " + Key) is { Length: > 1 } authorization)
        {
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        }

        foreach (var (name, value) in headers.Where(h => h.Name is not ("Content-Type" or "Authorization")))
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        var all = response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated).ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        return new Written(response.StatusCode, all, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>The revision tag that a row has now.</summary>
    public async Task<string> TagAsync(string url) => (await SendAsync("GET", url)).Json.GetProperty("@odata.etag").GetString()!;

    /// <summary>Brings the rows that may be written back to those of <see cref="ServiceFixture"/>.</summary>
    public Task ResetAsync() => Database.ExecuteAsync("""
        delete from plan.status_reports;
        delete from plan.observations where source_system is not null;
        delete from plan.repeatable_requests;
        """ + ServiceFixture.Reports);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await app.DisposeAsync();
        await changes.DisposeAsync();
        await keys.DisposeAsync();
        await versions.DisposeAsync();
        await Database.DisposeAsync();
    }
}

/// <summary>One service for the tests of a class, which run one after the other; each begins by <see cref="WriteService.ResetAsync"/>.</summary>
public sealed class WriteFixture(PostgresFixture postgres) : IAsyncLifetime
{
    /// <summary>The service.</summary>
    public WriteService Service { get; private set; } = null!;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync() => Service = await WriteService.StartAsync(postgres);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Service.DisposeAsync();
}
