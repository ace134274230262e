using Kawasaki.Infrastructure.Postgres.Connections;
using Kawasaki.Infrastructure.Postgres.Mapping;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Kawasaki.Tests.Integration.Postgres;

/// <summary>
/// The scripts and the mapping say the same: one database is made by the scripts, another by EF Core from its model, and PostgreSQL's own catalogs are compared.
/// </summary>
public sealed class SchemaTests(PostgresFixture postgres)
{
    /// <summary>What only the scripts make: bookkeeping that no entity stands for.</summary>
    private const string OnlyInScripts = "('schema_migrations', 'data_version', 'data_version_raises', 'package_loads', 'package_rows', 'indicator_facts', 'target_results', 'progress', 'progress_works', 'audit_entries', 'audit_log', 'repeatable_requests')";

    private const string Columns = $"""
        select c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attidentity, l.collname, pg_get_expr(d.adbin, d.adrelid)
        from pg_class c
        join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
        left join pg_collation l on l.oid = a.attcollation
        left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
        where c.relnamespace = 'plan'::regnamespace and c.relkind = 'r' and c.relname not in {OnlyInScripts}
        order by c.relname, a.attname
        """;

    private const string Constraints = $"""
        select c.relname, n.conname, replace(pg_get_constraintdef(n.oid), ' DEFERRABLE', '')
        from pg_constraint n join pg_class c on c.oid = n.conrelid
        where c.relnamespace = 'plan'::regnamespace and c.relname not in {OnlyInScripts}
          and n.contype <> 't'
        order by c.relname, n.conname
        """;

    private const string Comments = $"""
        select c.relname, a.attname, d.description
        from pg_description d
        join pg_class c on c.oid = d.objoid and d.classoid = 'pg_class'::regclass
        left join pg_attribute a on a.attrelid = c.oid and a.attnum = d.objsubid and d.objsubid > 0
        where c.relnamespace = 'plan'::regnamespace and c.relname not in {OnlyInScripts}
        order by c.relname, a.attname nulls first
        """;

    private const string UniqueIndexes = $"""
        select indexdef from pg_indexes
        where schemaname = 'plan' and tablename not in {OnlyInScripts} and indexdef like 'CREATE UNIQUE%'
        order by indexname
        """;

    [Theory]
    [InlineData(Columns)]
    [InlineData(Constraints)]
    [InlineData(Comments)]
    [InlineData(UniqueIndexes)]
    public async Task Migrated_database_is_the_one_of_the_mapping(string query)
    {
        await using var migrated = await postgres.CreateAsync();
        await using var mapped = await postgres.CreateEmptyAsync();
        await CreateFromMappingAsync(mapped);

        var expected = await mapped.RowsAsync(query, DatabaseRole.Owner);

        Assert.NotEmpty(expected);
        Assert.Equal(expected, await migrated.RowsAsync(query));
    }

    [Theory]
    [InlineData("IndicatorFact", "indicator_facts")]
    [InlineData("TargetResult", "target_results")]
    [InlineData("YearProgress", "progress")]
    public async Task View_has_the_columns_of_its_entity(string name, string view)
    {
        await using var database = await postgres.CreateAsync();
        var type = PlanModel.Instance.Published.FindType(name)!;
        var expected = type.Properties.Select(PlanModel.Instance.Storage.Column).Select(c => $"{c.Column}|{c.StoreType}").Order(StringComparer.Ordinal);

        var actual = await database.RowsAsync($"select attname, format_type(atttypid, atttypmod) from pg_attribute where attrelid = 'plan.{view}'::regclass and attnum > 0");

        Assert.Equal(expected, actual.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Every_foreign_key_has_an_index_that_begins_with_its_columns()
    {
        await using var database = await postgres.CreateAsync();

        var bare = await database.RowsAsync("""
            select n.conrelid::regclass, n.conname from pg_constraint n
            where n.contype = 'f' and n.connamespace = 'plan'::regnamespace
              and not exists (select from pg_index i where i.indrelid = n.conrelid and (i.indkey::int2[])[0:cardinality(n.conkey) - 1] = n.conkey)
            """);

        Assert.Empty(bare);
    }

    [Fact]
    public async Task Changes_of_every_table_raise_the_data_version()
    {
        await using var database = await postgres.CreateAsync();

        var unwatched = await database.RowsAsync($"""
            select c.relname, e.event from pg_class c cross join unnest(array['note_insert', 'note_update', 'note_delete', 'note_truncate']) as e(event)
            where c.relnamespace = 'plan'::regnamespace and c.relkind = 'r' and c.relname not in {OnlyInScripts} and c.relname <> 'changes'
              and not exists (select from pg_trigger t where t.tgrelid = c.oid and t.tgname = e.event and t.tgenabled = 'O')
            """);

        Assert.Empty(unwatched);
    }

    [Fact]
    public async Task The_past_has_the_columns_of_the_present()
    {
        await using var database = await postgres.CreateAsync();
        const string columns = """
            select c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, l.collname
            from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
            left join pg_collation l on l.oid = a.attcollation
            where c.relnamespace = '{0}'::regnamespace and c.relkind = 'r' and a.attname not in ('from_version', 'to_version') and c.relname not in
            """;

        Assert.Equal(
            await database.RowsAsync($"{columns.Replace("{0}", "plan", StringComparison.Ordinal)} {OnlyInScripts} and c.relname <> 'changes' order by 1, 2"),
            await database.RowsAsync($"{columns.Replace("{0}", "past", StringComparison.Ordinal)} ('data_versions', 'touched_rows', 'feeds') order by 1, 2"));
    }

    [Fact]
    public async Task The_functions_of_the_past_are_those_that_the_present_defines()
    {
        await using var database = await postgres.CreateAsync();
        const string functions = "select pg_get_functiondef(p.oid) from pg_proc p where p.pronamespace = 'past'::regnamespace and p.prokind = 'f' order by 1";
        var before = await database.RowsAsync(functions);

        // A script that alters a table or replaces a view and forgets the past would be found here. Audit entries never change: their past is asked of themselves.
        await database.ExecuteAsync("""
            do $$
            declare
                item record;
            begin
                for item in select c.oid, c.relkind from pg_class c where c.relnamespace = 'plan'::regnamespace
                    and c.relname <> 'audit_log' and (c.relkind = 'v' or exists (select from pg_trigger t where t.tgrelid = c.oid and t.tgname = 'note_insert')) order by c.relname loop
                    if item.relkind = 'v' then call past.define_view(item.oid); else call past.define(item.oid); end if;
                end loop;
            end
            $$
            """);

        Assert.Equal(before, await database.RowsAsync(functions));
    }

    private static async Task CreateFromMappingAsync(TestDatabase database)
    {
        await using var context = new PlanDbContext(new DbContextOptionsBuilder<PlanDbContext>().UseNpgsql(ConnectionStrings.ForMigration(database.Options).ConnectionString).Options);
        await context.Database.ExecuteSqlRawAsync("do $$ begin create role kawasaki_owner; exception when duplicate_object then null; end $$", TestContext.Current.CancellationToken);
        await context.Database.ExecuteSqlRawAsync(context.Database.GenerateCreateScript().Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        await context.Database.ExecuteSqlRawAsync("grant usage on schema plan to kawasaki_owner", TestContext.Current.CancellationToken);
    }
}
