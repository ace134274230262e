using Kawasaki.Api.Access;
using Kawasaki.Api.Catalog;
using Kawasaki.Api.Cli;
using Kawasaki.Api.Hosting;
using Kawasaki.Api.Hosting.Groups;
using Kawasaki.Api.OData.Batches;
using Kawasaki.Api.OData.Binding;
using Kawasaki.Api.OData.Bodies;
using Kawasaki.Api.OData.Changing;
using Kawasaki.Api.OData.Endpoints;
using Kawasaki.Api.OData.Parsing;
using Kawasaki.Api.Operations;
using Kawasaki.Domain.Access;
using Kawasaki.Domain.Settings;
using Kawasaki.Infrastructure.Postgres.Access;
using Kawasaki.Infrastructure.Postgres.Changing;
using Kawasaki.Infrastructure.Postgres.Connections;
using Kawasaki.Infrastructure.Postgres.Mapping;
using Kawasaki.Api.Webhooks;
using Kawasaki.Infrastructure.Postgres.Query;
using Kawasaki.Infrastructure.Postgres.Webhooks;
using Kawasaki.Infrastructure.Webhooks;
using Microsoft.Extensions.Logging;

var terminal = Terminal.OfProcess();
using var logging = LoggerFactory.Create(Logging.Configure);
return await new CommandLine(terminal, Environment.GetEnvironmentVariable, logging, ServeAsync).RunAsync(args, CancellationToken.None);

async Task<int> ServeAsync(DatabaseSession session, CancellationToken token)
{
    var options = SettingsReader.Read<ServerOptions>(Environment.GetEnvironmentVariable);
    var limits = SettingsReader.Read<QueryLimits>(Environment.GetEnvironmentVariable);
    var parsing = SettingsReader.Read<ParseLimits>(Environment.GetEnvironmentVariable);
    var caching = SettingsReader.Read<CacheOptions>(Environment.GetEnvironmentVariable);
    var bodies = SettingsReader.Read<BodyLimits>(Environment.GetEnvironmentVariable);
    var changes = SettingsReader.Read<ChangeOptions>(Environment.GetEnvironmentVariable);
    var batches = SettingsReader.Read<BatchOptions>(Environment.GetEnvironmentVariable);
    var hooks = SettingsReader.Read<WebhookOptions>(Environment.GetEnvironmentVariable);
    var tokens = SettingsReader.Read<TokenOptions>(Environment.GetEnvironmentVariable);
    var rates = SettingsReader.Read<RateOptions>(Environment.GetEnvironmentVariable);
    var metrics = SettingsReader.Read<MetricsOptions>(Environment.GetEnvironmentVariable);
    var publication = SettingsReader.Read<PublicationOptions>(Environment.GetEnvironmentVariable);
    if ((options.Problem ?? limits.Problem ?? parsing.Problem ?? caching.Problem ?? bodies.Problem ?? changes.Problem ?? batches.Problem ?? hooks.Problem ?? tokens.Problem ?? publication.Problem ?? metrics.Problem ?? rates.Problem ?? tokens.Value!.Check()) is { } bad)
    {
        return terminal.Fail(bad);
    }

    var model = PlanModel.Instance;
    var store = new PostgresReadStore(session.Sources, model, TimeProvider.System);
    var health = new DatabaseHealth(session.Sources, TimeProvider.System);
    var readiness = new Readiness(model.Published, store);
    await using var versions = DataVersionWatch.Start(session.Options, logging.CreateLogger("Kawasaki"), TimeProvider.System);
    await using var keys = ApiKeys.Start(session.Sources, logging.CreateLogger("Kawasaki"), TimeProvider.System);
    await using var changing = new PostgresChangeStore(session.Sources, model, changes.Value!, logging.CreateLogger("Kawasaki"), TimeProvider.System);
    var parts = new ServerParts(
        model.Published, store, readiness.CheckAsync, limits.Value!)
    {
        State = health.CheckAsync,
        Metrics = metrics.Value!,
        Rates = rates.Value!,
        Parsing = parsing.Value!,
        Versions = versions,
        Caching = caching.Value!,
        Batches = batches.Value!,
        Keys = keys,
        Writing = new WriteParts(changing, bodies.Value!),
        Tokens = tokens.Value!,
        Publication = publication.Value!,
        Webhooks = new WebhookParts(new WebhookStore(session.Sources, hooks.Value!, new SecretBox(hooks.Value!)), new AddressGuard(hooks.Value!)),
        Guarded = new GuardedParts(Scopes.ReadAudit, model.Whole, new PostgresReadStore(session.Sources, model, TimeProvider.System, DatabaseRole.Auditor)),
    };
    await using var deliveries = hooks.Value!.IsDelivering
        ? WebhookDispatcher.Start(session.Options, WebhookGroup.Events(options.Value!, parts), hooks.Value, logging.CreateLogger("Kawasaki"), TimeProvider.System) : null;
    return await Server.RunAsync(options.Value!, parts, token);
}
