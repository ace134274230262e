using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;

namespace Kawasaki.Api.Datasets;

/// <summary>Knows when the rows of each set last changed. Asked again only when the data has another version, or none that is known.</summary>
/// <param name="model">The published model.</param>
/// <param name="store">Answers questions.</param>
/// <param name="versions">Version of the data; null when it is not known.</param>
/// <param name="deadline">Time for one question.</param>
internal sealed class SetFreshness(PublishedModel model, IReadStore store, IDataVersions? versions, TimeSpan deadline)
{
    private readonly Lazy<FreshnessPlan> plan = new(() => new FreshnessPlan(model));
    private volatile Freshness? kept;

    /// <summary>The last changes as of now.</summary>
    /// <param name="token">The caller's patience.</param>
    public async Task<Result<Freshness>> NowAsync(CancellationToken token)
    {
        // Read before the question: what is found may be newer than the version, never older.
        if (versions?.Current is { } version && kept is { } known && known.State.Version == version.Number && known.State.Lineage == version.Lineage)
        {
            return known;
        }

        var found = await AskAsync(null, token);
        if (found.IsOk)
        {
            kept = found.Value;
        }

        return found;
    }

    /// <summary>The last changes as of a moment or a version: nothing after it counts.</summary>
    /// <param name="at">As in <see cref="ReadPlan.At"/>.</param>
    /// <param name="token">The caller's patience.</param>
    public Task<Result<Freshness>> AtAsync(Literal at, CancellationToken token) => AskAsync(at, token);

    private async Task<Result<Freshness>> AskAsync(Literal? at, CancellationToken token)
    {
        var opened = await store.OpenAsync(plan.Value.Build(at), ReadOptions.Default with { Deadline = deadline }, token);
        if (opened is not { IsOk: true, Value: var cursor })
        {
            return opened.Problem;
        }

        await using (cursor)
        {
            var state = cursor.State ?? throw new InvalidOperationException("The store told no state.");
            var last = new Dictionary<string, SetChange>(StringComparer.Ordinal);
            var issued = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);
            DateTimeOffset? first = null;
            while (true)
            {
                var read = await cursor.ReadAsync(token);
                if (!read.IsOk)
                {
                    return read.Problem;
                }

                if (!read.Value)
                {
                    return new Freshness(state, first, last, issued);
                }

                var (place, sequence, moment) = Entry(cursor);
                if (place == 0)
                {
                    first = moment;
                }
                else if (place < 0)
                {
                    issued.Add(plan.Value.Sets[-place - 1].Name, moment);
                }
                else
                {
                    last.Add(plan.Value.Sets[place - 1].Name, new SetChange(sequence, moment));
                }
            }
        }
    }

    private static (int Place, long Sequence, DateTimeOffset Moment) Entry(ReadCursor cursor)
    {
        var (row, values) = (cursor.Row, cursor.Layout.Values);
        return (row.GetInt32(values[0].Ordinal), row.GetInt64(values[1].Ordinal), row.GetDateTimeOffset(values[2].Ordinal));
    }
}
