using Kawasaki.Domain.Changes;
using Kawasaki.Domain.Errors;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Kawasaki.Api.Access;

/// <summary>Keeps what the gate refused in the audit entries: credentials that are not good, scopes that are missing.</summary>
/// <remarks>Not requests without any credentials: whoever scans the web would write there, and nobody would be named.</remarks>
/// <param name="store">Where; null for a service that only reads.</param>
/// <param name="logger">Told when an attempt cannot be kept at once.</param>
internal sealed class RefusalNotes(IChangeStore? store, ILogger<AccessGate> logger)
{
    /// <summary>Keeps a refusal. The caller is refused all the same when the database is away.</summary>
    /// <param name="context">The request.</param>
    /// <param name="verdict">What was found of the credentials.</param>
    /// <param name="subject">What the request is about.</param>
    /// <param name="problem">Why it is refused.</param>
    public async Task KeepAsync(HttpContext context, Verdict verdict, RequestSubject subject, Problem problem)
    {
        if (store is null || problem.Code is not (ErrorCode.BadCredentials or ErrorCode.ScopeMissing))
        {
            return;
        }

        // Who holds the secret was told what is wrong with it; the auditor is told in any case.
        var told = problem.Code == ErrorCode.BadCredentials ? problem with { Message = verdict.Reason } : problem;
        var refusal = new Refusal(
            verdict.Caller?.Name ?? Verdict.NoCredential, verdict.Caller?.Credential ?? verdict.Credential, context.TraceIdentifier, subject.Set, subject.Key, told);
        if (await store.NoteRefusalAsync(refusal, context.RequestAborted) is { } notKept)
        {
            Log.RefusalNotKept(logger, notKept.Message, context.TraceIdentifier);
        }
    }
}
