using Kawasaki.Domain.Errors;

namespace Kawasaki.Api.Access;

/// <summary>The `WWW-Authenticate` that goes with a problem.</summary>
/// <remarks>Source: RFC 6750, section 3.</remarks>
internal static class Challenge
{
    private const string Bearer = "Bearer realm=\"kawasaki-plan-api\"";

    /// <summary>The header's value; null for a problem that credentials do not cure.</summary>
    /// <param name="problem">The problem; its message of <see cref="ErrorCode.BadCredentials"/> is text of ours, never the caller's.</param>
    public static string? Of(Problem problem) => problem.Code switch
    {
        ErrorCode.NoCredentials => Bearer,
        ErrorCode.BadCredentials => $"{Bearer}, error=\"invalid_token\", error_description=\"{problem.Message}\"",
        ErrorCode.ScopeMissing => $"{Bearer}, error=\"insufficient_scope\", scope=\"{problem.Target}\"",
        _ => null,
    };
}
