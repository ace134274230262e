using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;

namespace Kawasaki.Api.Datasets;

/// <summary>The last change of the rows of a set.</summary>
/// <param name="Sequence">Its place in the feed; 0 when there was none.</param>
/// <param name="At">Its moment; for a set that never changed that of the first change of all, the first load; null when nothing was ever loaded.</param>
internal sealed record SetChange(long Sequence, DateTimeOffset? At);

/// <summary>When the rows of each set last changed, and when there first were any, as of one state of the data.</summary>
/// <param name="state">The state that was read.</param>
/// <param name="first">Moment of the first change of all; null when there was none.</param>
/// <param name="last">The last change of each set that has one, by name.</param>
/// <param name="issued">Moment of the first change of each set that has one, by name.</param>
internal sealed class Freshness(DataState state, DateTimeOffset? first, IReadOnlyDictionary<string, SetChange> last, IReadOnlyDictionary<string, DateTimeOffset> issued)
{
    /// <summary>The state that was read.</summary>
    public DataState State => state;

    /// <summary>The last change of any row of all.</summary>
    public SetChange Latest { get; } = last.Values.MaxBy(c => c.Sequence) ?? new SetChange(0, first);

    /// <summary>Since when there is any data; null when nothing was ever loaded.</summary>
    public DateTimeOffset? First => first;

    /// <summary>Since when there are rows of a set, or of one that its rows are made of; null when there never were any.</summary>
    /// <param name="set">The set.</param>
    public DateTimeOffset? Issued(EntitySetModel set) =>
        (set.Sources.Count > 0 ? set.Sources : [set.Name]).Where(issued.ContainsKey).Select(n => (DateTimeOffset?)issued[n]).Min();

    /// <summary>The last change of the rows of a set; of one whose rows are made of others, the last of these; of the feed, the last of all.</summary>
    /// <param name="set">The set.</param>
    public SetChange Of(EntitySetModel set) =>
        set.Sources.Count > 0 ? Of(set.Sources)
        : set.IsTracked ? Of([set.Name])
        : Latest;

    /// <summary>The last change of the rows of any of some sets.</summary>
    /// <param name="sets">The sets.</param>
    public SetChange Of(IEnumerable<EntitySetModel> sets) => sets.Select(Of).MaxBy(c => c.Sequence) ?? Latest;

    private SetChange Of(IEnumerable<string> names) => names.Select(n => last.GetValueOrDefault(n)).OfType<SetChange>().MaxBy(c => c.Sequence) ?? new SetChange(0, first);
}
