using Kawasaki.Api.Hosting;
using Kawasaki.Api.OData.Endpoints;
using Kawasaki.Api.OData.Parsing;
using Kawasaki.Api.OData.Writing;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Query;
using Microsoft.AspNetCore.Http;

namespace Kawasaki.Api.Rest;

/// <summary>The read flow of plain REST: parameters to a plan (R1, R2), then the same statement, rows and answer as OData's (R3 to R6).</summary>
internal sealed class RestPipeline(IReadStore store, ServiceRoot roots, ParseLimits limits, TimeSpan deadline, TimeProvider time)
{
    private const string ContentType = "application/json";

    /// <summary>Answers a request.</summary>
    /// <param name="http">The request.</param>
    /// <param name="bind">Makes a question of the request; its argument is the address of the REST root.</param>
    /// <param name="token">The caller's patience.</param>
    /// <returns>Null when the answer is sent; else the problem to answer with.</returns>
    public async Task<Problem?> RunAsync(HttpContext http, Func<string, Result<RestQuestion>> bind, CancellationToken token)
    {
        var (record, clock) = (RequestRecord.Of(http), new Laps(time));
        if (TooLong(http.Request) is { } tooLong)
        {
            return tooLong;
        }

        var bound = bind(roots.Base(http.Request) + RestEndpoints.Root);
        record.Bind = clock.Lap();
        if (bound is not { IsOk: true, Value: var question })
        {
            return bound.Problem;
        }

        record.Question = question.Text;
        var statement = store.Prepare(question.Plan, new ReadOptions(RestRows.Stored, deadline));
        var opened = await statement.OpenAsync([], token);
        record.FirstRow = clock.Lap();
        if (opened is not { IsOk: true, Value: var cursor })
        {
            return opened.Problem.Code == ErrorCode.NotFound && question.Missing is { } missing ? opened.Problem with { Message = missing } : opened.Problem;
        }

        await using (cursor)
        {
            using var page = new PageBuffer();
            var written = await question.WriteAsync(cursor, page, token);
            record.Write = clock.Lap();
            if (!written.IsOk)
            {
                return written.Problem;
            }

            record.Rows = written.Value;
            await Responder.SendAsync(http, ContentType, page.Written, version: null, token);
            return null;
        }
    }

    /// <summary>Answers with a document that needs no rows.</summary>
    /// <param name="http">The request.</param>
    /// <param name="name">What it is, for the log.</param>
    /// <param name="write">Writes it; its argument is the address of the REST root.</param>
    /// <param name="token">The caller's patience.</param>
    public async Task<Problem?> SendAsync(HttpContext http, string name, Action<string, PageBuffer> write, CancellationToken token)
    {
        RequestRecord.Of(http).Question = name;
        using var page = new PageBuffer();
        write(roots.Base(http.Request) + RestEndpoints.Root, page);
        await Responder.SendAsync(http, ContentType, page.Written, version: null, token);
        return null;
    }

    private Problem? TooLong(HttpRequest request) => (request.QueryString.Value?.Length ?? 0) <= limits.MaxLength ? null
        : new Problem(ErrorCode.TooComplex, $"The parameters have more than {limits.MaxLength} characters.");
}
