using System.Diagnostics;
using System.IO;
using System.Text;
using System.Text.Json;
using Xunit;

namespace Kawasaki.Tests.Integration.Clients;

/// <summary>A program of `tests/Clients` under Node.js: questions and answers are one line of JSON each.</summary>
internal sealed class ClientProgram : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private readonly Process process;
    private readonly StringBuilder complaints = new();

    private ClientProgram(Process process) => this.process = process;

    /// <summary>Folder of the programs and of their packages.</summary>
    public static string Folder { get; } = Path.GetFullPath(Path.Combine(ThisFolder(), "..", "..", "Clients"));

    /// <summary>Starts a program.</summary>
    /// <param name="name">Its file in `tests/Clients`.</param>
    /// <param name="arguments">Such as the root of the service it asks.</param>
    public static ClientProgram Start(string name, params string[] arguments)
    {
        Assert.True(Directory.Exists(Path.Combine(Folder, "node_modules")), "The packages of tests/Clients are missing: run scripts/install-missing test.");
        var start = new ProcessStartInfo("node", [name, .. arguments])
        {
            WorkingDirectory = Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        var program = new ClientProgram(Process.Start(start) ?? throw new InvalidOperationException("node did not start."));
        program.process.ErrorDataReceived += program.Complain;
        program.process.BeginErrorReadLine();
        return program;
    }

    /// <summary>The answer to a question; the test fails when the program fails.</summary>
    /// <param name="question">As JSON, on one line or several.</param>
    public async Task<JsonElement> AskAsync(string question)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        await process.StandardInput.WriteLineAsync(question.ReplaceLineEndings(" ").AsMemory(), patience.Token);
        await process.StandardInput.FlushAsync(patience.Token);
        var line = await process.StandardOutput.ReadLineAsync(patience.Token);
        Assert.True(line is not null, $"The program ended without an answer: {complaints}");
        using var said = JsonDocument.Parse(line);
        Assert.True(said.RootElement.TryGetProperty("answer", out var answer), said.RootElement.TryGetProperty("error", out var error) ? error.GetString() : line);
        return answer.Clone();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        try
        {
            await process.WaitForExitAsync(CancellationToken.None).WaitAsync(Patience);
        }
        catch (TimeoutException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
        finally
        {
            process.Dispose();
        }
    }

    private void Complain(object sender, DataReceivedEventArgs line)
    {
        lock (complaints)
        {
            complaints.AppendLine(line.Data);
        }
    }

    private static string ThisFolder([System.Runtime.CompilerServices.CallerFilePath] string thisFile = "") => Path.GetDirectoryName(thisFile)!;
}
