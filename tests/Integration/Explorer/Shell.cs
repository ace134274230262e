using System.Diagnostics;
using System.Text;
using Xunit;

namespace Kawasaki.Tests.Integration.Explorer;

/// <summary>A line that somebody has copied into a shell.</summary>
internal sealed class Shell : IAsyncDisposable
{
    private readonly Process process;

    private Shell(Process process) => this.process = process;

    /// <summary>Runs it.</summary>
    /// <param name="line">The line.</param>
    public static Shell Start(string line)
    {
        var start = new ProcessStartInfo("sh", ["-c", line]) { RedirectStandardOutput = true, StandardOutputEncoding = Encoding.UTF8 };
        return new Shell(Process.Start(start) ?? throw new InvalidOperationException("sh did not start."));
    }

    /// <summary>What it prints; it must succeed.</summary>
    public async Task<string> OutputAsync()
    {
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, process.ExitCode);
        return output;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        process.Dispose();
        return ValueTask.CompletedTask;
    }
}
