using System.Globalization;
using Kawasaki.Api.Datasets;
using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;
using Kawasaki.Infrastructure.Postgres.Mapping;
using Kawasaki.Infrastructure.Postgres.Query;
using Xunit;

namespace Kawasaki.Tests.Integration.Datasets;

/// <summary>When the rows of each set last changed: what a plain query over the feed says, asked again only when the data has another version.</summary>
public sealed class FreshnessTests(PostgresFixture postgres) : IAsyncLifetime
{
    private static readonly PublishedModel Model = PlanModel.Instance.Published;

    private TestDatabase database = null!;

    public async ValueTask InitializeAsync()
    {
        database = await postgres.CreateAsync();
        await ServiceFixture.FillAsync(database);
    }

    public ValueTask DisposeAsync() => database.DisposeAsync();

    [Fact]
    public async Task Every_set_has_its_last_entry_of_the_feed()
    {
        await database.ExecuteAsync("update plan.indicators set name = 'x' where code = (select min(code) from plan.indicators)");
        var entries = (await database.RowsAsync("select entity_set, max(sequence), to_char(max(changed_at) at time zone 'utc', 'YYYY-MM-DD HH24:MI:SS.US') from plan.changes group by 1"))
            .Select(r => r.Split('|')).ToDictionary(r => r[0], r => r[1] + " " + r[2]);
        var found = await NowAsync(Fresh(null));

        var own = Model.Sets.Where(s => s.IsTracked && !s.IsDerived).ToList();
        Assert.Equal(entries.Keys.Order(StringComparer.Ordinal), own.Where(s => found.Of(s).Sequence > 0).Select(s => s.Name).Order(StringComparer.Ordinal));
        Assert.All(own.Where(s => entries.ContainsKey(s.Name)), s => Assert.Equal(entries[s.Name], Text(found.Of(s))));
        Assert.Equal(entries["indicators"], Text(found.Of(Model.FindSet("indicatorFacts")!)));
        Assert.Equal(entries["indicators"], Text(found.Of(Model.FindSet("changes")!)));
        Assert.Equal(await database.ScalarAsync<long>("select version from plan.data_version"), found.State.Version);
    }

    [Fact]
    public async Task A_set_that_never_changed_is_as_old_as_the_first_load()
    {
        await database.ExecuteAsync("delete from plan.changes where entity_set = 'passages'");
        var found = await NowAsync(Fresh(null));
        var first = await database.ScalarAsync<string>("select to_char(min(changed_at) at time zone 'utc', 'YYYY-MM-DD HH24:MI:SS.US') from plan.changes");
        Assert.Equal("0 " + first, Text(found.Of(Model.FindSet("passages")!)));

        await database.ExecuteAsync("truncate plan.changes");
        found = await NowAsync(Fresh(null));
        Assert.All(Model.Sets, s => Assert.Equal(new SetChange(0, null), found.Of(s)));
    }

    [Fact]
    public async Task It_is_asked_again_when_the_version_is_another_or_not_known()
    {
        var versions = new KnownVersion();
        var freshness = Fresh(versions);
        var before = await NowAsync(freshness);
        versions.Current = new DataVersion(before.State.Version, before.State.Lineage);
        await database.ExecuteAsync("update plan.themes set name = '別' where code = '1-2'");

        Assert.Same(before, await NowAsync(freshness));
        versions.Current = new DataVersion(before.State.Version, Guid.NewGuid());
        Assert.NotSame(before, await NowAsync(freshness));
        versions.Current = null;
        var after = await NowAsync(freshness);
        Assert.Equal((before.State.Version + 1, before.Latest.Sequence + 1), (after.State.Version, after.Latest.Sequence));
        Assert.Equal(after.Latest, after.Of(Model.FindSet("themes")!));
        versions.Current = new DataVersion(after.State.Version, after.State.Lineage);
        Assert.Same(after, await NowAsync(freshness));
    }

    [Fact]
    public async Task What_came_after_a_version_or_a_moment_does_not_count()
    {
        var freshness = Fresh(null);
        var before = await NowAsync(freshness);
        await database.ExecuteAsync("update plan.themes set name = '別' where code = '1-2'");

        foreach (var at in new[] { new Literal(before.State.Version, TypeReference.Of(PrimitiveKind.Int64)), new Literal(before.State.CommittedAt, TypeReference.Of(PrimitiveKind.DateTimeOffset)) })
        {
            var then = await freshness.AtAsync(at, TestContext.Current.CancellationToken);
            Assert.Equal(before.Latest, then.Value!.Latest);
            Assert.Equal(before.Of(Model.FindSet("themes")!), then.Value.Of(Model.FindSet("themes")!));
        }
    }

    [Fact]
    public async Task A_derived_set_names_every_table_that_its_view_reads()
    {
        foreach (var set in Model.Sets.Where(s => s.IsDerived))
        {
            var view = string.Concat(set.Name.Select(c => char.IsUpper(c) ? "_" + char.ToLowerInvariant(c) : c.ToString()));
            var tables = await database.RowsAsync($"select table_name from information_schema.view_table_usage where view_schema = 'plan' and view_name = '{view}'");
            Assert.NotEmpty(tables);
            Assert.Equal(tables.Order(StringComparer.Ordinal), set.Sources.Select(s => string.Concat(s.Select(c => char.IsUpper(c) ? "_" + char.ToLowerInvariant(c) : c.ToString()))).Order(StringComparer.Ordinal));
        }
    }

    private SetFreshness Fresh(IDataVersions? versions) =>
        new(Model, new PostgresReadStore(database.Sources, PlanModel.Instance, TimeProvider.System), versions, TimeSpan.FromSeconds(10));

    private static async Task<Freshness> NowAsync(SetFreshness freshness)
    {
        var found = await freshness.NowAsync(TestContext.Current.CancellationToken);
        Assert.True(found.IsOk, found.Problem?.Message);
        return found.Value;
    }

    private static string Text(SetChange change) => string.Create(CultureInfo.InvariantCulture, $"{change.Sequence} {change.At!.Value.UtcDateTime:yyyy-MM-dd HH:mm:ss.ffffff}");

    private sealed class KnownVersion : IDataVersions
    {
        public DataVersion? Current { get; set; }

        public void AtLeast(long number) => Current = null;
    }
}
