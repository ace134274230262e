using System.Globalization;
using Kawasaki.Api.Hosting;
using Kawasaki.Api.OData.Binding;
using Kawasaki.Api.OData.Endpoints;
using Kawasaki.Api.OData.Writing;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;
using Microsoft.AspNetCore.Http;

namespace Kawasaki.Api.Rest;

/// <summary>Answers `GET /api/v1/changes`: the entries of the feed after a sequence, in commit order, and the link for what comes later.</summary>
/// <remarks>The sequence rises in commit order (docs/decisions/0024), so that nothing with a smaller one appears after an answer.</remarks>
internal sealed class ChangesReader
{
    private const string ContentType = "application/json";

    // A standby may be that much behind the server that gave the link.
    private static readonly TimeSpan LongestLag = TimeSpan.FromMinutes(5);

    private readonly PublishedModel model;
    private readonly IReadStore store;
    private readonly ServiceRoot roots;
    private readonly QueryLimits limits;
    private readonly TimeSpan deadline;
    private readonly TimeProvider time;
    private readonly EntitySetModel set;
    private readonly PropertyModel sequence;

    /// <summary>Answers from the feed of a model.</summary>
    public ChangesReader(PublishedModel model, IReadStore store, ServiceRoot roots, QueryLimits limits, TimeSpan deadline, TimeProvider time)
    {
        (this.model, this.store, this.roots, this.limits, this.deadline, this.time) = (model, store, roots, limits, deadline, time);
        set = model.FindSet("changes") ?? throw new InvalidOperationException("The model publishes no changes.");
        sequence = set.Type.Key[0];
    }

    /// <summary>Answers a request.</summary>
    /// <param name="http">The request.</param>
    /// <param name="token">The caller's patience.</param>
    /// <returns>Null when the answer is sent; else the problem to answer with.</returns>
    public async Task<Problem?> RunAsync(HttpContext http, CancellationToken token)
    {
        RequestRecord.Of(http).Question = "changes";
        var read = ChangesQuestion.Read(http.Request.Query, limits);
        if (read is not { IsOk: true, Value: var question })
        {
            return read.Problem;
        }

        var path = $"{roots.Base(http.Request)}{RestEndpoints.Root}/changes";
        var isChecked = question.Mark is { Moment: > 0 };
        var plan = Plan(question, isChecked);
        var format = new JsonFormat(MetadataLevel.None, Ieee754Compatible: false, "4.01");
        var statement = store.Prepare(plan, new ReadOptions(new RowFormat(Ieee754Compatible: false, MetadataLevel.None, path), deadline));
        var opened = await statement.OpenAsync([], token);
        if (opened is not { IsOk: true, Value: var cursor })
        {
            return opened.Problem;
        }

        await using (cursor)
        {
            var state = cursor.State ?? throw new InvalidOperationException("The store told no state.");
            var known = isChecked ? await IsThereAsync(cursor, question, token) : true;
            if (known is not { IsOk: true, Value: var isThere })
            {
                return known.Problem;
            }

            if (!isThere || (question.Mark is { } mark && mark.Lineage != state.Lineage))
            {
                return Lost(http, question.Mark!, state, path);
            }

            using var page = new PageBuffer();
            var written = await WriteAsync(cursor, new JsonTemplate(plan, statement.Layout, format, model, path), question, page, path, token);
            if (!written.IsOk)
            {
                return written.Problem;
            }

            RequestRecord.Of(http).Rows = written.Value;
            await Responder.SendAsync(http, ContentType, page.Written, version: null, token);
            return null;
        }
    }

    // The last entry that the caller has comes first, as a proof that this feed is the one it was read from.
    private ReadPlan Plan(ChangesQuestion question, bool isChecked)
    {
        var rows = new RowVariable("it", set.Type);
        var value = new PropertyValue(new VariableRow(rows), sequence);
        var condition = new Binary(
            isChecked ? BinaryOperator.GreaterOrEqual : BinaryOperator.GreaterThan, value, new Literal(question.Since, sequence.Type), TypeReference.Of(PrimitiveKind.Boolean, isNullable: false));
        var query = new RowQuery(
            new FilteredRows(new SetRows(set, rows), condition), [new OrderTerm(value, Descending: false)], null, null, WithCount: false, new Shape(set.Type.Properties, [], [], IsEverything: true));
        return new ReadPlan(ResultKind.Rows, query, set, question.Limit + (isChecked ? 1 : 0)) { Tracking = new Tracking() };
    }

    private static async Task<Result<bool>> IsThereAsync(ReadCursor cursor, ChangesQuestion question, CancellationToken token)
    {
        var read = await cursor.ReadAsync(token);
        return !read.IsOk ? read.Problem : read.Value && Sequence(cursor) == question.Since && Moment(cursor) == question.Mark!.Moment;
    }

    private Problem Lost(HttpContext http, FeedMark mark, DataState state, string path)
    {
        if (mark.Lineage == state.Lineage && state.CommittedAt.UtcTicks < mark.Moment && time.GetUtcNow().UtcTicks - mark.Moment < LongestLag.Ticks)
        {
            return new Problem(ErrorCode.DatabaseUnavailable, "This server has not seen the change yet that the link stands on.", RetryAfter: TimeSpan.FromSeconds(1));
        }

        http.Response.Headers.Location = path + "?since=0";
        return new Problem(ErrorCode.StateGone, "The feed is not the one that the link came from.", "feed", "Read everything again, then follow the address in Location.");
    }

    private static async Task<Result<int>> WriteAsync(ReadCursor cursor, JsonTemplate template, ChangesQuestion question, PageBuffer output, string path, CancellationToken token)
    {
        var (last, moment) = (question.Since, question.Mark?.Moment ?? 0);
        using var rows = new JsonRowsWriter(output, count: null, template);
        rows.Begin();
        for (var written = 0; ; written++)
        {
            var read = await cursor.ReadAsync(token);
            if (!read.IsOk)
            {
                return read.Problem;
            }

            if (!read.Value)
            {
                var feed = new FeedMark(cursor.State!.Lineage, moment);
                output.Write(cursor.Continuation is null ? "],\"hasMore\":false,\"next\":"u8 : "],\"hasMore\":true,\"next\":"u8);
                JsonText.Write(output, string.Create(CultureInfo.InvariantCulture, $"{path}?since={last}&limit={question.Limit}&feed={feed}"));
                output.Write("}"u8);
                return written;
            }

            rows.Write(cursor.Row);
            (last, moment) = (Sequence(cursor), Moment(cursor));
        }
    }

    private static long Sequence(ReadCursor cursor) => cursor.Row.GetInt64(cursor.Layout.Key[0].Ordinal);

    private static long Moment(ReadCursor cursor) => cursor.Row.GetDateTimeOffset(cursor.Layout.Values.First(v => v.Name == "changedAt").Ordinal).UtcTicks;
}
