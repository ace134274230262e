using Kawasaki.Api.Hosting;
using Kawasaki.Api.OData.Endpoints;
using Kawasaki.Domain.Access;
using Kawasaki.Domain.Errors;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;

namespace Kawasaki.Api.Access;

/// <summary>Before everything that changes something: who asks, and whether they may. Whoever only reads passes without a look.</summary>
/// <remarks>
/// A batch may hold reads only, so that it passes too; each write in it is then asked for its scope. Credentials that are shown without need are
/// checked all the same: whose key has expired learns it on the first request, not on the first that needs it.
/// </remarks>
internal sealed class AccessGate(RequestDelegate next, Authenticator authenticator, ILogger<AccessGate> logger)
{
    private const string Scheme = "Bearer ";

    /// <summary>Runs the request, or refuses it.</summary>
    /// <param name="context">The request.</param>
    public Task InvokeAsync(HttpContext context)
    {
        var authorization = context.Request.Headers.Authorization;
        return authorization.Count == 0 && IsOpen(context.Request) ? next(context) : CheckAsync(context, authorization);
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
            await next(context);
            return;
        }

        var problem = verdict.Problem ?? (isOpen ? null : RefuseScope(context, verdict.Caller!));
        if (problem is null)
        {
            await next(context);
            return;
        }

        Log.Refused(logger, problem.Code, verdict.Caller is { } refused ? $"{refused.Name} lacks {problem.Target}" : verdict.Reason, verdict.Credential, context.TraceIdentifier);
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

    // OPTIONS changes nothing.
    private static bool IsOpen(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method)
        || QueryBody.IsAskedBy(request) || ODataEndpoints.IsBatch(request);

    // What the URL leads to is known only when it is bound, and asked again then; here a segment that names a set of ours is enough.
    private static Problem? RefuseScope(HttpContext context, Caller caller)
    {
        foreach (var segment in (context.Request.Path.Value ?? "").Split('/'))
        {
            var key = segment.IndexOf('(', StringComparison.Ordinal);
            if (Scopes.ToWrite(key < 0 ? segment : segment[..key]) is { } scope && Authority.RefuseScope(caller, scope) is { } problem)
            {
                return problem;
            }
        }

        return null;
    }
}
