using Kawasaki.Api.OData.Binding;
using Kawasaki.Api.OData.Binding.Apply;
using Kawasaki.Api.OData.Changing;
using Kawasaki.Api.OData.Endpoints;
using Kawasaki.Api.OData.Writing.Metadata;
using Microsoft.AspNetCore.Builder;

namespace Kawasaki.Api.Hosting.Groups;

/// <summary>Everything below `/odata` but the batch, which stands around the frame of each request.</summary>
internal static class ODataGroup
{
    /// <summary>Maps it.</summary>
    /// <param name="app">Where.</param>
    /// <param name="serving">What it is made of.</param>
    public static void Map(WebApplication app, Serving serving)
    {
        app.MapOData(Flows(serving), serving.Cache, Guarded(serving));
    }

    private static ODataFlows Flows(Serving serving) => new(Pipeline(serving), Writes(serving));

    private static GuardedFlows? Guarded(Serving serving) =>
        serving.Parts.Guarded is { } guarded ? new GuardedFlows(guarded.Scope, Flows(serving with { Parts = serving.Parts with { Model = guarded.Model, Store = guarded.Store } })) : null;

    private static ReadPipeline Pipeline(Serving serving)
    {
        var (options, parts, tokens) = (serving.Options, serving.Parts, serving.Tokens);
        var capabilities = new ServiceCapabilities(FunctionTable.Names, parts.Limits.MaxExpandDepth, ApplyBinder.Transformations);
        var (binder, age) = (new RequestBinder(parts.Model, parts.Limits), new StateAge(options.MaxDeltaAge, TimeProvider.System));
        var links = new NextLink(tokens, age, parts.Limits.MaxPageRows);
        var deltas = new DeltaLink(tokens, parts.Model, age, parts.Limits.MaxPageRows);
        var compiler = new QuestionCompiler(parts.Model, parts.Store, binder, links, deltas, options);
        var plans = new PlanCache(parts.Model, parts.Limits, parts.Caching.MaxPlanBytes);
        serving.Figures.Counter("kawasaki_plan_cache_hits_total", "Questions whose statement was known.", () => plans.Hits);
        serving.Figures.Counter("kawasaki_plan_cache_misses_total", "Questions whose statement had to be made.", () => plans.Misses);
        var questions = new QuestionFinder(compiler, plans, new PlanCheck(plans, compiler, parts.Caching.CheckEvery, serving.Logger));
        var rows = new RowsAnswer(parts.Model, compiler, links, deltas, serving.Streams, options, TimeProvider.System);
        var descriptions = new DescriptionAnswer(parts.Model, new MetadataDocuments(parts.Model, capabilities));
        return new ReadPipeline(questions, rows, descriptions, serving.Roots, parts.Parsing, options, TimeProvider.System);
    }

    private static WritePipeline? Writes(Serving serving)
    {
        var (options, parts) = (serving.Options, serving.Parts);
        if (parts.Writing is not { } writing)
        {
            return null;
        }

        var binder = new RequestBinder(parts.Model, parts.Limits);
        var (rows, authority) = (new RowReading(parts.Model, parts.Store, binder, parts.Parsing, options), new WriteAuthority(writing.Store));
        return new WritePipeline(
            new WriteResolver(parts.Model, binder, rows, parts.Parsing, serving.Roots), authority, new ChangeApplier(writing, authority, rows, parts.Parsing, parts.Versions),
            parts.Model, writing, rows);
    }
}
