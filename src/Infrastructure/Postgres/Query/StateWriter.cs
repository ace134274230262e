using Kawasaki.Domain.Query;
using NpgsqlTypes;

namespace Kawasaki.Infrastructure.Postgres.Query;

/// <summary>Writes, as sub-selects of one line, which state the data is in and whether a state that a reader knows is still known here.</summary>
internal static class StateWriter
{
    /// <summary>Adds what a question needs to know of states.</summary>
    /// <param name="tracking">What it stands on.</param>
    /// <param name="beside">The line beside the rows.</param>
    /// <param name="list">The columns of the statement.</param>
    /// <param name="parameters">Its values.</param>
    public static StateColumns Write(Tracking tracking, SelectList beside, SelectList list, SqlParameters parameters)
    {
        IReadOnlyList<DataState> known = [.. new[] { tracking.Since, tracking.At }.OfType<DataState>()];
        int? now = null;
        if (tracking.At is null)
        {
            now = list.Add(beside.Expose("(select v.version from plan.data_version v)"));
            list.Add(beside.Expose("(select v.changed_at from plan.data_version v)"));
            list.Add(beside.Expose("(select v.lineage from plan.data_version v)"));
        }

        int? standing = known.Count == 0 ? null : list.Add(beside.Expose($"greatest({string.Join(", ", known.Select(s => Standing(s, tracking.Oldest, parameters)))})"));
        return new StateColumns(now, standing, known);
    }

    private static string Standing(DataState state, DateTimeOffset oldest, SqlParameters parameters)
    {
        var version = parameters.Of(state, "version", NpgsqlDbType.Bigint, () => state.Version);
        var moment = parameters.Of(state, "moment", NpgsqlDbType.TimestampTz, () => state.CommittedAt.UtcDateTime);
        var lineage = parameters.Of(state, "lineage", NpgsqlDbType.Uuid, () => state.Lineage);
        var since = parameters.Of(state, "oldest", NpgsqlDbType.TimestampTz, () => oldest.UtcDateTime);
        return $"""
            (select case
              when v.lineage <> {lineage} then {(int)StateStanding.Gone}
              when v.version < {version} then {(int)StateStanding.ToCome}
              when not exists (select 1 from past.data_versions k where k.version = {version} and k.committed_at = {moment}) then {(int)StateStanding.Gone}
              when (select k.committed_at from past.data_versions k where k.version > {version} order by k.version limit 1) < {since} then {(int)StateStanding.Gone}
              else {(int)StateStanding.Known} end
            from plan.data_version v)
            """;
    }
}
