using Kawasaki.Api.Rest;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;

namespace Kawasaki.Api.Datasets;

/// <summary>Reads which documents the data is from.</summary>
/// <param name="model">The published model; one without the set has no sources to name.</param>
/// <param name="store">Answers questions.</param>
/// <param name="deadline">Time for the answer.</param>
internal sealed class SourceDocuments(PublishedModel model, IReadStore store, TimeSpan deadline)
{
    /// <summary>Asks.</summary>
    /// <param name="at">The moment or version asked for.</param>
    /// <param name="token">The caller's patience.</param>
    public async Task<Result<IReadOnlyList<SourceDocument>>> AskAsync(Literal at, CancellationToken token)
    {
        if (model.FindSet("documents") is not { } set || set.Type.FindProperty("title") is not { } title)
        {
            return Array.Empty<SourceDocument>();
        }

        var whole = DatasetPlan.Whole(set, new SetRows(set, new RowVariable("it", set.Type)));
        var plan = whole with { At = at, Query = whole.Query with { Shape = new Shape([set.Type.Key[0], title], [], [], IsEverything: false) } };
        var opened = await store.OpenAsync(plan, new ReadOptions(RestRows.Stored, deadline), token);
        if (opened is not { IsOk: true, Value: var cursor })
        {
            return opened.Problem;
        }

        await using (cursor)
        {
            var found = new List<SourceDocument>();
            while (true)
            {
                var read = await cursor.ReadAsync(token);
                if (!read.IsOk)
                {
                    return read.Problem;
                }

                if (!read.Value)
                {
                    return found;
                }

                found.Add(new SourceDocument(cursor.Row.GetString(cursor.Layout.Values[0].Ordinal), cursor.Row.GetString(cursor.Layout.Values[1].Ordinal)));
            }
        }
    }
}
