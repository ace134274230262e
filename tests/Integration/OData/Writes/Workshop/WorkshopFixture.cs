using Kawasaki.Domain.Model;
using Kawasaki.Infrastructure.Postgres.Connections;
using Kawasaki.Infrastructure.Postgres.Mapping;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Kawasaki.Tests.Integration.OData.Writes.Workshop;

/// <summary>The workshop, served and written by the same code as the city's plan; its tables are made by EF Core.</summary>
public sealed class WorkshopFixture(PostgresFixture postgres) : IAsyncLifetime
{
    // What a migration script does for a writable set.
    private const string Upkeep = """
        grant usage on schema workshop to kawasaki_reader, kawasaki_writer;
        grant select on all tables in schema workshop to kawasaki_reader;
        grant select, insert, update, delete on all tables in schema workshop to kawasaki_writer;
        do $$
        declare
            item record;
        begin
            for item in select c.oid::regclass as relation from pg_class c where c.relnamespace = 'workshop'::regnamespace and c.relkind = 'r' and c.relname <> 'uses' loop
                execute format('create trigger renew_revision before update on %s for each row execute function plan.renew_revision()', item.relation);
            end loop;
            for item in select n.conrelid::regclass as relation, n.conname from pg_constraint n where n.connamespace = 'workshop'::regnamespace and n.contype = 'f' loop
                execute format('alter table %s alter constraint %I deferrable initially immediate', item.relation, item.conname);
            end loop;
        end
        $$;
        """;

    internal static string[] Sets { get; } = ["machines", "pieces", "screws", "tools", "makers", "gauges"];

    /// <summary>The service.</summary>
    public WriteService Service { get; private set; } = null!;

    /// <summary>The same rows as EF Core reads and writes them: a judge that we did not write.</summary>
    internal WorkshopContext Judge() => new(ConnectionStrings.ForMigration(Service.Database.Options).ConnectionString);

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        var database = await postgres.CreateAsync();
        await using (var context = new WorkshopContext(ConnectionStrings.ForMigration(database.Options).ConnectionString))
        {
            await context.Database.ExecuteSqlRawAsync(context.Database.GenerateCreateScript(), TestContext.Current.CancellationToken);
            await context.Database.ExecuteSqlRawAsync(Upkeep, TestContext.Current.CancellationToken);
        }

        Service = await WriteService.StartAsync(database, Model.Published, Model.Storage, Sets);
    }

    /// <summary>Removes all rows.</summary>
    public async Task ResetAsync()
    {
        await using var context = Judge();
        await context.Database.ExecuteSqlRawAsync("truncate workshop.machines, workshop.pieces, workshop.screws, workshop.tools, workshop.makers, workshop.gauges, workshop.uses", TestContext.Current.CancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Service.DisposeAsync();

    internal static (PublishedModel Published, StorageMap Storage) Model { get; } = Build();

    private static (PublishedModel, StorageMap) Build()
    {
        using var context = new WorkshopContext();
        return PublishedModelBuilder.Build(context.Model, WorkshopContext.Namespace, Sets);
    }
}
