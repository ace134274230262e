using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;

namespace Kawasaki.Api.Hosting;

/// <summary>Whether questions can be answered: asks one, through all layers.</summary>
/// <param name="model">What is published.</param>
/// <param name="store">Answers questions.</param>
internal sealed class Readiness(PublishedModel model, IReadStore store)
{
    // A balancer waits no longer itself.
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(2);

    // Every fact names its document: without documents nothing is loaded.
    private const string FirstSet = "documents";

    /// <summary>The problem that keeps the service from answering; null when there is none.</summary>
    /// <param name="token">The caller's patience.</param>
    public async Task<Problem?> CheckAsync(CancellationToken token)
    {
        var set = model.FindSet(FirstSet) ?? throw new InvalidOperationException($"The model has no set {FirstSet}.");
        var rows = new SetRows(set, new RowVariable("$it", set.Type));
        var query = new RowQuery(rows, [], Skip: null, Top: null, WithCount: false, new Shape([], [], [], IsEverything: false));
        var plan = new ReadPlan(ResultKind.Count, query, set, PageRows: null);
        var opened = await store.OpenAsync(plan, new ReadOptions(RowFormat.Default, Deadline), token);
        if (!opened.IsOk)
        {
            return opened.Problem;
        }

        await using var cursor = opened.Value;
        return cursor.Count > 0 ? null : new Problem(ErrorCode.DatabaseUnavailable, "The database is reachable, but no data is loaded yet.");
    }
}
