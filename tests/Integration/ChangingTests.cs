using System.Net.Http;
using Kawasaki.Api.Hosting;
using Kawasaki.Api.OData.Binding;
using Microsoft.AspNetCore.Builder;
using Xunit;

namespace Kawasaki.Tests.Integration;

/// <summary>Tests that change the hand-made plan: each has a database and a service of its own.</summary>
public abstract class ChangingTests(PostgresFixture postgres) : IAsyncLifetime
{
    private WebApplication app = null!;

    /// <summary>The database.</summary>
    protected TestDatabase Database { get; private set; } = null!;

    /// <summary>Asks the service; does not follow anything.</summary>
    protected HttpClient Client { get; private set; } = null!;

    /// <summary>What one request may ask.</summary>
    private protected virtual QueryLimits Limits => new();

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        Database = await postgres.CreateAsync();
        await ServiceFixture.FillAsync(Database);
        await PrepareAsync();
        (app, Client) = await ServiceFixture.StartAsync(Database, new ServerOptions { Port = 0 }, Limits);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await app.DisposeAsync();
        await Database.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Changes the filled database before the service starts.</summary>
    protected virtual Task PrepareAsync() => Task.CompletedTask;
}
