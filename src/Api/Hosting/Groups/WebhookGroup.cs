using Kawasaki.Api.OData.Endpoints;
using Kawasaki.Api.Webhooks;
using Microsoft.AspNetCore.Builder;

namespace Kawasaki.Api.Hosting.Groups;

/// <summary>Subscriptions below `/api/v1/webhooks`, where the server has any.</summary>
internal static class WebhookGroup
{
    /// <summary>Maps it.</summary>
    /// <param name="app">Where.</param>
    /// <param name="serving">What it is made of.</param>
    public static void Map(WebApplication app, Serving serving)
    {
        if (serving.Parts.Webhooks is { } webhooks)
        {
            new WebhookEndpoints(webhooks, Events(serving.Options, serving.Parts), serving.Parts.Writing?.Store, serving.Roots).Map(app);
        }
    }

    /// <summary>Tells what has changed for a subscription.</summary>
    /// <param name="options">How the service is reached.</param>
    /// <param name="parts">What is served.</param>
    public static EventReader Events(ServerOptions options, ServerParts parts) =>
        new(parts.Model, parts.Store, parts.Limits, parts.Parsing, $"{options.BaseUrl?.AbsoluteUri.TrimEnd('/')}{RequestTarget.Root}/");
}
