using System.Globalization;
using Kawasaki.Api.OData.Binding;
using Kawasaki.Api.OData.Endpoints;
using Kawasaki.Api.OData.Writing;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;
using Microsoft.AspNetCore.Http;

namespace Kawasaki.Api.Rest;

/// <summary>`GET /api/v1/{set}`: the rows of a set in pages, with their number and the link to the next page.</summary>
internal sealed class ListResource(PublishedModel model, QueryLimits limits, ContinuationToken tokens)
{
    /// <summary>Parameters beside those of the set's properties.</summary>
    public static readonly IReadOnlyList<string> Parameters = ["sort", "fields", "limit", "cursor", "at"];

    private readonly RowParameters rows = new(limits);

    /// <summary>The question.</summary>
    /// <param name="set">The set asked.</param>
    /// <param name="query">The parameters.</param>
    /// <param name="root">Address of the REST root.</param>
    public Result<RestQuestion> Bind(EntitySetModel set, IQueryCollection query, string root)
    {
        var read = RestParameters.Read(query, Parameters, RowParameters.Filters(set.Type));
        if (read is not { IsOk: true, Value: var parameters })
        {
            return read.Problem;
        }

        var row = new RowVariable("it", set.Type);
        var (filtered, order) = (RowParameters.Filter(new SetRows(set, row), parameters), rows.Order(row, parameters.Find("sort")));
        var (shape, limit) = (RowParameters.Shape(set.Type, parameters.Find("fields")), rows.Limit(parameters.Find("limit")));
        if ((filtered.Problem ?? order.Problem ?? shape.Problem ?? limit.Problem) is { } problem)
        {
            return problem;
        }

        var question = parameters.Question(set.Name);
        var after = After(parameters.Find("cursor"), question, order.Value!);
        if (!after.IsOk)
        {
            return after.Problem;
        }

        var wanted = new RowQuery(filtered.Value!, order.Value!, null, null, WithCount: true, shape.Value!);
        var plan = RowParameters.At(new ReadPlan(ResultKind.Rows, wanted, set, limit.Value, after.Value.Length == 0 ? null : after.Value), parameters.Find("at"));
        return !plan.IsOk ? plan.Problem
            : new RestQuestion(
                $"{set.Name} list{string.Concat(parameters.Names.Select(n => " " + n.ToLowerInvariant()))}", plan.Value,
                (cursor, output, token) => WriteAsync(plan.Value, cursor, output, end => parameters.Next($"{root}/{set.Name}", tokens.Write(new Continuation(end, limit.Value), question)), token));
    }

    private Result<Literal[]> After(string? cursor, string question, IReadOnlyList<OrderTerm> order)
    {
        if (cursor is null)
        {
            return Array.Empty<Literal>();
        }

        var read = tokens.Read(cursor, question, order);
        return read is { IsOk: true, Value.After: { Count: > 0 } after } ? after.ToArray() : Bad;
    }

    /// <summary>What is said of a cursor that cannot be used.</summary>
    public static Problem Bad { get; } = new(ErrorCode.BadContinuation, "The cursor is damaged or belongs to another question.", "cursor", "Follow next as it is, or leave out cursor to begin again.");

    private async Task<Result<int>> WriteAsync(ReadPlan plan, ReadCursor cursor, PageBuffer output, Func<IReadOnlyList<Literal>, string> next, CancellationToken token)
    {
        var writer = new RowWriter(plan, cursor.Layout, RestRows.Format, model, "", context: null);
        output.Write("{\"value\":["u8);
        var isFirst = true;
        var written = await RestRows.EachAsync(
            cursor, output,
            row =>
            {
                output.Write(isFirst ? [] : ","u8);
                isFirst = false;
                writer.Write(output, row);
            },
            token);
        if (!written.IsOk)
        {
            return written;
        }

        var total = cursor.Count ?? throw new InvalidOperationException("The store gave no count.");
        output.Write(Utf8(string.Create(CultureInfo.InvariantCulture, $"],\"total\":{total},\"limit\":{plan.PageRows},\"next\":")));
        if (cursor.Continuation is { } after)
        {
            JsonText.Write(output, next(after));
        }
        else
        {
            output.Write("null"u8);
        }

        output.Write("}"u8);
        return written;
    }

    private static byte[] Utf8(string text) => System.Text.Encoding.UTF8.GetBytes(text);
}
