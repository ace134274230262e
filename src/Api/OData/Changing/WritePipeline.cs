using Kawasaki.Api.Access;
using Kawasaki.Domain.Changes;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Model;
using Microsoft.AspNetCore.Http;

namespace Kawasaki.Api.OData.Changing;

/// <summary>The write flow W1 to W3: URL and body to validated changes, changes made in one transaction, what became of them answered.</summary>
/// <param name="resolver">Finds what a URL means.</param>
/// <param name="authority">Who may write what.</param>
/// <param name="applier">Makes changes and answers.</param>
/// <param name="model">The published model.</param>
/// <param name="parts">Limits of bodies.</param>
/// <param name="rows">Resolves references.</param>
internal sealed class WritePipeline(WriteResolver resolver, WriteAuthority authority, ChangeApplier applier, PublishedModel model, WriteParts parts, RowReading rows)
{
    /// <summary>Answers a request that changes something.</summary>
    /// <param name="http">The request.</param>
    /// <param name="token">The caller's patience.</param>
    /// <returns>Null when the answer is sent; else the problem to answer with.</returns>
    public async Task<Problem?> RunAsync(HttpContext http, CancellationToken token)
    {
        // W1: the URL, then who asks, then the body.
        var url = await resolver.ResolveAsync(http, token);
        if (!url.IsOk)
        {
            return url.Problem;
        }

        var (target, caller) = (url.Value.Target, RequestCaller.Of(http));
        if (await authority.CheckAsync(caller, target.Set, (target as RowTarget)?.Key, token) is { } refused)
        {
            return refused;
        }

        var request = new WriteRequest(http, url.Value, caller!);
        var work = await ReadAsync(request, token);

        // W2 and W3.
        var problem = work.IsOk ? await applier.RunAsync(work.Value, token) : work.Problem;
        return problem is null ? null : await NoteAsync(request, problem, token);
    }

    private async Task<Result<WriteWork>> ReadAsync(WriteRequest request, CancellationToken token)
    {
        var (http, url) = (request.Http, request.Url);
        if (WriteActions.At(url.Target).FirstOrDefault(a => a.Method == http.Request.Method) is not { } action)
        {
            http.Response.Headers.Allow = WriteActions.Allow(url.Target);
            return new Problem(ErrorCode.MethodNotAllowed, $"{http.Request.Method} has no meaning here: it takes {http.Response.Headers.Allow}.");
        }

        var condition = action.Otherwise is { } otherwise ? Preconditions.Read(http.Request.Headers, otherwise) : Precondition.None;
        var body = action.Body == BodyForm.None ? RequestBody.Empty : await RequestBody.ReadAsync(http, parts.Limits.MaxBytes, action.Body == BodyForm.Text, token);
        if ((condition.Problem ?? body.Problem) is { } problem)
        {
            return problem;
        }

        var reader = new ChangeReader(model, parts.Limits, rows, url.Root, body.Value!, ChangeTies.Of(http));
        var tree = action.Read(new WriteInput(http, reader, new LinkReader(rows, url.Root), url.Syntax.Options.Id?.Value, condition.Value!));
        return tree.IsOk ? new WriteWork(request, action, body.Value!, tree.Value) : tree.Problem;
    }

    // The state of a row that stands in the way of a change is told with its ETag; what the caller was not given the right to is kept.
    private async Task<Problem?> NoteAsync(WriteRequest request, Problem problem, CancellationToken token)
    {
        if (problem.Revision is { } revision)
        {
            request.Http.Response.Headers.ETag = RevisionTag.Of(revision);
        }

        var target = request.Url.Target;
        return problem.Code == ErrorCode.NotGiven || problem.Details?.Any(d => d.Code == ErrorCode.NotGiven) == true
            ? await authority.KeepAsync(request.Caller, target.Set, (target as RowTarget)?.Key, problem, token)
            : problem;
    }
}
