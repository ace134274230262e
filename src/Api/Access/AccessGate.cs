using Kawasaki.Api.Hosting;
using Kawasaki.Api.OData.Endpoints;
using Kawasaki.Api.Operations;
using Kawasaki.Domain.Access;
using Kawasaki.Domain.Errors;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;

namespace Kawasaki.Api.Access;

/// <summary>Before everything that changes something or is not for everybody: who asks, and whether they may. Whoever only reads what is public passes without a look.</summary>
/// <remarks>
/// A batch may hold reads only, so that it passes too; each write in it is then asked for its scope. Credentials that are shown without need are
/// checked all the same: whose key has expired learns it on the first request, not on the first that needs it.
/// </remarks>
internal sealed class AccessGate(RequestDelegate next, Authenticator authenticator, RefusalNotes notes, RateGate rates, ILogger<AccessGate> logger)
{
    private const string Scheme = "Bearer ";

    /// <summary>Runs the request, or refuses it.</summary>
    /// <param name="context">The request.</param>
    public Task InvokeAsync(HttpContext context)
    {
        var authorization = context.Request.Headers.Authorization;
        return authorization.Count == 0 && IsOpen(context.Request) ? rates.RunAsync(context, caller: null, next) : CheckAsync(context, authorization);
    }

    private async Task CheckAsync(HttpContext context, StringValues authorization)
    {
        var isOpen = IsOpen(context.Request);
        var verdict = await VerdictAsync(context, authorization);
        if (verdict.Caller is { } caller)
        {
            RequestCaller.Set(context, caller);
        }
        else if (isOpen && verdict.Problem == Authority.NoCredentials)
        {
            await rates.RunAsync(context, caller: null, next);
            return;
        }

        var subject = RequestSubject.Of(context.Request.Path);
        var problem = verdict.Problem ?? (subject.Scope(isOpen) is { } scope ? Authority.RefuseScope(verdict.Caller, scope) : null);
        await rates.RunAsync(context, verdict.Caller, problem is null ? next : refused => RefuseAsync(refused, verdict, subject, problem));
    }

    private async Task RefuseAsync(HttpContext context, Verdict verdict, RequestSubject subject, Problem problem)
    {
        Log.Refused(logger, problem.Code, verdict.Caller is { } refused ? $"{refused.Name} lacks {problem.Target}" : verdict.Reason, verdict.Credential, context.TraceIdentifier);
        await notes.KeepAsync(context, verdict, subject, problem);
        await ProblemResponse.WriteAsync(context, problem, context.RequestAborted);
    }

    private async ValueTask<Verdict> VerdictAsync(HttpContext context, StringValues authorization)
    {
        if (authorization.Count > 1)
        {
            return Verdict.Refused("more than one Authorization");
        }

        var value = authorization.ToString();
        return value.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            ? await authenticator.CheckAsync(value[Scheme.Length..].Trim(), context.TraceIdentifier, context.RequestAborted)
            : Verdict.Unknown(Authority.NoCredentials); // another scheme may be meant for a proxy on the way
    }

    // OPTIONS changes nothing. What the URL leads to is known only when it is bound, and asked again then; here a segment that names a set of ours is enough.
    private static bool IsOpen(HttpRequest request) =>
        HttpMethods.IsOptions(request.Method)
        || ((HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || QueryBody.IsAskedBy(request) || ODataEndpoints.IsBatch(request)) && !RequestSubject.IsGuarded(request.Path));
}
