using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Plan;
using Kawasaki.Infrastructure.Postgres.Connections;
using Kawasaki.Infrastructure.Postgres.Loading;
using Kawasaki.Tests.Unit.Packages;
using Xunit;

namespace Kawasaki.Tests.Integration.Packages;

/// <summary>Loads of several programs on one database: one at a time, and at a start only what is new.</summary>
public sealed class LoadAtOnceTests(PostgresFixture postgres) : IAsyncLifetime
{
    private readonly LoadedDatabase packages = new(postgres);

    public ValueTask InitializeAsync() => packages.InitializeAsync();

    public ValueTask DisposeAsync() => packages.DisposeAsync();

    [Fact]
    public async Task A_load_beside_another_says_who_is_at_work()
    {
        await using var connection = await packages.Database.Sources.Pool(DatabaseRole.Owner).OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
        Assert.Null(await LoadLock.TakeAsync(connection, "the first load", isPatient: false, TestContext.Current.CancellationToken));

        var refused = await packages.Loader.LoadAsync(SamplePackage.Files(), LoadMode.Load, null, TestContext.Current.CancellationToken);

        Assert.Equal(ErrorCode.LoadInProgress, refused.Problem!.Code);
        Assert.StartsWith("Another load or import is at work: the first load (server process ", refused.Problem.Message);
        await transaction.RollbackAsync(TestContext.Current.CancellationToken);
        Assert.True((await packages.Loader.LoadAsync(SamplePackage.Files(), LoadMode.Load, null, TestContext.Current.CancellationToken)).IsOk);
    }

    [Fact]
    public async Task Services_that_start_together_load_once()
    {
        var files = SamplePackage.Files();

        var reports = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => packages.Loader.LoadAsync(files, LoadMode.OnceAndWait, null, TestContext.Current.CancellationToken)));

        Assert.All(reports, r => Assert.True(r.IsOk, r.Problem?.Message));
        Assert.Single(reports, r => r.Value!.Total > 0);
        Assert.Equal(1, await packages.Database.ScalarAsync<long>("select count(*) from plan.package_loads"));
    }

    [Fact]
    public async Task A_package_that_was_loaded_before_is_not_loaded_again_at_start()
    {
        var older = SamplePlan.Build();
        await packages.LoadAsync(older);
        var newer = SamplePlan.Build();
        newer.Themes.RemoveAt(1);
        await packages.LoadAsync(newer);

        var start = await packages.Loader.LoadAsync(SamplePackage.Files(older), LoadMode.OnceAndWait, null, TestContext.Current.CancellationToken);

        Assert.Empty(start.Value!.Sets);
        Assert.Equal(1, await packages.Database.ScalarAsync<long>("select count(*) from plan.themes"));
    }
}
