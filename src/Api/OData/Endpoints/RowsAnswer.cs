using Kawasaki.Api.Hosting;
using Kawasaki.Api.OData.Writing;
using Kawasaki.Api.Operations;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Model;
using Microsoft.AspNetCore.Http;

namespace Kawasaki.Api.OData.Endpoints;

/// <summary>R4 to R6: asks a question of the database, makes bytes of its rows and sends them.</summary>
internal sealed class RowsAnswer(PublishedModel model, QuestionCompiler compiler, NextLink links, DeltaLink deltas, StreamSlots slots, ServerOptions options, TimeProvider time)
{
    /// <summary>Answers a question.</summary>
    /// <param name="http">The request.</param>
    /// <param name="ready">The question.</param>
    /// <param name="clock">Measures the steps.</param>
    /// <param name="token">The caller's patience.</param>
    /// <returns>Null when the answer is sent; else the problem to answer with.</returns>
    public async Task<Problem?> SendAsync(HttpContext http, ReadyQuestion ready, Laps clock, CancellationToken token)
    {
        var (record, question, root) = (RequestRecord.Of(http), ready.Question, ready.Asked.Root);
        record.Question = question.Text;
        using var slot = question.IsStream ? await slots.TakeAsync(http, TimeSpan.Zero, token) : null;
        if (question.IsStream && slot is null)
        {
            return StreamSlots.Busy;
        }

        record.Cost = question.IsStream ? RateGate.StreamCost : record.Cost;

        // R4: the statement runs, its first row is fetched.
        var opened = await question.Statement.OpenAsync(ready.Literals, token);
        record.FirstRow = clock.Lap();
        if (opened is not { IsOk: true, Value: var cursor })
        {
            return Explained(opened.Problem, http, ready);
        }

        using var page = new PageBuffer();
        var next = new NextPage(compiler, links, deltas, ready);
        Result<WrittenAnswer> answer;
        await using (cursor)
        {
            // R5: rows to bytes; all of them before the first is sent, but for streams.
            Preferences.Applied(http.Response, question);
            using var rows = AnswerForm.Writer(question, cursor, page);
            if (rows is not null)
            {
                using var sender = new RowsSender(http, rows, page, question.Wanted.Format.Version, options.StreamDeadline, time);
                return await sender.SendAsync(cursor, question.Plan, root, next.End, token);
            }

            answer = await new AnswerWriter(question.Plan, question.Template!, model, root, next.End).WriteAsync(cursor, page, token);
        }

        record.Write = clock.Lap();
        if (answer is not { IsOk: true, Value: var written } || NextLink.TooLong(next.Written, root) is not null)
        {
            return answer.IsOk ? NextLink.TooLong(next.Written, root) : Explained(answer.Problem, http, ready);
        }

        // R6: status, ETag and length, then the bytes; the connection is in use by others already.
        record.Rows = written.Rows;
        await Responder.SendAsync(http, written.ContentType, page.Written, question.Wanted.Format.Version, token, revision: written.Revision);
        return null;
    }

    // Who follows a link that stands on nothing any more is told where it began; whose key leads to no row, which key that was; whose values cannot be computed, by which operator.
    private Problem Explained(Problem problem, HttpContext http, ReadyQuestion ready)
    {
        if ((problem.Code is not (ErrorCode.StateGone or ErrorCode.NotFound) && problem.Fault is null) || compiler.Parse(ready.Asked) is not { IsOk: true, Value: var parsed })
        {
            return problem;
        }

        if (problem.Fault is not null)
        {
            return compiler.Locate(problem, parsed);
        }

        if (problem.Code == ErrorCode.NotFound)
        {
            return MissingRow.Explain(problem, parsed.Syntax.Path, model);
        }

        http.Response.Headers.Location = DeltaLink.Restart(parsed.Syntax, ready.Asked.Root);
        return problem;
    }
}
