using System.Globalization;
using System.Net;
using System.Net.Http;
using System.Text.RegularExpressions;
using Kawasaki.Api.Hosting;
using Kawasaki.Api.OData.Binding;
using Kawasaki.Api.OData.Endpoints;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Query;
using Kawasaki.Infrastructure.Postgres.Connections;
using Kawasaki.Infrastructure.Postgres.Mapping;
using Kawasaki.Infrastructure.Postgres.Query;
using Kawasaki.Tests.Integration.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Kawasaki.Tests.Integration.OData;

/// <summary>An answer as a test compares it.</summary>
/// <param name="Status">Its status.</param>
/// <param name="Headers">Every header but the date and the id of the request, each `name: value`.</param>
/// <param name="Body">Its bytes.</param>
internal sealed record Received(HttpStatusCode Status, IReadOnlyList<string> Headers, byte[] Body)
{
    /// <summary>The ETag.</summary>
    public string Tag => Headers.Single(h => h.StartsWith("ETag: ", StringComparison.Ordinal))["ETag: ".Length..];
}

/// <summary>One of several services on a database, with its watch; counts the statements it runs.</summary>
internal sealed partial class CachingService : IAsyncDisposable
{
    private readonly LogLines log = new();
    private readonly CountingStore store;
    private readonly DataVersionWatch versions;
    private readonly WebApplication app;
    private HttpClient client = null!;
    private int asked;

    private CachingService(TestDatabase database, CacheOptions caching)
    {
        var model = PlanModel.Instance;
        store = new CountingStore(new PostgresReadStore(database.Sources, model, TimeProvider.System));
        versions = DataVersionWatch.Start(database.Options, NullLogger.Instance, TimeProvider.System);
        var parts = new ServerParts(model.Published, store, _ => Task.FromResult<Problem?>(null), new QueryLimits()) { Versions = versions, Caching = caching };
        app = Server.Build(new ServerOptions { Port = 0, BaseUrl = new Uri("https://plan.example.jp") }, parts, l => l.SetMinimumLevel(LogLevel.Information).AddProvider(log));
    }

    /// <summary>Statements so far.</summary>
    public int Statements => store.Statements;

    /// <summary>Memory of the cache, as the line of the last request tells.</summary>
    public async Task<long> CacheBytesAsync()
    {
        var lines = await log.WithAsync("; cache ", asked, TestContext.Current.CancellationToken);
        return long.Parse(CacheText().Match(lines[^1]).Groups[1].Value, CultureInfo.InvariantCulture);
    }

    /// <summary>Tells the service, as a write of its own does, that a version is committed.</summary>
    public void Wrote(long version) => versions.AtLeast(version);

    /// <summary>Starts and waits until the version of the data is known.</summary>
    public static async Task<CachingService> StartAsync(TestDatabase database, CacheOptions caching)
    {
        var service = new CachingService(database, caching);
        await service.app.StartAsync(TestContext.Current.CancellationToken);
        service.client = new HttpClient { BaseAddress = new Uri(service.app.Urls.First()) };
        await service.KnowsVersionAsync();
        return service;
    }

    /// <summary>Waits until the version of the data is known.</summary>
    public async Task KnowsVersionAsync()
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        late.CancelAfter(TimeSpan.FromSeconds(20));
        while (versions.Current is null)
        {
            late.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    /// <summary>GET below the service root.</summary>
    public Task<Received> AskAsync(string url, params (string Name, string Value)[] headers) => AskAsync(url, HttpMethod.Get, headers);

    /// <summary>Any request below the service root.</summary>
    public async Task<Received> AskAsync(string url, HttpMethod method, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, client.BaseAddress + "odata/" + url);
        request.Headers.Host = "plan.example.jp";
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        asked++;
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        var all = response.Headers.Concat(response.Content.Headers).Where(h => h.Key is not ("Date" or "X-Request-ID"));
        return new Received(
            response.StatusCode,
            [.. all.Select(h => $"{h.Key}: {string.Join(", ", h.Key == "Cache-Control" ? [response.Headers.NonValidated["Cache-Control"].ToString()] : h.Value)}").Order(StringComparer.Ordinal)],
            await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await app.DisposeAsync();
        await versions.DisposeAsync();
    }

    [GeneratedRegex("(\\d+) bytes; plan")]
    private static partial Regex CacheText();

    private sealed class CountingStore(IReadStore store) : IReadStore
    {
        private int statements;

        public int Statements => Volatile.Read(ref statements);

        public ReadStatement Prepare(ReadPlan plan, ReadOptions options) => new CountingStatement(this, store.Prepare(plan, options));

        private sealed class CountingStatement(CountingStore counter, ReadStatement statement) : ReadStatement
        {
            public override RowLayout Layout => statement.Layout;

            public override IReadOnlyCollection<int> Slots => statement.Slots;

            public override int Size => statement.Size;

            public override string Describe(IReadOnlyList<Literal?> literals) => statement.Describe(literals);

            public override Task<Result<ReadCursor>> OpenAsync(IReadOnlyList<Literal?> literals, CancellationToken cancellationToken)
            {
                Interlocked.Increment(ref counter.statements);
                return statement.OpenAsync(literals, cancellationToken);
            }
        }
    }
}
