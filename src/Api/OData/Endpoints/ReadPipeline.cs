using Kawasaki.Api.Hosting;
using Kawasaki.Api.OData.Binding;
using Kawasaki.Api.OData.Parsing;
using Kawasaki.Api.OData.Writing;
using Kawasaki.Api.OData.Writing.Tables;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Model;
using Microsoft.AspNetCore.Http;

namespace Kawasaki.Api.OData.Endpoints;

/// <summary>The read flow R1 to R6: URL text, syntax, plan, statement, rows, answer.</summary>
internal sealed class ReadPipeline(
    PublishedModel model, QuestionCompiler compiler, PlanCache plans, PlanCheck check, MetadataDocuments metadata, NextLink links, DeltaLink deltas, ServiceRoot roots, StreamSlots slots, ParseLimits limits, ServerOptions options, TimeProvider time)
{
    /// <summary>Answers a request.</summary>
    /// <param name="http">The request.</param>
    /// <param name="token">The caller's patience.</param>
    /// <returns>Null when the answer is sent; else the problem to answer with.</returns>
    public async Task<Problem?> RunAsync(HttpContext http, CancellationToken token)
    {
        var (record, clock) = (RequestRecord.Of(http), new Laps(time));
        var read = await AskedUrl.ReadAsync(http, roots.Of(http.Request), limits, options.MaxQueryBody, token);
        if (read is not { IsOk: true, Value: var asked })
        {
            return read.Problem;
        }

        // What was asked before with other values goes on at R4.
        var shape = plans.ShapeOf(asked);
        if (plans.Find(asked, shape, record) is { } known)
        {
            var confirmed = check.Confirm(known, shape!);
            record.Parse = clock.Lap();
            return confirmed.IsOk ? await AnswerAsync(http, confirmed.Value, clock, token) : confirmed.Problem;
        }

        // R1: text to syntax.
        var parsed = compiler.Parse(asked);
        record.Parse = clock.Lap();
        if (!parsed.IsOk)
        {
            return parsed.Problem;
        }

        // R2: names to the published model; the text ends here.
        var literals = shape is null ? null : new LiteralSlots(shape);
        var bound = compiler.Bind(parsed.Value, literals);
        record.Bind = clock.Lap();
        if (bound is not { IsOk: true, Value: var question })
        {
            return bound.Problem;
        }

        record.Question = QuestionText.Of(question.Request, parsed.Value.Syntax);
        if (question.Request is not ReadRequest { Plan: var plan })
        {
            return await DescribeAsync(http, question, token);
        }

        // R3: one statement.
        var compiled = compiler.Write(question, plan);
        if (!compiled.IsOk)
        {
            return compiled.Problem;
        }

        if (literals is not null)
        {
            plans.Keep(asked, shape!, literals, compiled.Value);
        }

        return await AnswerAsync(http, new ReadyQuestion(asked, compiled.Value, []), clock, token);
    }

    private async Task<Problem?> AnswerAsync(HttpContext http, ReadyQuestion ready, Laps clock, CancellationToken token)
    {
        var (record, question, root) = (RequestRecord.Of(http), ready.Question, ready.Asked.Root);
        record.Question = question.Text;
        using var slot = question.IsStream ? slots.Take() : null;
        if (question.IsStream && slot is null)
        {
            return StreamSlots.Busy;
        }

        // R4: the statement runs, its first row is fetched.
        var opened = await question.Statement.OpenAsync(ready.Literals, token);
        record.FirstRow = clock.Lap();
        if (opened is not { IsOk: true, Value: var cursor })
        {
            return Explained(opened.Problem, http, ready);
        }

        await using (cursor)
        {
            // R5: rows to bytes; all of them before the first is sent, but for streams.
            Preferences.Applied(http.Response, question);
            using var page = new PageBuffer();
            using var rows = AnswerForm.Writer(question, cursor, page);
            var next = new NextPage(compiler, links, deltas, ready);
            if (rows is not null)
            {
                using var sender = new RowsSender(http, rows, page, question.Wanted.Format.Version, options.StreamDeadline, time);
                return await sender.SendAsync(cursor, question.Plan, root, next.End, token);
            }

            var answer = await new AnswerWriter(question.Plan, question.Template!, model, root, next.End).WriteAsync(cursor, page, token);
            record.Write = clock.Lap();
            if (answer is not { IsOk: true, Value: var written } || NextLink.TooLong(next.Written, root) is not null)
            {
                return answer.IsOk ? NextLink.TooLong(next.Written, root) : answer.Problem;
            }

            // R6: status, ETag and length, then the bytes.
            record.Rows = written.Rows;
            return await SendAsync(http, written.ContentType, page.Written, question.Wanted, token, written.Revision);
        }
    }

    private async Task<Problem?> DescribeAsync(HttpContext http, BoundQuestion question, CancellationToken token)
    {
        var (wanted, version) = (question.Wanted, question.Wanted.Format.Version);
        return question.Request switch
        {
            ServiceDocumentRequest when wanted.Table is { } table => FlatPlan.NotRows(table),
            ServiceDocumentRequest => await SendAsync(http, wanted.Format.ContentType, ServiceDocumentWriter.Write(model, wanted.Format, question.Parsed.Asked.Root), wanted, token),
            MetadataRequest when wanted.IsXml => await SendAsync(http, "application/xml", metadata.Get(isXml: true, version), wanted, token),
            MetadataRequest => await SendAsync(http, "application/json", metadata.Get(isXml: false, version), wanted, token),
            var request => throw new InvalidOperationException($"{request.GetType().Name} is no known request."),
        };
    }

    // Who follows a link that stands on nothing any more is told where it began; whose key leads to no row, which key that was.
    private Problem Explained(Problem problem, HttpContext http, ReadyQuestion ready)
    {
        if (problem.Code is not (ErrorCode.StateGone or ErrorCode.NotFound) || compiler.Parse(ready.Asked) is not { IsOk: true, Value: var parsed })
        {
            return problem;
        }

        if (problem.Code == ErrorCode.NotFound)
        {
            return MissingRow.Explain(problem, parsed.Syntax.Path, model);
        }

        http.Response.Headers.Location = DeltaLink.Restart(parsed.Syntax, ready.Asked.Root);
        return problem;
    }

    private static async Task<Problem?> SendAsync(HttpContext http, string? contentType, ReadOnlyMemory<byte> body, Negotiated wanted, CancellationToken token, long? revision = null)
    {
        await Responder.SendAsync(http, contentType, body, wanted.Format.Version, token, revision: revision);
        return null;
    }
}
