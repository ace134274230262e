using Kawasaki.Domain.Errors;

namespace Kawasaki.Api.Cli;

/// <summary>What the program says to the shell.</summary>
internal static class ExitCode
{
    /// <summary>Done.</summary>
    public const int Ok = 0;

    /// <summary>The input has faults; each is named.</summary>
    public const int Findings = 1;

    /// <summary>The command line cannot be understood.</summary>
    public const int Usage = 2;

    /// <summary>Something around the program is missing: a file, a setting, the database.</summary>
    public const int Environment = 3;

    /// <summary>Ended by a signal, as a shell reports it for Ctrl+C.</summary>
    public const int Stopped = 130;

    /// <summary>The exit code of a problem: faults inside what was given are findings, all else is the environment.</summary>
    /// <param name="problem">The problem.</param>
    public static int Of(Problem problem) => problem.Code switch
    {
        ErrorCode.PackageInvalid or ErrorCode.DocumentNotRecognized or ErrorCode.ConstraintViolated or ErrorCode.UnknownKey or ErrorCode.KeyRefused => Findings,
        _ => Environment,
    };
}
