using System.IO;
using Kawasaki.Api.Cli;
using Kawasaki.Domain.Access;
using Kawasaki.Tests.Integration.Access;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Kawasaki.Tests.Integration.Cli;

/// <summary>A key from its making to its end, as an operator sees it and as the service does.</summary>
public sealed class KeysCommandTests(PostgresFixture postgres) : IAsyncLifetime
{
    private TestDatabase database = null!;

    public async ValueTask InitializeAsync()
    {
        database = await postgres.CreateAsync();
        await database.ExecuteAsync("""
            insert into plan.documents (code, title, kind, file_name, sha256, line_count) values ('ar3', 'A', 'review', 'a.md', repeat('0', 64), 9);
            insert into plan.departments (code, document_code, line, name, kind) values ('finance', 'ar3', 1, '財政局', 'bureau')
            """);
    }

    public async ValueTask DisposeAsync() => await database.DisposeAsync();

    [Fact]
    public async Task A_key_is_shown_once_works_and_stops_working_when_it_is_revoked()
    {
        var (output, error) = await RunAsync(0, "keys", "create", "--name", "ポータル", "--scope", Scopes.WriteStatusReports, "--department", "finance", "--source-system", "portal", "--expires", "90d");
        var key = output.TrimEnd('\n');
        var id = ApiKeyText.IdOf(key);
        Assert.NotNull(id);
        Assert.Contains("shown this once", error);
        Assert.DoesNotContain(key, error);

        var (list, _) = await RunAsync(0, "keys", "list");
        Assert.Matches($@"\n{id}  live     20[^ ]+Z  20[^ ]+Z  never                 ポータル\n  scopes: statusReports.write; departments: finance; source systems: portal\n$", list);
        Assert.DoesNotContain(key[^43..], list);

        await using (var service = await AccessService.StartAsync(database))
        {
            Assert.Equal(405, (await service.WriteAsync(key)).Status);
        }

        Assert.StartsWith($"Key {id} (ポータル) is revoked.", (await RunAsync(0, "keys", "revoke", id)).Output);
        await RunAsync(0, "keys", "revoke", id);
        Assert.Matches($@"\n{id}  revoked  20[^ ]+Z  20[^ ]+Z  20[^ ]+Z  ポータル\n", (await RunAsync(0, "keys", "list")).Output);
        await using (var service = await AccessService.StartAsync(database))
        {
            Assert.Equal(401, (await service.WriteAsync(key)).Status);
        }
    }

    [Fact]
    public async Task Without_limits_a_key_is_for_all_departments_and_systems_and_for_a_year()
    {
        await RunAsync(0, "keys", "create", "--name", "x", "--scope", Scopes.WriteStatusReports, Scopes.WriteObservations);

        Assert.Equal(["{observations.write,statusReports.write}|||365"], await database.RowsAsync(
            "select scopes::text, departments, source_systems, round(extract(epoch from expires_at - created_at) / 86400) from access.api_keys"));
    }

    [Theory]
    [InlineData("There is no department 'finanse'.", "--department", "finanse")]
    [InlineData("'90' is no expiry", "--expires", "90")]
    [InlineData("'' is no source system", "--source-system", "")]
    public async Task A_key_that_cannot_be_made_as_asked_is_not_made(string message, params string[] words)
    {
        var (output, error) = await RunAsync(1, ["keys", "create", "--name", "x", "--scope", Scopes.WriteStatusReports, .. words]);

        Assert.Equal("", output);
        Assert.StartsWith("KWS308 " + message, error);
        Assert.Equal(0, await database.ScalarAsync<long>("select count(*) from access.api_keys"));
    }

    [Fact]
    public async Task A_key_that_does_not_exist_cannot_be_revoked() =>
        Assert.StartsWith("KWS307 There is no key 'abc'.", (await RunAsync(1, "keys", "revoke", "abc")).Error);

    private async Task<(string Output, string Error)> RunAsync(int expectedCode, params string[] words)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var connection = database.Options.Administrator ?? database.Options.Owner;
        var commands = new CommandLine(
            new Terminal(output, error, isInteractive: false), name => name == "KAWASAKI_DATABASE" ? connection : null, NullLoggerFactory.Instance,
            (_, _) => throw new InvalidOperationException("no test serves"));
        var code = await commands.RunAsync(words, TestContext.Current.CancellationToken);
        Assert.True(code == expectedCode, $"exit code {code}\n{output}\n{error}");
        return (output.ToString(), error.ToString());
    }
}
