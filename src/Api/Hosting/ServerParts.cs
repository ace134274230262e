using Kawasaki.Api.Access;
using Kawasaki.Api.Catalog;
using Kawasaki.Api.Hosting.Groups;
using Kawasaki.Domain.Access;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;
using Kawasaki.Api.OData.Batches;
using Kawasaki.Api.OData.Binding;
using Kawasaki.Api.OData.Changing;
using Kawasaki.Api.OData.Endpoints;
using Kawasaki.Api.OData.Parsing;
using Kawasaki.Api.Operations;
using Kawasaki.Api.Webhooks;

namespace Kawasaki.Api.Hosting;

/// <summary>What the server serves, put together outside of it.</summary>
/// <param name="Model">What is published.</param>
/// <param name="Store">Answers questions.</param>
/// <param name="Ready">The problem that keeps the service from answering; null when it is ready. Asked by `/health/ready`.</param>
/// <param name="Limits">What a question may cost.</param>
internal sealed record ServerParts(PublishedModel Model, IReadStore Store, Func<CancellationToken, Task<Problem?>> Ready, QueryLimits Limits)
{
    /// <summary>The parts of the service that are served, each with paths of its own.</summary>
    public IReadOnlyList<EndpointGroup> Groups { get; init; } = [ODataGroup.Map, RestGroup.Map, WebhookGroup.Map, PagesGroup.Map, CatalogueGroup.Map, DatasetGroup.Map, ExplorerGroup.Map];

    /// <summary>How much the text of a question may ask of the parser.</summary>
    public ParseLimits Parsing { get; init; } = ParseLimits.Default;

    /// <summary>Version of the data; null when it is not known: then no answer is kept.</summary>
    public IDataVersions? Versions { get; init; }

    /// <summary>What writing needs; null for a server that only reads.</summary>
    public WriteParts? Writing { get; init; }

    /// <summary>Subscriptions; null for a server without any.</summary>
    public WebhookParts? Webhooks { get; init; }

    /// <summary>How much one batch may ask.</summary>
    public BatchOptions Batches { get; init; } = new();

    /// <summary>API keys; null when none are taken.</summary>
    public IApiKeys? Keys { get; init; }

    /// <summary>Whose access tokens are taken.</summary>
    public TokenOptions Tokens { get; init; } = new();

    /// <summary>Who offers the data, and on what terms.</summary>
    public PublicationOptions Publication { get; init; } = new();

    /// <summary>How much is kept, and how long by callers.</summary>
    public CacheOptions Caching { get; init; } = new();

    /// <summary>Asks the database what it holds, for `/health/ready`; null for a server that knows its store only.</summary>
    public Func<CancellationToken, Task<Result<StoreState>>>? State { get; init; }

    /// <summary>Where the figures of the service are read.</summary>
    public MetricsOptions Metrics { get; init; } = new();

    /// <summary>How much one client may ask.</summary>
    public RateOptions Rates { get; init; } = RateOptions.Off;

    /// <summary>What callers with a scope of their own read; null when there is no more than what everybody reads.</summary>
    public GuardedParts? Guarded { get; init; }
}

/// <summary>What is read with a scope only: a service that is larger by some sets, for callers who have it.</summary>
/// <param name="Scope">The scope.</param>
/// <param name="Model">Everything that is public, and the guarded sets.</param>
/// <param name="Store">Answers questions as a role that may read them.</param>
internal sealed record GuardedParts(string Scope, PublishedModel Model, IReadStore Store);
