using System.IO;
using Kawasaki.Api.Cli;
using Kawasaki.Infrastructure.Packages;
using Kawasaki.Tests.Unit.Packages;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Kawasaki.Tests.Integration.Cli;

/// <summary>Each command as the shell runs it, on a database of each test's own: exit code, output, what the database then holds.</summary>
public sealed class CommandLineTests(PostgresFixture postgres) : IAsyncLifetime
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("kawasaki-cli-");
    private TestDatabase database = null!;
    private string? connection;

    public async ValueTask InitializeAsync()
    {
        database = await postgres.CreateEmptyAsync();
        connection = database.Options.Administrator ?? database.Options.Owner;
        var written = await PackageWriter.ReplaceFolderAsync(SamplePackage.Files(), Package, TestContext.Current.CancellationToken);
        Assert.True(written.IsOk, written.Problem?.Message);
    }

    public async ValueTask DisposeAsync()
    {
        folder.Delete(recursive: true);
        await database.DisposeAsync();
    }

    private string Package => Path.Combine(folder.FullName, "package");

    [Fact]
    public async Task Migrate_names_the_scripts_and_then_has_nothing_to_do()
    {
        Assert.StartsWith("Applied: 0001_structure, ", (await RunAsync(0, "migrate")).Output);
        Assert.Equal("The schema is up to date.\n", (await RunAsync(0, "migrate")).Output);
    }

    [Fact]
    public async Task Load_shows_what_it_would_change_then_changes_it_then_has_nothing_to_do()
    {
        var (dry, progress) = await RunAsync(0, "load", "--data", Package, "--dry-run");
        Assert.Matches(@"\nobservations +4 +4 +0 +0\n", dry);
        Assert.EndsWith("row(s) would change, nothing was changed.\n", dry);
        Assert.StartsWith("0/23 documents\n1/23 plans\n", progress);
        Assert.Equal(0, await database.ScalarAsync<long>("select count(*) from plan.documents"));

        Assert.EndsWith(" row(s) changed.\n", (await RunAsync(0, "load", "--data", Package)).Output);
        Assert.Equal(3, await database.ScalarAsync<long>("select count(*) from plan.documents"));
        Assert.EndsWith("Nothing differs: nothing was changed.\n", (await RunAsync(0, "load", "--data", Package)).Output);
    }

    [Fact]
    public async Task Load_of_a_bad_package_exits_1_and_names_every_finding()
    {
        var path = Path.Combine(Package, "themes.csv");
        await File.WriteAllTextAsync(path, (await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken)).Replace("1-2,", "1_2,", StringComparison.Ordinal), TestContext.Current.CancellationToken);

        var (output, error) = await RunAsync(1, "load", "--data", Package);

        Assert.Equal("", output);
        Assert.Contains("is no valid data package: 2 finding(s). Nothing was changed.\n", error);
        Assert.Contains("themes.csv has hash sha256:", error);
        Assert.Contains("themes.csv, row 2 (line 3), column code: found \"1_2\"", error);
    }

    [Fact]
    public async Task Load_of_a_folder_that_is_not_there_exits_3()
    {
        Assert.Contains("is not there: expected a folder with datapackage.json", (await RunAsync(3, "load", "--data", Path.Combine(folder.FullName, "nowhere"))).Error);
    }

    [Fact]
    public async Task A_database_that_is_away_exits_3()
    {
        connection = "Host=127.0.0.1;Port=1;Username=nobody;Database=nothing";

        Assert.Contains("The database cannot be reached.", (await RunAsync(3, "load", "--data", Package)).Error);
    }

    [Fact]
    public async Task A_setting_that_cannot_be_used_exits_3()
    {
        Assert.Contains("KAWASAKI_DATABASE_READERS = \"many\"", (await RunAsync(3, ["migrate"], name => name == "KAWASAKI_DATABASE_READERS" ? "many" : null)).Error);
    }

    [Fact]
    public async Task Run_loads_the_package_once_and_then_serves()
    {
        var served = 0;
        for (var i = 0; i < 2; i++)
        {
            await RunAsync(0, ["--data", Package], _ => null, async session =>
            {
                await using var command = session.Sources.Pool(Infrastructure.Postgres.Connections.DatabaseRole.Reader).CreateCommand("select count(*) from plan.documents");
                Assert.Equal(3L, await command.ExecuteScalarAsync(TestContext.Current.CancellationToken));
                served++;
            });
        }

        Assert.Equal(2, served);
        Assert.Equal(1, await database.ScalarAsync<long>("select count(*) from plan.package_loads"));
    }

    [Fact]
    public async Task Run_finds_the_package_by_its_setting_and_loads_nothing_when_told_so()
    {
        await RunAsync(0, ["run", "--no-load"], _ => null);
        Assert.Equal(0, await database.ScalarAsync<long>("select count(*) from plan.documents"));

        await RunAsync(0, ["run"], name => name == "KAWASAKI_DATA" ? Package : null);
        Assert.Equal(3, await database.ScalarAsync<long>("select count(*) from plan.documents"));
    }

    [Fact]
    public async Task A_command_that_is_stopped_exits_130()
    {
        using var stopped = new CancellationTokenSource();
        await stopped.CancelAsync();

        var (code, _, error) = await RunAsync(["load", "--data", Package], _ => null, _ => Task.CompletedTask, stopped.Token);

        Assert.Equal(130, code);
        Assert.StartsWith("Stopped. Nothing was changed.", error);
    }

    private async Task<(string Output, string Error)> RunAsync(int expectedCode, params string[] words) => await RunAsync(expectedCode, words, _ => null);

    private async Task<(string Output, string Error)> RunAsync(int expectedCode, string[] words, Func<string, string?> settings, Func<DatabaseSession, Task>? serve = null)
    {
        var (code, output, error) = await RunAsync(words, settings, serve ?? (_ => Task.CompletedTask), TestContext.Current.CancellationToken);
        Assert.True(code == expectedCode, $"exit code {code}\n{output}\n{error}");
        return (output, error);
    }

    private async Task<(int Code, string Output, string Error)> RunAsync(
        string[] words, Func<string, string?> settings, Func<DatabaseSession, Task> serve, CancellationToken cancellationToken)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var commands = new CommandLine(
            new Terminal(output, error, isInteractive: false),
            name => settings(name) ?? (name == "KAWASAKI_DATABASE" ? connection : null),
            NullLoggerFactory.Instance,
            async (session, _) =>
            {
                await serve(session);
                return 0;
            });
        var code = await commands.RunAsync(words, cancellationToken);
        return (code, output.ToString(), error.ToString());
    }
}
