using System.Diagnostics;
using System.IO;
using System.Text;
using Kawasaki.Tests.Integration.Clients;
using Xunit;

namespace Kawasaki.Tests.Integration.Guides;

/// <summary>A program that runs snippets of one language, several in one start.</summary>
/// <param name="Program">Its name, found on the path.</param>
/// <param name="Arguments">What stands before the file with the snippets.</param>
/// <param name="Extension">Of that file.</param>
/// <param name="Divider">A line of the language that prints <see cref="Mark"/>.</param>
internal sealed record Interpreter(string Program, string[] Arguments, string Extension, string Divider)
{
    // Printed between the outputs of two snippets.
    private const string Mark = "␞";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>The languages whose snippets are run.</summary>
    public static IReadOnlyDictionary<string, Interpreter> Languages { get; } = new Dictionary<string, Interpreter>
    {
        ["sh"] = new("bash", ["-e"], ".sh", $"echo {Mark}"),
        ["r"] = new("Rscript", ["--vanilla"], ".R", $"cat('{Mark}\\n')"),
        ["python"] = new("/usr/bin/python3", ["-W", "error::FutureWarning"], ".py", $"print('{Mark}')"),
        ["js"] = new("node", [], ".mjs", $"console.log('{Mark}');"),
        ["sql"] = new("node", [Path.Combine(ClientProgram.Folder, "duckdb.mjs")], ".sql", Mark),
    };

    /// <summary>Runs snippets one after the other in one start; what each of them printed.</summary>
    /// <param name="snippets">Their texts.</param>
    /// <param name="folder">Where they run.</param>
    public async Task<IReadOnlyList<string>> RunAsync(IReadOnlyList<string> snippets, string folder)
    {
        var file = Path.Combine(folder, "snippets" + Extension);
        await File.WriteAllTextAsync(file, string.Join($"\n{Divider}\n", snippets) + "\n", TestContext.Current.CancellationToken);
        var (output, complaints) = await StartAsync(folder, file);
        Assert.True(complaints.Length == 0, $"{Program}: {complaints}\n{output}");
        return [.. output.Split(Mark + "\n").Select(Trimmed)];
    }

    // What is left of blanks at the ends of lines is the program's alone: an editor would not keep it in a document.
    private static string Trimmed(string output) => string.Join('\n', output.Split('\n').Select(line => line.TrimEnd())).TrimEnd();

    private async Task<(string Output, string Complaints)> StartAsync(string folder, string file)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        var start = new ProcessStartInfo(Program, [.. Arguments, file])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        (start.Environment["LC_ALL"], start.Environment["HOME"]) = ("C.UTF-8", folder);
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{Program} did not start.");
        try
        {
            var (output, error) = (process.StandardOutput.ReadToEndAsync(patience.Token), process.StandardError.ReadToEndAsync(patience.Token));
            await process.WaitForExitAsync(patience.Token);
            var complaints = await error;
            return (await output, process.ExitCode == 0 ? complaints : $"exit code {process.ExitCode} {complaints}");
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }
}
