using Kawasaki.Domain.Errors;

namespace Kawasaki.Api.Hosting;

/// <summary>The one place that turns a problem's code into an HTTP status.</summary>
internal static class ProblemStatus
{
    /// <summary>How long a caller is asked to wait when nobody knows better; the pool tries again about as often.</summary>
    public static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    /// <summary>The HTTP status of a problem.</summary>
    /// <param name="code">The problem's code.</param>
    public static int Of(ErrorCode code) => code switch
    {
        ErrorCode.UrlSyntax or ErrorCode.DuplicateOption or ErrorCode.UnknownOption or ErrorCode.TooComplex or ErrorCode.TypeMismatch
            or ErrorCode.BadLiteral or ErrorCode.BadContinuation or ErrorCode.VersionNotSupported or ErrorCode.UnknownProperty
            or ErrorCode.BadHost or ErrorCode.BadBatch or ErrorCode.BadHeader or ErrorCode.BadBody or ErrorCode.MalformedBody or ErrorCode.BadValue => 400,
        ErrorCode.NoCredentials or ErrorCode.BadCredentials => 401,
        ErrorCode.ScopeMissing or ErrorCode.RowNotAllowed or ErrorCode.ReadOnlyRow => 403,
        ErrorCode.UnknownResource or ErrorCode.NotFound => 404,
        ErrorCode.MethodNotAllowed => 405,
        ErrorCode.NotAcceptable => 406,
        ErrorCode.Conflict => 409,
        ErrorCode.PreconditionFailed => 412,
        ErrorCode.BodyTooLarge => 413,
        ErrorCode.StateGone or ErrorCode.RowDeleted => 410,
        ErrorCode.UnsupportedMediaType => 415,
        ErrorCode.ValueRefused or ErrorCode.ReferenceToNothing or ErrorCode.NotGiven or ErrorCode.RepeatMismatch or ErrorCode.ConstraintViolated or ErrorCode.AddressRefused or ErrorCode.TooManySubscriptions => 422,
        ErrorCode.FailedDependency => 424,
        ErrorCode.PreconditionRequired => 428,
        ErrorCode.TooManyAttempts or ErrorCode.TooManyRequests => 429,
        ErrorCode.NotSupported => 501,
        ErrorCode.IssuerUnavailable or ErrorCode.OutcomeUnknown or ErrorCode.DatabaseUnavailable or ErrorCode.Busy or ErrorCode.Timeout or ErrorCode.SchemaMismatch or ErrorCode.DatabaseSetup => 503,
        // Package, document and setting problems belong to the command line; over HTTP they would be faults.
        _ => 500,
    };

    /// <summary>Seconds after which the caller may simply try again; null when waiting does not help.</summary>
    /// <param name="problem">What went wrong.</param>
    public static int? Wait(Problem problem) =>
        Of(problem.Code) is 429 or 503 ? (int)Math.Max(1, Math.Ceiling((problem.RetryAfter ?? RetryAfter).TotalSeconds)) : null;
}
