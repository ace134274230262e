using System.IO;
using System.Net;
using System.Net.Http;
using System.Text.Json;
using Kawasaki.Api.Hosting;
using Kawasaki.Api.OData.Binding;
using Kawasaki.Infrastructure.Postgres.Loading;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Kawasaki.Tests.Integration.Facts;

/// <summary>The service with the shipped data package (`data/`), over real HTTP and real PostgreSQL.</summary>
public sealed class ShippedService(PostgresFixture postgres) : IAsyncLifetime
{
    // As in an office network: to a browser a name without TLS is no secure context, as the address of this machine is.
    private const string Hosts = "localhost;127.0.0.1;plan.test";

    private WebApplication app = null!;
    private HttpClient client = null!;

    /// <summary>The database behind the service, for a second opinion in SQL.</summary>
    public TestDatabase Database { get; private set; } = null!;

    /// <summary>Asks the service; does not follow anything.</summary>
    public HttpClient Client => client;

    /// <summary>The service root, ending in a slash.</summary>
    public string Root => client.BaseAddress + "odata/";

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        Database = await postgres.SharedAsync("shipped", LoadAsync);
        (app, client) = await ServiceFixture.StartAsync(Database, new ServerOptions { Port = 0, AllowedHosts = Hosts }, new QueryLimits());
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await app.DisposeAsync();
    }

    /// <summary>Every row of a collection, all pages; a single number for `/$count`.</summary>
    /// <param name="url">Below the service root, not encoded.</param>
    /// <param name="maxPageSize">Rows of a page; null for the service's own size.</param>
    public async Task<IReadOnlyList<JsonElement>> RowsAsync(string url, int? maxPageSize = null)
    {
        var rows = new List<JsonElement>();
        for (var next = Address(url); next is not null;)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, next);
            if (maxPageSize is not null)
            {
                request.Headers.TryAddWithoutValidation("Prefer", $"maxpagesize={maxPageSize}");
            }

            using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
            var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            Assert.True(response.IsSuccessStatusCode, $"{url}: {(int)response.StatusCode} {body}");
            using var document = JsonDocument.Parse(body);
            var page = document.RootElement.Clone();
            rows.AddRange(page.GetProperty("value").EnumerateArray());
            next = page.TryGetProperty("@odata.nextLink", out var link) ? new Uri(link.GetString()!, UriKind.RelativeOrAbsolute) : null;
        }

        return rows;
    }

    /// <summary>Status and body of an answer.</summary>
    /// <param name="url">Below the service root, not encoded.</param>
    public async Task<(int Status, JsonElement Body)> AskAsync(string url)
    {
        using var response = await client.GetAsync(Address(url), TestContext.Current.CancellationToken);
        using var document = JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        return ((int)response.StatusCode, document.RootElement.Clone());
    }

    /// <summary>Sends a request; nothing is followed and nothing unpacked.</summary>
    /// <param name="url">Below the service root, not encoded.</param>
    /// <param name="headers">Headers.</param>
    public async Task<HttpResponseMessage> SendAsync(string url, params (string Name, string Value)[] headers)
    {
        ArgumentNullException.ThrowIfNull(headers);
        using var request = new HttpRequestMessage(HttpMethod.Get, Address(url));
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
    }

    /// <summary>Number of rows by `/$count`.</summary>
    /// <param name="url">A collection, with a filter behind `?`, not encoded.</param>
    public async Task<int> CountAsync(string url)
    {
        var parts = url.Split('?', 2);
        var text = await client.GetStringAsync(Address(parts[0] + "/$count" + (parts.Length > 1 ? "?" + parts[1] : "")), TestContext.Current.CancellationToken);
        return int.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>Status of the answer.</summary>
    /// <param name="url">Below the service root, not encoded.</param>
    public async Task<HttpStatusCode> StatusAsync(string url)
    {
        using var response = await client.GetAsync(Address(url), TestContext.Current.CancellationToken);
        return response.StatusCode;
    }

    /// <summary>The body of an answer as it is.</summary>
    /// <param name="url">Below the service root, not encoded.</param>
    public async Task<string> TextAsync(string url) => await client.GetStringAsync(Address(url), TestContext.Current.CancellationToken);

    /// <summary>One row by its key.</summary>
    /// <param name="url">Below the service root, not encoded.</param>
    public async Task<JsonElement> RowAsync(string url)
    {
        using var document = JsonDocument.Parse(await client.GetStringAsync(Address(url), TestContext.Current.CancellationToken));
        return document.RootElement.Clone();
    }

    private static Uri Address(string url) => new("odata/" + Uri.EscapeDataString(url).Replace("%2F", "/", StringComparison.Ordinal)
        .Replace("%3F", "?", StringComparison.Ordinal).Replace("%26", "&", StringComparison.Ordinal).Replace("%3D", "=", StringComparison.Ordinal)
        .Replace("%24", "$", StringComparison.Ordinal), UriKind.Relative);

    /// <summary>Loads the shipped data.</summary>
    public static async Task LoadAsync(TestDatabase database)
    {
        ArgumentNullException.ThrowIfNull(database);
        var folder = Path.Combine(RepositoryRoot(), "data");
        var loader = new PackageLoader(database.Sources, NullLogger.Instance);
        var report = await loader.LoadAsync(folder, isDryRun: false, null, TestContext.Current.CancellationToken);
        Assert.True(report.IsOk, report.Problem?.Message);
    }

    private static string RepositoryRoot([System.Runtime.CompilerServices.CallerFilePath] string thisFile = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "..", "..", ".."));
}
