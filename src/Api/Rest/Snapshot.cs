using System.Text.Json;
using Kawasaki.Api.OData.Writing;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;

namespace Kawasaki.Api.Rest;

/// <summary>Rows of an answer, as the REST resources write them.</summary>
/// <param name="Rows">The rows.</param>
/// <param name="Count">Their number before every limit; null unless it was asked for.</param>
internal sealed record SnapshotRows(IReadOnlyList<JsonElement> Rows, long? Count);

/// <summary>Reads several questions of one state of the data: the first one fixes it, the others are read as of its version.</summary>
/// <param name="model">The published model.</param>
/// <param name="store">Answers questions.</param>
/// <param name="deadline">Time for all of them together.</param>
/// <param name="time">Clock of the deadline.</param>
internal sealed class Snapshot(PublishedModel model, IReadStore store, TimeSpan deadline, TimeProvider time)
{
    private static readonly TypeReference Version = TypeReference.Of(PrimitiveKind.Int64, isNullable: false);

    private readonly long started = time.GetTimestamp();
    private DataState? state;

    /// <summary>The state of the data; only after a question was answered.</summary>
    public DataState State => state ?? throw new InvalidOperationException("Nothing was read yet.");

    /// <summary>Reads the rows of a question.</summary>
    /// <param name="plan">The question.</param>
    /// <param name="token">The caller's patience.</param>
    public Task<Result<SnapshotRows>> ReadAsync(ReadPlan plan, CancellationToken token) => ReadAsync(plan, state?.Version, token);

    /// <summary>Reads the rows of a question as they were at an earlier version.</summary>
    /// <param name="plan">The question.</param>
    /// <param name="version">The version; null for now.</param>
    /// <param name="token">The caller's patience.</param>
    public async Task<Result<SnapshotRows>> ReadAsync(ReadPlan plan, long? version, CancellationToken token)
    {
        var left = deadline - time.GetElapsedTime(started);
        if (left <= TimeSpan.Zero)
        {
            return new Problem(ErrorCode.Timeout, "The answer took too long.");
        }

        plan = plan with { At = version is { } number ? new Literal(number, Version) : null, Tracking = new Tracking(state) };
        var opened = await store.OpenAsync(plan, new ReadOptions(RestRows.Stored, left), token);
        if (opened is not { IsOk: true, Value: var cursor })
        {
            // A database that is restored meanwhile has lost the state; the next request finds another.
            return opened.Problem.Code == ErrorCode.StateGone ? new Problem(ErrorCode.DatabaseUnavailable, "The data was replaced meanwhile.", RetryAfter: TimeSpan.FromSeconds(1)) : opened.Problem;
        }

        await using (cursor)
        {
            state ??= cursor.State ?? throw new InvalidOperationException("The store told no state.");
            return await RowsAsync(plan, cursor, token);
        }
    }

    private async Task<Result<SnapshotRows>> RowsAsync(ReadPlan plan, ReadCursor cursor, CancellationToken token)
    {
        using var page = new PageBuffer();
        var writer = new RowWriter(plan, cursor.Layout, RestRows.Format, model, "", context: null);
        page.Write("["u8);
        var isFirst = true;
        var written = await RestRows.EachAsync(
            cursor, page,
            row =>
            {
                page.Write(isFirst ? [] : ","u8);
                isFirst = false;
                writer.Write(page, row);
            },
            token);
        if (!written.IsOk)
        {
            return written.Problem;
        }

        page.Write("]"u8);
        using var document = JsonDocument.Parse(page.Written);
        return new SnapshotRows([.. document.RootElement.EnumerateArray().Select(r => r.Clone())], cursor.Count);
    }
}
