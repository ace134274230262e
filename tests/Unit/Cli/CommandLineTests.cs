using System.IO;
using Kawasaki.Api.Cli;
using Kawasaki.Infrastructure.Postgres.Loading;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Kawasaki.Tests.Unit.Cli;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("--help")]
    [InlineData("load", "--help")]
    [InlineData("import", "-h")]
    [InlineData("keys", "--help")]
    [InlineData("keys", "create", "--help")]
    [InlineData("audit", "--help")]
    public async Task Help_is_given_in_english_and_japanese(params string[] words)
    {
        var (code, output, error) = await RunAsync(words);

        Assert.Equal(0, code);
        Assert.Equal("", error);
        Assert.Matches(@"[a-z]+\. / .*[ぁ-ん一-龠]", output);
    }

    [Fact]
    public async Task Help_names_every_command_and_the_exit_codes()
    {
        var (_, output, _) = await RunAsync("--help");

        Assert.All(["run", "extract", "load", "import", "migrate", "keys", "audit", "--data", "--no-load", "終了コード"], word => Assert.Contains(word, output));
    }

    [Theory]
    [InlineData("lod", "Unrecognized command or argument 'lod'.")]
    [InlineData("extract --out x", "Option '--documents' is required.")]
    [InlineData("load --dry-run=maybe", "Unrecognized command or argument 'maybe'.")]
    [InlineData("keys", "Required command was not provided.")]
    [InlineData("keys create --name x", "Option '--scope' is required.")]
    [InlineData("keys create --name x --scope everything", "Argument 'everything' not recognized.")]
    [InlineData("audit --since yesterday", "'yesterday' is no moment: expected 24h, 7d, 2027-03-31 or 2027-03-31T09:00:00Z.")]
    [InlineData("audit --limit 0", "--limit is 1 to 100000.")]
    [InlineData("keys revoke", "Required argument missing for command: 'revoke'.")]
    [InlineData("load --data", "Required argument missing for option: '--data'.")]
    public async Task A_command_line_that_cannot_be_understood_exits_2(string line, string expected)
    {
        var (code, output, error) = await RunAsync(line.Split(' '));

        Assert.Equal(2, code);
        Assert.Equal("", output);
        Assert.StartsWith(expected, error);
        Assert.Contains("--help", error);
    }

    [Fact]
    public async Task A_folder_without_documents_exits_3_and_names_every_file()
    {
        var folder = Directory.CreateTempSubdirectory("kawasaki-cli-");
        try
        {
            var target = Path.Combine(folder.FullName, "out");

            var (code, output, error) = await RunAsync("extract", "--documents", folder.FullName, "--out", target);

            Assert.Equal(3, code);
            Assert.Equal("", output);
            Assert.Contains("is missing: there is no file", error);
            Assert.False(Directory.Exists(target));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Progress_rewrites_one_line_on_a_screen_and_is_plain_lines_in_a_log()
    {
        var (screen, log) = (new StringWriter(), new StringWriter());
        foreach (var terminal in new[] { new Terminal(TextWriter.Null, screen, isInteractive: true), new Terminal(TextWriter.Null, log, isInteractive: false) })
        {
            terminal.Report(new LoadProgress("observations", 0, 2));
            terminal.Report(new LoadProgress("themes", 1, 2));
            terminal.Report(new LoadProgress("done", 2, 2));
        }

        Assert.Equal("0/2 observations\n1/2 themes\n2/2 done\n", log.ToString());
        Assert.Equal("\r0/2 observations\r1/2 themes      \r2/2 done  \n", screen.ToString());
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(params string[] words)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var commands = new CommandLine(
            new Terminal(output, error, isInteractive: false), _ => null, NullLoggerFactory.Instance, (_, _) => throw new InvalidOperationException("no test serves"));
        var code = await commands.RunAsync(words, TestContext.Current.CancellationToken);
        return (code, output.ToString(), error.ToString());
    }
}
