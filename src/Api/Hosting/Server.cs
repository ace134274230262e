using System.Net;
using Kawasaki.Api.Access;
using Kawasaki.Api.OData.Batches;
using Kawasaki.Api.OData.Endpoints;
using Kawasaki.Api.OpenApi;
using Kawasaki.Api.Operations;
using Kawasaki.Api.Pages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Kawasaki.Api.Hosting;

/// <summary>The HTTP server: Kestrel with its limits, the frame around each request, the endpoints.</summary>
internal static class Server
{
    /// <summary>Serves until a signal or the token ends it.</summary>
    /// <param name="options">How to listen and stop.</param>
    /// <param name="parts">What to serve.</param>
    /// <param name="token">Stops the server.</param>
    /// <returns>The exit code: 0.</returns>
    public static async Task<int> RunAsync(ServerOptions options, ServerParts parts, CancellationToken token)
    {
        await using var app = Build(options, parts, Logging.Configure);
        await app.StartAsync(token);
        foreach (var address in app.Urls)
        {
            Log.Listening(app.Logger, address);
        }

        await app.WaitForShutdownAsync(token);
        return 0;
    }

    /// <summary>Builds the server without starting it.</summary>
    /// <param name="options">How to listen and stop.</param>
    /// <param name="parts">What to serve.</param>
    /// <param name="logging">Where log lines go.</param>
    public static WebApplication Build(ServerOptions options, ServerParts parts, Action<ILoggingBuilder> logging)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "kawasaki-plan-api" });
        builder.WebHost.UseKestrel(kestrel => Limit(kestrel, options, parts));
        // What arrived is worked on by the thread of the pool that received it: two changes of thread less for each request (docs/decisions/0028).
        builder.WebHost.UseSockets(sockets => sockets.UnsafePreferInlineScheduling = true);
        logging(builder.Logging);
        builder.Services.AddRouting();
        builder.Services.AddOpenApi(parts.Model, parts.Limits);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = options.Shutdown);
        builder.Services.AddSingleton(TimeProvider.System).AddSingleton(options).AddSingleton(new AllowedHosts(options)).AddSingleton<Lifecycle>();
        builder.Services.AddSingleton<IHostLifetime>(services => services.GetRequiredService<Lifecycle>());
        builder.Services.AddSingleton<Figures>().AddSingleton<RequestMeter>().AddSingleton<MeterReader>().AddSingleton<SecurityHeaders>();
        builder.Services.AddSingleton(parts.Rates).AddSingleton<ClientAddress>().AddSingleton(new Buckets(TimeProvider.System)).AddSingleton<RateGate>();

        builder.Services.AddSingleton(new Site(parts.Publication, new ServiceRoot(options), options)).AddSingleton<ProblemPage>();
        builder.Services.AddSingleton(services => Access(parts, services.GetRequiredService<ILogger<AccessGate>>()));
        builder.Services.AddSingleton(services => new RefusalNotes(parts.Writing?.Store, services.GetRequiredService<ILogger<AccessGate>>()));

        var app = builder.Build();
        var batches = new BatchPipeline(parts.Batches, parts.Writing?.Store, new ServiceRoot(options), TimeProvider.System);
        app.Use(batches.Around);
        app.UseMiddleware<RequestFrame>();
        app.UseMiddleware<CrossOrigin>();
        app.UseMiddleware<AccessGate>();
        app.UseOpenApiPage();
        app.UseRouting();
        var serving = new Serving(options, parts, new AnswerCache(parts.Caching, parts.Versions), app.Services.GetRequiredService<Figures>(), app.Logger);
        app.MapOperations(serving);
        foreach (var map in parts.Groups)
        {
            map(app, serving);
        }

        app.MapBatch(batches);
        app.MapFallback("{*path}", ProblemPage.NothingAsync);
        return app;
    }

    private static Authenticator Access(ServerParts parts, ILogger logger) => new(
        parts.Keys is { } keys ? new KeyAuthenticator(keys, TimeProvider.System) : null,
        parts.Tokens.Issuer is null ? null : new TokenAuthenticator(parts.Tokens, new IssuerKeys(parts.Tokens, TimeProvider.System, logger)));

    private static void Limit(KestrelServerOptions kestrel, ServerOptions options, ServerParts parts)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxConcurrentConnections = options.MaxConnections;
        kestrel.Limits.MaxRequestBodySize = 2L * options.MaxQueryBody; // above our own limit, which has the better message
        kestrel.Limits.MaxRequestLineSize = parts.Parsing.MaxLength + (8 * 1024); // above the parser's own limit, which has the better message
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        kestrel.Limits.MinResponseDataRate = new MinDataRate(options.SlowestReader, gracePeriod: TimeSpan.FromSeconds(5));
        Listen(kestrel, options);
        if (parts.Metrics.Address is { } figures)
        {
            kestrel.Listen(figures);
        }
    }

    private static void Listen(KestrelServerOptions kestrel, ServerOptions options)
    {
        if (options.Listen == "*")
        {
            kestrel.ListenAnyIP(options.Port);
        }
        else if (options.Listen != "localhost")
        {
            kestrel.Listen(IPAddress.Parse(options.Listen), options.Port);
        }
        else if (options.Port == 0)
        {
            // A free port can be found on one address only.
            kestrel.Listen(IPAddress.Loopback, 0);
        }
        else
        {
            kestrel.ListenLocalhost(options.Port);
        }
    }
}
