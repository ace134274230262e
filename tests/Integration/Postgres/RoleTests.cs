using Kawasaki.Infrastructure.Postgres.Connections;
using Kawasaki.Infrastructure.Postgres.Migrations;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Xunit;

namespace Kawasaki.Tests.Integration.Postgres;

public sealed class RoleTests(PostgresFixture postgres)
{
    private const string Document =
        "insert into plan.documents (code, title, kind, file_name, sha256, line_count) values ('x', 'X', 'review', 'x.md', repeat('0', 64), 1)";

    private const string Change = "insert into plan.changes (entity_set, entity_code, operation, changed_at, changed_by) values ('documents', 'x', 'create', now(), 'test')";

    [Theory]
    [InlineData(DatabaseRole.Reader, "select count(*) from plan.indicator_facts", null)]
    [InlineData(DatabaseRole.Reader, Document, PostgresErrorCodes.ReadOnlySqlTransaction)]
    [InlineData(DatabaseRole.Reader, "set transaction read write; " + Document, PostgresErrorCodes.InsufficientPrivilege)]
    [InlineData(DatabaseRole.Reader, "create table plan.x ()", PostgresErrorCodes.ReadOnlySqlTransaction)]
    [InlineData(DatabaseRole.Writer, Document, null)]
    [InlineData(DatabaseRole.Writer, Change, PostgresErrorCodes.InsufficientPrivilege)]
    [InlineData(DatabaseRole.Writer, "update plan.changes set changed_by = 'nobody'", PostgresErrorCodes.InsufficientPrivilege)]
    [InlineData(DatabaseRole.Writer, "delete from plan.changes", PostgresErrorCodes.InsufficientPrivilege)]
    [InlineData(DatabaseRole.Writer, "truncate plan.changes", PostgresErrorCodes.InsufficientPrivilege)]
    [InlineData(DatabaseRole.Writer, "create table plan.x ()", PostgresErrorCodes.InsufficientPrivilege)]
    [InlineData(DatabaseRole.Writer, "update plan.data_version set version = 1", PostgresErrorCodes.InsufficientPrivilege)]
    [InlineData(DatabaseRole.Writer, "delete from plan.schema_migrations", PostgresErrorCodes.InsufficientPrivilege)]
    [InlineData(DatabaseRole.Owner, "create table plan.x ()", null)]
    public async Task Role_may_do_what_it_is_for_and_nothing_else(DatabaseRole role, string sql, string? refusal)
    {
        await using var database = await postgres.CreateAsync();

        var exception = await Record.ExceptionAsync(() => database.ExecuteAsync(sql, role));

        Assert.Equal(refusal, (exception as PostgresException)?.SqlState ?? exception?.Message);
    }

    [Theory]
    [InlineData(DatabaseRole.Reader, "kawasaki_reader", "10s|2s|10s|off|on")]
    [InlineData(DatabaseRole.Writer, "kawasaki_writer", "10s|2s|10s|off|off")]
    [InlineData(DatabaseRole.Owner, "kawasaki_owner", "5min|2s|5min|off|off")]
    public async Task Session_has_its_role_and_its_limits(DatabaseRole role, string name, string limits)
    {
        await using var database = await postgres.CreateAsync();

        Assert.Equal(name, await database.ScalarAsync<string>("select current_user::text", role));
        Assert.Equal([limits], await database.RowsAsync("""
            select current_setting('statement_timeout'), current_setting('lock_timeout'), current_setting('idle_in_transaction_session_timeout'),
                   case when current_user = 'kawasaki_reader' then current_setting('jit') else 'off' end, current_setting('default_transaction_read_only')
            """, role));
    }

    [Fact]
    public async Task Login_that_may_create_roles_sets_up_a_server_of_its_own_and_works_by_set_role()
    {
        await using var database = await postgres.CreateEmptyAsync();
        await AsAdministratorAsync(database, $"create role setup_login login createrole; alter database {database.Name} owner to setup_login");
        await AsAdministratorAsync(database, "grant kawasaki_owner, kawasaki_writer, kawasaki_reader to setup_login");
        var options = As("setup_login", database);

        var migrated = await new Migrator(options, NullLogger.Instance, TimeProvider.System).MigrateAsync(TestContext.Current.CancellationToken);

        Assert.True(migrated.IsOk, migrated.Problem?.Message);
        await using (var sources = new DatabaseSources(options, NullLogger.Instance, TimeProvider.System))
        {
            await using var who = sources.Pool(DatabaseRole.Reader).CreateCommand("select session_user || ' ' || current_user");
            Assert.Equal("setup_login kawasaki_reader", await who.ExecuteScalarAsync(TestContext.Current.CancellationToken));
        }

        await AsAdministratorAsync(database, $"alter database {database.Name} owner to current_user; drop role setup_login");
    }

    [Fact]
    public async Task Login_without_the_rights_is_told_what_to_do()
    {
        await using var database = await postgres.CreateEmptyAsync();
        await AsAdministratorAsync(database, "create role plain_login login");

        var migrated = await new Migrator(As("plain_login", database), NullLogger.Instance, TimeProvider.System).MigrateAsync(TestContext.Current.CancellationToken);

        Assert.Equal("login plain_login is not a member of role kawasaki_owner", migrated.Problem!.Message);
        Assert.StartsWith("Let the login create roles", migrated.Problem.Hint, StringComparison.Ordinal);
        await AsAdministratorAsync(database, "drop role plain_login");
    }

    private static DatabaseOptions As(string login, TestDatabase database) => new()
    {
        Owner = new NpgsqlConnectionStringBuilder(database.Options.Administrator ?? database.Options.Owner) { Username = login, Database = database.Name, Password = null }.ConnectionString,
    };

    private static async Task AsAdministratorAsync(TestDatabase database, string sql)
    {
        Assert.SkipWhen(database.Options.Administrator is null, "Needs the private cluster: makes logins without a password.");
        await using var connection = new NpgsqlConnection(ConnectionStrings.ForMigration(database.Options).ConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}
