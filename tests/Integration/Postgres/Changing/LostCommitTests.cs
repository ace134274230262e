using System.IO;
using Kawasaki.Domain.Access;
using Kawasaki.Domain.Changes;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;
using Kawasaki.Infrastructure.Postgres.Changing;
using Kawasaki.Infrastructure.Postgres.Connections;
using Kawasaki.Infrastructure.Postgres.Mapping;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Xunit;

namespace Kawasaki.Tests.Integration.Postgres.Changing;

/// <summary>The connection breaks while a change is committed: what the caller is told is what became of it.</summary>
public sealed class LostCommitTests(PostgresFixture postgres)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_server_is_asked_what_became_of_it(bool isHeard)
    {
        await using var database = await postgres.CreateAsync();
        await ServiceFixture.FillAsync(database);
        var given = new NpgsqlConnectionStringBuilder(ConnectionStrings.For(DatabaseRole.Writer, database.Options).ConnectionString);
        Assert.SkipWhen(given.Host?.StartsWith('/') != true, "Needs a server on a Unix socket.");
        await using var proxy = new CuttingProxy(Path.Combine(given.Host!, $".s.PGSQL.{given.Port}"), isHeard);
        await using var sources = new DatabaseSources(Through(proxy, database.Options), NullLogger.Instance, TimeProvider.System);
        await using var store = new PostgresChangeStore(sources, PlanModel.Instance, new ChangeOptions(), NullLogger.Instance, TimeProvider.System);

        var outcome = await store.ApplyAsync(new ChangeGroup([Change()], Caller, IsAtomic: true, Repeat: null), TestContext.Current.CancellationToken);

        Assert.Equal(1, proxy.Cuts);
        Assert.True(isHeard == outcome.IsOk, outcome.Problem?.Message);
        Assert.Equal(isHeard ? null : ErrorCode.DatabaseUnavailable, outcome.Problem?.Code);
        Assert.Equal(isHeard ? "delayed" : "onTrack", await database.ScalarAsync<string>("select status from plan.status_reports where code = 'sr-1'"));
    }

    private static Caller Caller { get; } = new("test", "", new HashSet<string>(), null, null, "r1");

    private static DatabaseOptions Through(CuttingProxy proxy, DatabaseOptions options)
    {
        var builder = new NpgsqlConnectionStringBuilder(options.Writer ?? options.Owner) { Host = proxy.Folder };
        return options with { Writer = options.Writer is null ? null : builder.ConnectionString, Owner = options.Writer is null ? builder.ConnectionString : options.Owner };
    }

    private static RowChange Change()
    {
        var set = PlanModel.Instance.Published.FindSet("statusReports")!;
        var status = set.Type.FindProperty("status")!;
        return new RowChange(
            ChangeKind.Update, set, [new Literal("sr-1", set.Type.Key[0].Type)], new Dictionary<PropertyModel, Literal> { [status] = new("delayed", status.Type) }, [], Precondition.None);
    }
}
