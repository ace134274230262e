using System.Text;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;

namespace Kawasaki.Api.OData.Writing;

/// <summary>R5: writes the rows of an open answer into a buffer, in the form the plan asks for.</summary>
/// <param name="plan">The question answered.</param>
/// <param name="template">What is the same in every answer to it.</param>
/// <param name="model">The published model.</param>
/// <param name="root">Service root, ending in a slash.</param>
/// <param name="end">Gives the links after the rows of a collection.</param>
internal sealed class AnswerWriter(ReadPlan plan, JsonTemplate template, PublishedModel model, string root, Func<ReadCursor, int, PageLinks> end)
{
    // A page of 10,000 wide rows is about 15 MB; more comes from expansions, and two of them at once must fit into 250 MB.
    private const int MaxBytes = 64 * 1024 * 1024;

    // Protocol 4.01, section 11.2.4.1: the raw value of Edm.Binary is its bytes.
    private const string Bytes = "application/octet-stream";

    private const string Plain = "text/plain;charset=utf-8";

    private readonly JsonFormat format = template.Format;

    /// <summary>Writes the whole answer.</summary>
    /// <param name="cursor">The rows.</param>
    /// <param name="output">Where.</param>
    /// <param name="token">Ends the reading.</param>
    /// <returns>What was written; the problem when the database failed on the way.</returns>
    public async Task<Result<WrittenAnswer>> WriteAsync(ReadCursor cursor, PageBuffer output, CancellationToken token) => plan.Result switch
    {
        ResultKind.Rows => await WriteRowsAsync(cursor, output, token),
        ResultKind.References when plan.PageRows is not null => await WriteRowsAsync(cursor, output, token),
        ResultKind.Row or ResultKind.OptionalRow or ResultKind.References => await WriteRowAsync(cursor, output, token),
        ResultKind.Property => await WritePropertyAsync(cursor, output, token),
        ResultKind.RawValue => await WriteRawValueAsync(cursor, output, token),
        ResultKind.Count => WriteCount(cursor, output),
        _ => throw new InvalidOperationException($"No answer for {plan.Result}."),
    };

    private async Task<Result<WrittenAnswer>> WriteRowsAsync(ReadCursor cursor, PageBuffer output, CancellationToken token)
    {
        using var rows = new JsonRowsWriter(output, cursor.Count, template);
        rows.Begin();
        var written = 0;
        while (true)
        {
            var read = await cursor.ReadAsync(token);
            if (!read.IsOk)
            {
                return read.Problem;
            }

            if (!read.Value)
            {
                break;
            }

            written++;
            if (cursor.Removed is { } reason)
            {
                rows.Remove(cursor.Row, reason);
            }
            else
            {
                rows.Write(cursor.Row);
            }

            if (TooLarge(output) is { } problem)
            {
                return problem;
            }
        }

        rows.End(end(cursor, written));
        return new WrittenAnswer(format.ContentType, written);
    }

    private async Task<Result<WrittenAnswer>> WriteRowAsync(ReadCursor cursor, PageBuffer output, CancellationToken token)
    {
        var read = await cursor.ReadAsync(token);
        if (!read.IsOk)
        {
            return read.Problem;
        }

        if (!read.Value)
        {
            return WrittenAnswer.Nothing;
        }

        template.Rows!.Write(output, cursor.Row);
        var revision = cursor.Layout.Revision is { } ordinal && plan.Result != ResultKind.References ? cursor.Row.GetInt64(ordinal) : (long?)null;
        return await EndAsync(cursor, output, new WrittenAnswer(format.ContentType, 1, revision), token);
    }

