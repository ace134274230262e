using System.IO;
using System.Text.Json;
using Kawasaki.Api.Cli;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Kawasaki.Tests.Integration.Cli;

/// <summary>What an operator sees of the audit entries.</summary>
public sealed class AuditCommandTests(PostgresFixture postgres) : IAsyncLifetime
{
    private TestDatabase database = null!;

    public async ValueTask InitializeAsync()
    {
        database = await postgres.CreateAsync();
        await ServiceFixture.FillAsync(database);
        await database.ExecuteAsync("""
            select set_config('kawasaki.caller', '河川課', false), set_config('kawasaki.credential', 'k1', false), set_config('kawasaki.request_id', 'r1', false);
            update plan.status_reports set status = 'delayed', progress_percent = null, summary = E'one\ntwo\x1b[2J' where code = 'sr-1';
            select plan.audit_refusal('portal', 'k2', 'r2', 'observations', 'o-1', 'ScopeMissing: no', 3)
            """);
    }

    public async ValueTask DisposeAsync() => await database.DisposeAsync();

    [Fact]
    public async Task People_read_who_changed_what_from_what_to_what()
    {
        var lines = (await RunAsync(0, "audit", "--since", "24h")).Output.TrimEnd('\n').Split('\n');

        Assert.StartsWith("sequence  at                    operation", lines[0], StringComparison.Ordinal);
        var at = Array.FindIndex(lines, l => l.Contains("河川課 (k1) r1", StringComparison.Ordinal));
        Assert.Matches(@"^\d+ +20[^ ]+Z  update     statusReports/sr-1 +河川課 \(k1\) r1$", lines[at]);
        Assert.Contains("  status: onTrack -> delayed", lines[(at + 1)..]);
        Assert.Contains("  summary: 順調 𠮷 -> one\uFFFDtwo\uFFFD[2J", lines[(at + 1)..]);
        Assert.Equal("  ScopeMissing: no (3 times)", lines[^1]);
        Assert.DoesNotContain(lines, l => l.Contains('\x1b', StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("r1", "--set", "statusReports", "--author", "河川課")]
    [InlineData("r1", "--key", "sr-1", "--limit", "1")]
    [InlineData("r2", "--author", "portal", "--set", "observations")]
    [InlineData("r2", "--limit", "1")]
    [InlineData("", "--set", "statusreports")]
    [InlineData("", "--since", "2200-01-01")]
    public async Task Machines_read_those_that_are_asked_for(string requests, params string[] words)
    {
        var (output, error) = await RunAsync(0, ["audit", "--json", .. words]);

        var entries = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonDocument.Parse(l).RootElement).ToList();
        Assert.Equal("", error);
        Assert.Equal(requests, string.Join(' ', entries.Select(e => e.GetProperty("requestId").GetString())));
        Assert.All(entries, e => Assert.Equal(
            ["sequence", "at", "caller", "credential", "requestId", "operation", "entitySet", "entityCode", "changes", "problem", "attempts"], e.EnumerateObject().Select(p => p.Name)));
    }

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
