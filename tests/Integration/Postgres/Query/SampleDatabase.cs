using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;
using Kawasaki.Infrastructure.Postgres.Connections;
using Kawasaki.Infrastructure.Postgres.Mapping;
using Kawasaki.Infrastructure.Postgres.Query;
using Kawasaki.Tests.Integration;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;
using Xunit;

namespace Kawasaki.Tests.Postgres.Query;

/// <summary>The sample model on a real server, with rows made to be difficult: nulls, ties, wildcards, wide letters.</summary>
public sealed class SampleDatabase(PostgresFixture postgres) : IAsyncLifetime
{
    private const string Rows =
        """
        insert into sample.groups ("Code", "Title", "ParentCode") values
            ('g1', '区政', null), ('g2', 'Budget', 'g1'), ('g3', 'ward', 'g1'), ('g4', '空', 'g2');
        insert into sample.tags ("Code", "Weight") values ('t1', 1), ('t2', null), ('t3', 3), ('t4', 4);
        insert into sample.items ("Code", "GroupCode", "Name", "Text", "Rank", "Number", "Big", "Amount", "Ratio", "Flag", "Day", "At", "Clock", "Took", "Mark", "Bytes", "Years")
        select 'i' || lpad(i::text, 3, '0'),
            (array['g1', 'g2', 'g3', null])[1 + i % 4],
            (array['alpha', 'Beta', null, '町内会・自治会', 'ＡＢＣ ａｂｃ', '10%', 'a_b', 'a\b', '', '  　trim　 ', 'CO2 2030', '𠮷野家'])[1 + i % 12],
            (array['x', 'y', 'Z', 'あ', '%', ''])[1 + (i / 3) % 6],
            i % 5,
            case when i % 7 <> 3 then i % 11 - 5 end,
            case when i % 5 <> 1 then 9007199254740993 + i end,
            case when i % 6 <> 2 then ((i * 37) % 100 - 50) / 4.0 end,
            case when i % 8 <> 5 then (i % 9) / 8.0 end,
            (array[true, false, null])[1 + i % 3],
            case when i % 9 <> 4 then date '2024-02-27' + i % 5 end,
            case when i % 10 <> 7 then timestamptz '2025-03-31 14:59:58.5Z' + (i % 6) * interval '1 second' + (i % 2) * interval '1 microsecond' end,
            case when i % 4 <> 2 then time '23:59:57.25' + (i % 3) * interval '1 second' end,
            case when i % 5 <> 2 then (i % 3 - 1) * interval '90061.5 seconds' end,
            case when i % 6 <> 1 then md5((i % 4)::text)::uuid end,
            case when i % 3 <> 1 then decode(md5(i::text), 'hex') end,
            case when i % 4 = 0 then '{}' else array(select 2020 + j from generate_series(1, i % 4) j) end
        from generate_series(1, 120) i;
        insert into sample.item_tags ("ItemsCode", "TagsCode")
        select "Code", 't' || t from sample.items, generate_series(1, 3) t where (substr("Code", 2)::int + t) % 3 = 0 and "Rank" <> 4;
        grant usage on schema sample to kawasaki_reader, kawasaki_owner;
        grant select on all tables in schema sample to kawasaki_reader, kawasaki_owner;
        analyze sample.items;
        """;

    private TestDatabase database = null!;

    internal PublishedModel Model { get; private set; } = null!;

    internal StorageMap Storage { get; private set; } = null!;

    internal PostgresReadStore Store { get; private set; } = null!;

    /// <summary>Its connections.</summary>
    internal DatabaseSources Sources => database.Sources;

    public async ValueTask InitializeAsync()
    {
        database = await postgres.CreateAsync();
        await using var context = new SampleContext(new DbContextOptionsBuilder<SampleContext>().UseNpgsql().Options);
        (Model, Storage) = PublishedModelBuilder.Build(context.GetService<IDesignTimeModel>().Model, "sample", []);
        await using var connection = new NpgsqlConnection(ConnectionStrings.ForMigration(database.Options).ConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(context.Database.GenerateCreateScript() + Rows, connection);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        Store = new PostgresReadStore(database.Sources, Storage, TimeProvider.System);
    }

    public ValueTask DisposeAsync() => database.DisposeAsync();

    /// <summary>First column of each row of a query written by hand, as text.</summary>
    internal async Task<IReadOnlyList<string>> ByHandAsync(string sql) => await database.RowsAsync(sql);

    /// <summary>Statements of the reader role that run in this database, besides this one.</summary>
    internal async Task<long> RunningAsync() => await database.ScalarAsync<long>(
        "select count(*) from pg_sleep(0.05), pg_stat_activity where state = 'active' and pid <> pg_backend_pid() and datname = current_database()", DatabaseRole.Reader);

    /// <summary>The same store by another clock.</summary>
    internal PostgresReadStore StoreBy(TimeProvider clock) => new(database.Sources, Storage, clock);

    internal Ask Ask(string set) => Query.Ask.For(set, Model);

    internal async Task<Answer> ReadAsync(ReadPlan plan, RowFormat? format = null) => await Answer.ReadAsync(Store, plan, format ?? RowFormat.Default with { Metadata = MetadataLevel.None });
}

[CollectionDefinition(Name)]
public sealed class SampleRows : ICollectionFixture<SampleDatabase>
{
    public const string Name = "sample rows";
}