    private async Task<Result<WrittenAnswer>> WritePropertyAsync(ReadCursor cursor, PageBuffer output, CancellationToken token)
    {
        var read = await cursor.ReadAsync(token);
        if (!read.IsOk)
        {
            return read.Problem;
        }

        var column = cursor.Layout.Values[^1];
        if (!read.Value || IsNull(cursor.Row, column))
        {
            return WrittenAnswer.Nothing;
        }

        output.Write("{"u8);
        if (format.Metadata != MetadataLevel.None)
        {
            var owner = KeyText.CanonicalPath(plan.Set, cursor.Layout.Key, cursor.Row);
            output.Write(Utf8($"\"@odata.context\":\"{ContextUrl.Of(plan, root, format.Version, model, owner)}\","));
        }

        if (column.Type is { IsCollection: false, Structured: not null })
        {
            WriteMembers(cursor.Row, column, output);
            return await EndAsync(cursor, output, new WrittenAnswer(format.ContentType, 1), token);
        }

        if (cursor.Layout.Values is [var count, _])
        {
            output.Write("\"@odata.count\":"u8);
            ValueWriter.Write(output, cursor.Row, count, format.Ieee754Compatible);
            output.Write(","u8);
        }

        if (format.Metadata == MetadataLevel.Full && column.Type.Annotation(model.Namespace) is { } type)
        {
            output.Write(Utf8($"\"@odata.type\":\"{type}\","));
        }

        output.Write("\"value\":"u8);
        ValueWriter.Write(output, cursor.Row, column, format.Ieee754Compatible);
        output.Write("}"u8);
        return await EndAsync(cursor, output, new WrittenAnswer(format.ContentType, 1), token);
    }

    // A complex value is the answer itself: its members stand beside the context.
    private static void WriteMembers(RowReader row, ValueColumn column, PageBuffer output)
    {
        using var value = new PageBuffer();
        row.CopyUtf8(column.Ordinal, value);
        var members = value.Written.Span[1..];
        if (members.Length == 1)
        {
            // Nothing but the closing brace: the comma before it goes.
            output.Patch(output.Length - 1, (byte)(output.Length == 1 ? '{' : ' '));
        }

        output.Write(members);
    }

    private static async Task<Result<WrittenAnswer>> WriteRawValueAsync(ReadCursor cursor, PageBuffer output, CancellationToken token)
    {
        var read = await cursor.ReadAsync(token);
        if (!read.IsOk)
        {
            return read.Problem;
        }

        var column = cursor.Layout.Values[0];
        if (!read.Value || IsNull(cursor.Row, column))
        {
            return WrittenAnswer.Nothing;
        }

        if (column.Type.Is(PrimitiveKind.Binary))
        {
            output.Write(cursor.Row.GetBytes(column.Ordinal));
            return await EndAsync(cursor, output, new WrittenAnswer(Bytes, 1), token);
        }

        if (column.Type.Is(PrimitiveKind.String))
        {
            cursor.Row.CopyUtf8(column.Ordinal, output);
        }
        else
        {
            using var json = new PageBuffer();
            ValueWriter.Write(json, cursor.Row, column, ieee754: false);
            output.Write(json.Written.Span.Trim((byte)'"'));
        }

        return await EndAsync(cursor, output, new WrittenAnswer(Plain, 1), token);
    }

    // A cursor left before its end cancels its statement, which costs a connection of its own.
    private static async Task<Result<WrittenAnswer>> EndAsync(ReadCursor cursor, PageBuffer output, WrittenAnswer written, CancellationToken token)
    {
        if (TooLarge(output) is { } problem)
        {
            return problem;
        }

        var end = await cursor.ReadAsync(token);
        return end.IsOk ? written : end.Problem;
    }

    public static Problem? TooLarge(PageBuffer output) => output.Length <= MaxBytes ? null
        : new Problem(ErrorCode.TooComplex, $"The answer has more than {MaxBytes / 1024 / 1024} MB.", Hint: "Ask for smaller pages by Prefer: maxpagesize, or expand less.");

    private static WrittenAnswer WriteCount(ReadCursor cursor, PageBuffer output)
    {
        var count = cursor.Count ?? throw new InvalidOperationException("The store gave no count to a count plan.");
        RowWriter.WriteCount(output, count, ieee754: false);
        return new WrittenAnswer(Plain, 0);
    }

    private static bool IsNull(RowReader row, ValueColumn column) => !column.Type.IsCollection && row.IsNull(column.Ordinal);

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}

/// <summary>What an answer turned out to be.</summary>
/// <param name="ContentType">Its media type; null when there is nothing (204).</param>
/// <param name="Rows">How many rows it has.</param>
/// <param name="Revision">Revision of the one row it is; null for anything else.</param>
internal sealed record WrittenAnswer(string? ContentType, int Rows, long? Revision = null)
{
    /// <summary>There is no row or no value: status 204.</summary>
    public static readonly WrittenAnswer Nothing = new(null, 0);
}
