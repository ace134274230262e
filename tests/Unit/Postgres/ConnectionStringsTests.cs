using Kawasaki.Infrastructure.Postgres.Connections;
using Xunit;

namespace Kawasaki.Tests.Unit.Postgres;

public sealed class ConnectionStringsTests
{
    private static readonly DatabaseOptions Given = new() { Owner = "Host=db.example;Username=app;Password=secret;Database=city" };

    [Fact]
    public void Login_of_the_operator_takes_the_role_at_the_start_of_the_session()
    {
        var reader = ConnectionStrings.For(DatabaseRole.Reader, Given);

        Assert.Equal(("db.example", "app", "city"), (reader.Host, reader.Username, reader.Database));
        Assert.Equal(
            "-c statement_timeout=10000 -c lock_timeout=2000 -c idle_in_transaction_session_timeout=10000 -c client_connection_check_interval=2000 "
            + "-c search_path=plan -c role=kawasaki_reader -c jit=off -c default_transaction_read_only=on",
            reader.Options);
    }

    [Fact]
    public void Login_given_for_a_role_takes_none()
    {
        var writer = ConnectionStrings.For(DatabaseRole.Writer, Given with { Writer = "Host=db.example;Username=app_rw;Database=city" });

        Assert.Equal("app_rw", writer.Username);
        Assert.DoesNotContain("role=", writer.Options, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(DatabaseRole.Reader, 16, 11)]
    [InlineData(DatabaseRole.Writer, 4, 11)]
    [InlineData(DatabaseRole.Owner, 4, 301)]
    public void Server_ends_a_statement_before_the_driver_does(DatabaseRole role, int connections, int seconds)
    {
        var builder = ConnectionStrings.For(role, Given);

        Assert.Equal((connections, seconds, 2, 1000), (builder.MaxPoolSize, builder.CommandTimeout, builder.Timeout, builder.CancellationTimeout));
        Assert.False(builder.IncludeErrorDetail);
    }

    [Fact]
    public void Options_and_name_of_the_operator_are_kept()
    {
        var options = Given with { Owner = Given.Owner + ";Options=-c work_mem=32MB;Application Name=city hall" };

        var owner = ConnectionStrings.For(DatabaseRole.Owner, options);

        Assert.StartsWith("-c work_mem=32MB -c statement_timeout=300000 ", owner.Options, StringComparison.Ordinal);
        Assert.Equal("city hall", owner.ApplicationName);
    }

    [Fact]
    public void Migration_uses_no_pool_and_the_primary_of_several_hosts()
    {
        var one = ConnectionStrings.ForMigration(Given);
        var several = ConnectionStrings.ForMigration(Given with { Owner = "Host=a.example,b.example;Username=app" });

        Assert.Equal((false, (string?)null), (one.Pooling, one.TargetSessionAttributes));
        Assert.Equal((false, "primary"), (several.Pooling, several.TargetSessionAttributes));
        Assert.Equal(2, several.HostRecheckSeconds);
    }

    [Fact]
    public void Every_role_has_a_name_in_the_database() =>
        Assert.Equal(["kawasaki_reader", "kawasaki_writer", "kawasaki_writer", "kawasaki_owner"], Enum.GetValues<DatabaseRole>().Select(ConnectionStrings.RoleName));
}
