using System.Net.Http;
using System.Text.Json;
using Kawasaki.Api.Hosting;
using Kawasaki.Api.OData.Binding;
using Kawasaki.Domain.Model;
using Kawasaki.Infrastructure.Postgres.Loading;
using Kawasaki.Infrastructure.Postgres.Mapping;
using Kawasaki.Infrastructure.Postgres.Query;
using Kawasaki.Tests.Integration.Hosting;
using Kawasaki.Tests.Unit.Packages;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Kawasaki.Tests.Integration;

/// <summary>The service on a free port with the hand-made plan loaded: real Kestrel, real PostgreSQL, nothing in between.</summary>
/// <remarks>For classes that only read; they share one database.</remarks>
public sealed class ServiceFixture(PostgresFixture postgres) : IAsyncLifetime
{
    /// <summary>The status reports, in SQL.</summary>
    public const string Reports =
        """
        insert into plan.status_reports (code, project_code, fiscal_year, status, achievement, progress_percent, summary, source_system, external_id, reported_at, created_at, created_by, changed_at) values
            ('sr-1', 'ip3-5-1-1-p01', 2024, 'onTrack', 'exceeded', 62.50, '順調 𠮷', 'portal', '1', '2025-03-31T23:59:59.123456Z', '2025-04-01T00:00:00Z', 'portal', '2025-04-01T00:00:00Z'),
            ('sr-2', 'ip3-5-1-1-p02', 2025, 'delayed', null, null, null, 'portal', null, '2025-09-30T00:00:00Z', '2025-10-01T00:00:00Z', 'portal', '2025-10-01T00:00:00Z');
        """;

    // Sets that the package does not hold: a row of each, with every column filled in one and the nullable ones empty in another.
    private const string Extra =
        """
        insert into plan.passages (code, document_code, line, page, subject_kind, subject_code, kind, number, text) values
            ('ip3-t1', 'ip3', 3, 1, 'measures', '5-1-1', 'currentState', 1, 'A "quoted" text, a \ and' || chr(10) || 'a line break');
        """;

    private WebApplication app = null!;

    /// <summary>The database, for what only it can tell.</summary>
    public TestDatabase Database { get; private set; } = null!;

    /// <summary>Asks the service; does not follow anything.</summary>
    public HttpClient Client { get; private set; } = null!;

    /// <summary>The service root, ending in a slash.</summary>
    public string Root => Client.BaseAddress + "odata/";

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        Database = await postgres.SharedAsync("service", FillAsync);
        (app, Client) = await StartAsync(Database, new ServerOptions { Port = 0 }, new QueryLimits());
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await app.DisposeAsync();
    }

    /// <summary>Starts a service of a test's own.</summary>
    internal static async Task<(WebApplication App, HttpClient Client)> StartAsync(TestDatabase database, ServerOptions options, QueryLimits limits, LogLines? log = null, PublishedModel? model = null)
    {
        var published = model ?? PlanModel.Instance.Published;
        var store = new PostgresReadStore(database.Sources, PlanModel.Instance, TimeProvider.System);
        var app = Server.Build(options, new ServerParts(published, store, new Readiness(published, store).CheckAsync, limits), logging => _ = log is null ? logging : logging.AddProvider(log));
        await app.StartAsync(TestContext.Current.CancellationToken);
        return (app, new HttpClient { BaseAddress = new Uri(app.Urls.First()) });
    }

    /// <summary>Loads the hand-made plan and rows of the sets that no package holds.</summary>
    public static async Task FillAsync(TestDatabase database)
    {
        ArgumentNullException.ThrowIfNull(database);
        var loader = new PackageLoader(database.Sources, NullLogger.Instance);
        var report = await loader.LoadAsync(SamplePackage.Files(), LoadMode.Load, null, TestContext.Current.CancellationToken);
        Assert.True(report.IsOk, report.Problem?.Message);
        await database.ExecuteAsync(Reports + Extra);
    }

    /// <summary>GET below the service root; the body must be JSON.</summary>
    /// <param name="url">Such as `plans?$top=1`.</param>
    public async Task<JsonElement> GetAsync(string url)
    {
        using var response = await Client.GetAsync(Url(url), TestContext.Current.CancellationToken);
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, $"{url}: {(int)response.StatusCode} {body}");
        return JsonDocument.Parse(body).RootElement;
    }

    /// <summary>Sends a request below the service root.</summary>
    /// <param name="url">Such as `plans?$top=1`.</param>
    /// <param name="headers">Headers.</param>
    public async Task<HttpResponseMessage> SendAsync(string url, params (string Name, string Value)[] headers)
    {
        ArgumentNullException.ThrowIfNull(headers);
        using var request = new HttpRequestMessage(HttpMethod.Get, Url(url));
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>The codes of the rows of a page, in order, separated by blanks.</summary>
    /// <param name="url">Such as `plans?$top=1`.</param>
    public async Task<string> CodesAsync(string url) =>
        string.Join(' ', (await GetAsync(url)).GetProperty("value").EnumerateArray().Select(r => r.GetProperty("code").GetString()));

    private Uri Url(string url) => new(url.StartsWith("http", StringComparison.Ordinal) ? url : Root + url);
}
