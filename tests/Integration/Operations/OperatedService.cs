using System.Net.Http;
using Kawasaki.Api.Hosting;
using Kawasaki.Api.OData.Binding;
using Kawasaki.Infrastructure.Postgres.Connections;
using Kawasaki.Infrastructure.Postgres.Mapping;
using Kawasaki.Infrastructure.Postgres.Query;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Kawasaki.Tests.Integration.Operations;

/// <summary>A service on a free port that knows the version of its data and asks its database for health, as the program does.</summary>
internal sealed class OperatedService : IAsyncDisposable
{
    private readonly DataVersionWatch versions;
    private readonly WebApplication app;

    private OperatedService(DataVersionWatch versions, WebApplication app) =>
        (this.versions, this.app, Client) = (versions, app, new HttpClient { BaseAddress = new Uri(app.Urls.First()) });

    /// <summary>Asks it.</summary>
    public HttpClient Client { get; }

    /// <summary>Starts it.</summary>
    /// <param name="database">Its database.</param>
    /// <param name="parts">Changes what is served.</param>
    /// <param name="options">How it listens.</param>
    /// <param name="log">Takes its log.</param>
    public static async Task<OperatedService> StartAsync(TestDatabase database, Func<ServerParts, ServerParts>? parts = null, ServerOptions? options = null, ILoggerProvider? log = null)
    {
        var model = PlanModel.Instance;
        var store = new PostgresReadStore(database.Sources, model, TimeProvider.System);
        var versions = DataVersionWatch.Start(database.Options, NullLogger.Instance, TimeProvider.System);
        var served = new ServerParts(model.Published, store, new Readiness(model.Published, store).CheckAsync, new QueryLimits())
        {
            Versions = versions,
            State = new DatabaseHealth(database.Sources, TimeProvider.System).CheckAsync,
        };
        var app = Server.Build(options ?? new ServerOptions { Port = 0 }, parts?.Invoke(served) ?? served, logging => _ = log is null ? logging : logging.AddProvider(log));
        await app.StartAsync(TestContext.Current.CancellationToken);
        using var late = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        late.CancelAfter(TimeSpan.FromSeconds(20));
        while (versions.Current is null)
        {
            late.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }

        return new OperatedService(versions, app);
    }

    /// <summary>Sends a request.</summary>
    /// <param name="method">Its method.</param>
    /// <param name="url">Below the address of the service.</param>
    /// <param name="headers">Its headers.</param>
    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string url, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, new Uri(Client.BaseAddress!, url));
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>GET.</summary>
    /// <param name="url">Below the address of the service.</param>
    /// <param name="headers">Its headers.</param>
    public Task<HttpResponseMessage> GetAsync(string url, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Get, url, headers);

    /// <summary>A header of an answer; null without.</summary>
    /// <param name="response">The answer.</param>
    /// <param name="name">The header.</param>
    public static string? Header(HttpResponseMessage response, string name) => response.Headers.NonValidated.TryGetValues(name, out var values) ? values.ToString() : null;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await app.DisposeAsync();
        await versions.DisposeAsync();
    }
}
