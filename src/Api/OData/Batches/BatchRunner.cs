using Kawasaki.Api.OData.Changing;
using Kawasaki.Api.OData.Writing;
using Kawasaki.Domain.Changes;
using Kawasaki.Domain.Errors;
using Microsoft.AspNetCore.Http;

namespace Kawasaki.Api.OData.Batches;

/// <summary>Runs the requests of a batch, one after the other in the order of the batch.</summary>
/// <param name="http">The batch.</param>
/// <param name="store">Makes changes; null on a server that only reads.</param>
/// <param name="pipeline">The server's pipeline.</param>
/// <param name="options">The limits.</param>
/// <param name="root">Service root, ending in a slash.</param>
/// <param name="references">What requests can refer to.</param>
/// <param name="time">Clock of the deadline.</param>
internal sealed class BatchRunner(HttpContext http, IChangeStore? store, RequestDelegate pipeline, BatchOptions options, string root, References references, TimeProvider time)
{

    /// <summary>Runs all that is to be run.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="continues">Whether it goes on after an error.</param>
    /// <param name="writer">Writes the answers.</param>
    /// <param name="output">What they are written to.</param>
    public async Task RunAsync(BatchRequest batch, bool continues, BatchAnswerWriter writer, PageBuffer output)
    {
        var started = time.GetTimestamp();
        foreach (var step in batch.Steps)
        {
            var late = time.GetElapsedTime(started) > options.Deadline ? new Problem(ErrorCode.Timeout, "The batch took longer than its deadline before this request began.") : null;
            var isDone = step.Group is { } group ? await RunGroupAsync(step, group, late, writer) : await RunAsync(step.Parts[0], late, writer, output);
            if (!isDone && !continues)
            {
                return;
            }
        }
    }

    private async Task<bool> RunAsync(BatchPart part, Problem? late, BatchAnswerWriter writer, PageBuffer output)
    {
        var prepared = (late ?? references.Refuse(part)) is { } refused ? refused
            : Prepare(part, new ChangeTies(null, references.Resolve), part.Method == "GET" ? options.MaxAnswerBytes - output.Length : long.MaxValue);
        if (prepared is not { IsOk: true, Value: var request })
        {
            return Done(Refused(part, prepared.Problem!), "", writer);
        }

        using (request)
        {
            await pipeline(request.Context);
            http.RequestAborted.ThrowIfCancellationRequested();
            return Done(request.Answer(), request.Path, writer);
        }
    }

    // The answer to a change is small, and must not be lost for its length.
    private Result<PartRequest> Prepare(BatchPart part, ChangeTies ties, long mostBytes)
    {
        var url = references.Resolve(part.Url);
        var target = url.IsOk ? PartTarget.Of(url.Value, root) : url.Problem;
        if (!target.IsOk)
        {
            return target.Problem;
        }

        // A server refuses it before it looks at the request.
        if (target.Value.Path.Contains("%00", StringComparison.Ordinal))
        {
            return new Problem(ErrorCode.UrlSyntax, "The path holds a null character.");
        }

        var request = new PartRequest(http, part, target.Value, ties, mostBytes);
        if (references.ResolveTags(request.Context.Request.Headers) is not { } problem)
        {
            return request;
        }

        request.Dispose();
        return problem;
    }

    private bool Done(PartAnswer answer, string path, BatchAnswerWriter writer)
    {
        writer.Write(answer);
        references.Note(answer, path);
        return !answer.IsError;
    }

    private async Task<bool> RunGroupAsync(BatchStep step, string group, Problem? late, BatchAnswerWriter writer)
    {
        var isDone = await new GroupRunner(http, store, pipeline, references).RunAsync(
            step.Parts, (part, ties) => (late ?? references.Refuse(part)) is { } refused ? refused : Prepare(part, ties, long.MaxValue), answers => writer.Write(group, answers));
        references.Note(group, isDone);
        return isDone;
    }

    private PartAnswer Refused(BatchPart part, Problem problem) => PartAnswer.Of(part, http.TraceIdentifier, problem, part.Words(http.Request));
}
