using Kawasaki.Api.Datasets;
using Kawasaki.Api.OData.Endpoints;
using Kawasaki.Api.Operations;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;

namespace Kawasaki.Api.Hosting;

/// <summary>What every group of endpoints is given.</summary>
/// <param name="Options">How the service listens and is reached.</param>
/// <param name="Parts">What is served.</param>
/// <param name="Cache">Answers already made.</param>
/// <param name="Figures">Takes what a group can tell of itself at `/metrics`.</param>
/// <param name="Logger">Takes log lines.</param>
internal sealed record Serving(ServerOptions Options, ServerParts Parts, AnswerCache Cache, Figures Figures, ILogger Logger)
{
    /// <summary>Address of the service.</summary>
    public ServiceRoot Roots { get; } = new(Options);

    /// <summary>When the rows of each set last changed.</summary>
    public SetFreshness Freshness { get; } = new(Parts.Model, Parts.Store, Parts.Versions, Options.RequestDeadline);

    /// <summary>The sets that are files.</summary>
    public FileSets Files { get; } = new(Parts.Model);

    /// <summary>Lets only so many answers without an end in sight run at once, whatever part sends them.</summary>
    public StreamSlots Streams { get; } = new(Options, new ClientAddress(Parts.Rates));

    /// <summary>Signs what a caller brings back: next links, cursors.</summary>
    public ContinuationToken Tokens { get; } = new(Options.TokenKey);
}

/// <summary>Maps the paths of one part of the service.</summary>
/// <param name="app">Where.</param>
/// <param name="serving">What they are made of.</param>
internal delegate void EndpointGroup(WebApplication app, Serving serving);
