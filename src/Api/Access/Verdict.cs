using Kawasaki.Domain.Access;
using Kawasaki.Domain.Errors;

namespace Kawasaki.Api.Access;

/// <summary>What was found of credentials: a caller or a problem.</summary>
/// <param name="Caller">Who it is; null when there is a problem.</param>
/// <param name="Problem">What the caller is told; null when there is a caller.</param>
/// <param name="Reason">What the operator is told, in words of ours.</param>
/// <param name="Credential">Public id of the key; `-` where none is certain.</param>
internal sealed record Verdict(Caller? Caller, Problem? Problem, string Reason, string Credential)
{
    /// <summary>Where nothing is known of the credentials.</summary>
    public const string NoCredential = "-";

    /// <summary>The credentials are good.</summary>
    /// <param name="caller">Who it is.</param>
    public static Verdict Accepted(Caller caller) => new(caller, null, "accepted", caller.Credential);

    /// <summary>The credentials are not good. What is wrong with them is told only to who has shown to hold the secret.</summary>
    /// <param name="reason">For the operator.</param>
    /// <param name="credential">Public id of the key.</param>
    /// <param name="message">For the caller.</param>
    public static Verdict Refused(string reason, string credential = NoCredential, string message = "The credentials are not valid.") =>
        new(null, new Problem(ErrorCode.BadCredentials, message, "Authorization"), reason, credential);

    /// <summary>The credentials cannot be checked now.</summary>
    /// <param name="problem">Why.</param>
    /// <param name="credential">Public id of the key.</param>
    public static Verdict Unknown(Problem problem, string credential = NoCredential) => new(null, problem, "not checked", credential);
}
