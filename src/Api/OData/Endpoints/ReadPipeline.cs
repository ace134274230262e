using Kawasaki.Api.Hosting;
using Kawasaki.Api.OData.Binding;
using Kawasaki.Api.OData.Parsing;
using Kawasaki.Api.OData.Parsing.Syntax;
using Kawasaki.Api.OData.Writing;
using Kawasaki.Api.OData.Writing.Tables;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;
using Microsoft.AspNetCore.Http;

namespace Kawasaki.Api.OData.Endpoints;

/// <summary>The read flow R1 to R6: URL text, syntax, plan, statement, rows, answer.</summary>
internal sealed class ReadPipeline(
    PublishedModel model, IReadStore store, ParseLimits limits, RequestBinder binder, MetadataDocuments metadata, NextLink links, ServiceRoot roots, StreamSlots slots, ServerOptions options, TimeProvider time)
{
    /// <summary>Answers a request.</summary>
    /// <param name="http">The request.</param>
    /// <param name="token">The caller's patience.</param>
    /// <returns>Null when the answer is sent; else the problem to answer with.</returns>
    public async Task<Problem?> RunAsync(HttpContext http, CancellationToken token)
    {
        if (RequestTarget.Of(http) is not { } target)
        {
            return new Problem(ErrorCode.UnknownResource, $"The service root is {RequestTarget.Root}/.");
        }

        var record = RequestRecord.Of(http);
        var clock = time.GetTimestamp();

        var parseLimits = limits;
        if (QueryBody.IsAskedBy(http.Request))
        {
            var read = await QueryBody.ReadAsync(http, target, options.MaxQueryBody, token);
            if (!read.IsOk)
            {
                return read.Problem;
            }

            (target, parseLimits) = (read.Value, limits with { MaxLength = options.MaxQueryBody + limits.MaxLength });
        }

        // R1: text to syntax.
        var root = roots.Of(http.Request);
        var parsed = UrlParser.Parse(target.Path, target.Query, parseLimits);
        var resolved = parsed.IsOk ? EntityReference.Resolve(parsed.Value, root) : parsed;
        record.Parse = Lap(ref clock);
        if (resolved is not { IsOk: true, Value: var syntax })
        {
            return resolved.Problem;
        }

        var negotiated = Negotiator.Negotiate(http.Request.Headers, syntax.Options.Format?.Value, AnswerKinds.Of(syntax.Path));
        if (negotiated is not { IsOk: true, Value: var wanted })
        {
            return negotiated.Problem;
        }

        // R2: names to the published model; the text ends here.
        var bound = binder.Bind(syntax, wanted.MaxPageSize);
        record.Bind = Lap(ref clock);
        if (bound is not { IsOk: true, Value: var question })
        {
            return bound.Problem;
        }

        if (EntityReference.Check(parsed.Value!, question) is { } noRow)
        {
            return noRow;
        }

        record.Question = QuestionText.Of(question, syntax);
        return question switch
        {
            ServiceDocumentRequest when wanted.Table is { } table => FlatPlan.NotRows(table),
            ServiceDocumentRequest => await SendAsync(http, wanted.Format.ContentType, ServiceDocumentWriter.Write(model, wanted.Format, roots.Of(http.Request)), wanted, token),
            MetadataRequest when wanted.IsXml => await SendAsync(http, "application/xml", metadata.Get(isXml: true, wanted.Format.Version), wanted, token),
            MetadataRequest => await SendAsync(http, "application/json", metadata.Get(isXml: false, wanted.Format.Version), wanted, token),
            ReadRequest read => await ReadAsync(http, syntax, read.Plan, wanted, token),
            _ => throw new InvalidOperationException($"{question.GetType().Name} is no known request."),
        };
    }

    private async Task<Problem?> ReadAsync(HttpContext http, ODataRequestSyntax syntax, ReadPlan first, Negotiated wanted, CancellationToken token)
    {
        var continued = links.Continue(syntax, first);
        if (continued is not { IsOk: true, Value: var plan })
        {
            return continued.Problem;
        }

        var record = RequestRecord.Of(http);
        var clock = time.GetTimestamp();
        var root = roots.Of(http.Request);
        var form = new AnswerForm(model, wanted, root);
        var fitted = form.Fit(plan);
        if (fitted is not { IsOk: true, Value: var shaped })
        {
            return fitted.Problem;
        }

        plan = shaped;
        var isStream = AnswerForm.IsStream(plan);
        using var slot = isStream ? slots.Take() : null;
        if (isStream && slot is null)
        {
            return StreamSlots.Busy;
        }

        // R3 and R4: one statement, its first row fetched.
        var format = new RowFormat(wanted.Format.Ieee754Compatible, wanted.Format.Metadata, root, model.Namespace);
        var opened = await store.OpenAsync(plan, new ReadOptions(format, isStream ? options.StreamDeadline : options.RequestDeadline, isStream), token);
        record.FirstRow = Lap(ref clock);
        if (opened is not { IsOk: true, Value: var cursor })
        {
            return opened.Problem;
        }

        await using (cursor)
        {
            if (wanted.MaxPageSize is not null && plan.PageRows is { } size)
            {
                http.Response.Headers["Preference-Applied"] = $"odata.maxpagesize={size}";
            }

            // R5: rows to bytes; all of them before the first is sent, but for streams.
            using var page = new PageBuffer();
            string? next = null;
            using var rows = form.Writer(plan, cursor, page);
            if (rows is not null)
            {
                using var sender = new RowsSender(http, rows, page, wanted.Format.Version);
                return await sender.SendAsync(cursor, plan, root, Next, token);
            }

            var writer = new AnswerWriter(plan, wanted.Format, model, root, (after, count) => next = Next(after, count));
            var answer = await writer.WriteAsync(cursor, page, token);
            record.Write = Lap(ref clock);
            if (answer is not { IsOk: true, Value: var written })
            {
                return answer.Problem;
            }

            if (NextLink.TooLong(next, root) is { } tooLong)
            {
                return tooLong;
            }

            // R6: status, ETag and length, then the bytes.
            record.Rows = written.Rows;
            return await SendAsync(http, written.ContentType, page.Written, wanted, token);
        }

        string Next(IReadOnlyList<Literal> after, int count) => links.Write(syntax, plan, root, after, count);
    }

    private static async Task<Problem?> SendAsync(HttpContext http, string? contentType, ReadOnlyMemory<byte> body, Negotiated wanted, CancellationToken token)
    {
        await Responder.SendAsync(http, contentType, body, wanted.Format.Version, token);
        return null;
    }

    private TimeSpan Lap(ref long since)
    {
        var now = time.GetTimestamp();
        var lap = time.GetElapsedTime(since, now);
        since = now;
        return lap;
    }
}
