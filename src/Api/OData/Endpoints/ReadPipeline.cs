using Kawasaki.Api.Hosting;
using Kawasaki.Api.OData.Parsing;
using Kawasaki.Domain.Errors;
using Microsoft.AspNetCore.Http;

namespace Kawasaki.Api.OData.Endpoints;

/// <summary>The read flow R1 to R6: URL text, syntax, plan, statement, rows, answer.</summary>
internal sealed class ReadPipeline(QuestionFinder questions, RowsAnswer rows, DescriptionAnswer descriptions, ServiceRoot roots, ParseLimits limits, ServerOptions options, TimeProvider time)
{
    /// <summary>Answers a request.</summary>
    /// <param name="http">The request.</param>
    /// <param name="token">The caller's patience.</param>
    /// <returns>Null when the answer is sent; else the problem to answer with.</returns>
    public async Task<Problem?> RunAsync(HttpContext http, CancellationToken token)
    {
        var clock = new Laps(time);
        var asked = await AskedUrl.ReadAsync(http, roots.Of(http.Request), limits, options.MaxQueryBody, token);
        if (!asked.IsOk)
        {
            return asked.Problem;
        }

        // R1 to R3: text to the statement that answers it.
        var found = questions.Find(asked.Value, RequestRecord.Of(http), clock);
        if (!found.IsOk)
        {
            return found.Problem;
        }

        // R4 to R6: rows to bytes.
        return found.Value.Rows is { } ready ? await rows.SendAsync(http, ready, clock, token) : await descriptions.SendAsync(http, found.Value.Description!, token);
    }
}
