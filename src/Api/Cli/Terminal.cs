using System.IO;
using Kawasaki.Domain.Errors;
using Kawasaki.Infrastructure.Postgres.Loading;

namespace Kawasaki.Api.Cli;

/// <summary>Where a command writes: results to the output, problems and progress to the error stream.</summary>
/// <param name="output">Results, for people and pipes.</param>
/// <param name="error">Problems and progress.</param>
/// <param name="isInteractive">True when the error stream is a screen: progress then rewrites one line, else each step is a plain line for the log.</param>
internal sealed class Terminal(TextWriter output, TextWriter error, bool isInteractive) : IProgress<LoadProgress>
{
    private int shown;

    /// <summary>The console of the process.</summary>
    public static Terminal OfProcess() => new(Console.Out, Console.Error, !Console.IsErrorRedirected);

    /// <summary>The error stream itself.</summary>
    public TextWriter Error => error;

    /// <summary>The output itself.</summary>
    public TextWriter Output => output;

    /// <summary>Writes a line of the result.</summary>
    /// <param name="line">The line.</param>
    public void WriteLine(string line = "")
    {
        EndProgress();
        output.WriteLine(line);
    }

    /// <summary>Writes a remark that is no result.</summary>
    /// <param name="line">The line.</param>
    public void Remark(string line)
    {
        EndProgress();
        error.WriteLine(line);
    }

    /// <summary>Writes a problem with everything found, and gives its exit code.</summary>
    /// <param name="problem">The problem.</param>
    public int Fail(Problem problem)
    {
        EndProgress();
        error.WriteLine($"KWS{(int)problem.Code} {problem.Message}");
        foreach (var detail in problem.Details ?? [])
        {
            error.WriteLine($"  KWS{(int)detail.Code} {detail.Message}");
        }

        if (problem.Hint is { } hint)
        {
            error.WriteLine($"  -> {hint}");
        }

        return ExitCode.Of(problem);
    }

    /// <inheritdoc/>
    public void Report(LoadProgress value)
    {
        var line = FormattableString.Invariant($"{value.Done}/{value.Total} {value.What}");
        if (!isInteractive)
        {
            error.WriteLine(line);
            return;
        }

        error.Write("\r" + line.PadRight(shown));
        shown = line.Length;
        if (value.Done == value.Total)
        {
            EndProgress();
        }
    }

    private void EndProgress()
    {
        if (shown > 0)
        {
            error.WriteLine();
            shown = 0;
        }
    }
}
