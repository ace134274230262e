using System.Diagnostics;
using System.IO;

namespace Kawasaki.Infrastructure.Postgres.Cluster;

/// <summary>What a program that ran to its end left behind.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">Standard output.</param>
/// <param name="Error">Standard error.</param>
internal sealed record ShellResult(int ExitCode, string Output, string Error)
{
    /// <summary>The last line that says something, for a message.</summary>
    public string LastLine => (Error + "\n" + Output).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .LastOrDefault(l => l.Contains("error", StringComparison.OrdinalIgnoreCase) || l.Contains("fatal", StringComparison.OrdinalIgnoreCase))
        ?? (Error + "\n" + Output).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault() ?? $"exit code {ExitCode}";
}

/// <summary>Runs PostgreSQL's programs, as another user where the process is root (PostgreSQL refuses to run as root).</summary>
/// <param name="User">User to run as; null for the process's own.</param>
internal sealed record Shell(string? User)
{
    /// <summary>Users a root process may drop to, the first that exists.</summary>
    private static readonly string[] Unprivileged = ["postgres", "nobody"];

    /// <summary>The shell of this process.</summary>
    public static Shell Current()
    {
        if (!Environment.IsPrivilegedProcess)
        {
            return new Shell(User: null);
        }

        var users = File.ReadLines("/etc/passwd").Select(l => l.Split(':')[0]).ToHashSet();
        return new Shell(Unprivileged.First(users.Contains));
    }

    /// <summary>Runs a program to its end.</summary>
    /// <param name="folder">Its working folder.</param>
    /// <param name="program">Program, with path.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="cancellationToken">Kills it.</param>
    public async Task<ShellResult> RunAsync(string folder, string program, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(User is null ? program : "setpriv") { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        if (User is not null)
        {
            foreach (var argument in (string[])["--reuid", User, "--regid", await GroupAsync(User, cancellationToken).ConfigureAwait(false), "--init-groups", "--", program])
            {
                start.ArgumentList.Add(argument);
            }
        }

        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["LC_ALL"] = "C"; // messages in one language
        start.Environment.Remove("PGDATA");
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            var error = process.StandardError.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
            return new ShellResult(process.ExitCode, await output.ConfigureAwait(false), await error.ConfigureAwait(false));
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    private static async Task<string> GroupAsync(string user, CancellationToken cancellationToken)
    {
        var lines = await File.ReadAllLinesAsync("/etc/passwd", cancellationToken).ConfigureAwait(false);
        return lines.Select(l => l.Split(':')).First(f => f[0] == user)[3];
    }
}
