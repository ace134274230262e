using System.Net.Http;
using System.Text.Json;
using Kawasaki.Api.Hosting;
using Kawasaki.Api.Hosting.Groups;
using Kawasaki.Api.OData.Binding;
using Kawasaki.Domain.Model;
using Kawasaki.Infrastructure.Postgres.Connections;
using Kawasaki.Infrastructure.Postgres.Mapping;
using Kawasaki.Infrastructure.Postgres.Query;
using Kawasaki.Tests.Unit.Postgres;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Kawasaki.Tests.Integration.OData.Reference;

/// <summary>The reference model, served by the same server as the city's: its tables made and its rows written by EF Core, read by us.</summary>
public sealed class ReferenceService(PostgresFixture postgres) : IAsyncLifetime
{
    private const string Grants =
        """
        grant usage on schema reference to kawasaki_reader, kawasaki_owner;
        grant select on all tables in schema reference to kawasaki_reader, kawasaki_owner;
        """;

    private WebApplication app = null!;

    /// <summary>The database, for the second query.</summary>
    public TestDatabase Database { get; private set; } = null!;

    /// <summary>Asks the service.</summary>
    public HttpClient Client { get; private set; } = null!;

    /// <summary>The service root, ending in a slash.</summary>
    public string Root => Client.BaseAddress + "odata/";

    internal static (PublishedModel Published, StorageMap Storage) Model { get; } = Build();

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        Database = await postgres.SharedAsync("reference", FillAsync);
        var store = new PostgresReadStore(Database.Sources, Model.Storage, TimeProvider.System);
        app = Server.Build(new ServerOptions { Port = 0 }, new ServerParts(Model.Published, store, _ => Task.FromResult<Kawasaki.Domain.Errors.Problem?>(null), new QueryLimits()) { Groups = [ODataGroup.Map] }, _ => { });
        await app.StartAsync(TestContext.Current.CancellationToken);
        Client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await app.DisposeAsync();
    }

    /// <summary>Sends a request below the service root.</summary>
    public async Task<HttpResponseMessage> SendAsync(string url, params (string Name, string Value)[] headers)
    {
        ArgumentNullException.ThrowIfNull(headers);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(url.StartsWith("http", StringComparison.Ordinal) ? url : Root + url));
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>The text of an answer that must succeed.</summary>
    public async Task<string> TextAsync(string url, params (string Name, string Value)[] headers)
    {
        using var response = await SendAsync(url, headers);
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, $"{url}: {(int)response.StatusCode} {body}");
        return body;
    }

    /// <summary>The rows of all pages.</summary>
    public async Task<IReadOnlyList<JsonElement>> RowsAsync(string url, params (string Name, string Value)[] headers)
    {
        var rows = new List<JsonElement>();
        for (string? next = url; next is not null;)
        {
            var page = JsonDocument.Parse(await TextAsync(next, headers)).RootElement;
            rows.AddRange(page.GetProperty("value").EnumerateArray());
            next = page.TryGetProperty("@odata.nextLink", out var link) ? link.GetString() : null;
        }

        return rows;
    }

    private static (PublishedModel, StorageMap) Build()
    {
        using var context = new ReferenceContext();
        return PublishedModelBuilder.Build(context.Model, ReferenceContext.Namespace, ["places", "routes"]);
    }

    private static async Task FillAsync(TestDatabase database)
    {
        await using var context = new ReferenceContext(ConnectionStrings.ForMigration(database.Options).ConnectionString);
        await context.Database.ExecuteSqlRawAsync(context.Database.GenerateCreateScript());
        context.AddRange(ReferenceRows.Samples());
        context.AddRange(ReferenceRows.All());
        context.AddRange(ReferenceRows.Places());
        await context.SaveChangesAsync(TestContext.Current.CancellationToken);
        await context.Database.ExecuteSqlRawAsync(Grants);
    }
}
