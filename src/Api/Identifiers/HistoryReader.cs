using System.Text.Json;
using Kawasaki.Api.Rest;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Model;

namespace Kawasaki.Api.Identifiers;

/// <summary>Reads how the values of a row have changed: the row as of the version of each of its changes, and as of the one before.</summary>
internal static class HistoryReader
{
    /// <summary>The changes, the newest first.</summary>
    /// <param name="snapshot">The state of the data.</param>
    /// <param name="set">Set of the row.</param>
    /// <param name="code">Its key.</param>
    /// <param name="entries">Entries of the feed about it, the newest first.</param>
    /// <param name="token">The caller's patience.</param>
    public static async Task<Result<IReadOnlyList<Change>>> ReadAsync(Snapshot snapshot, EntitySetModel set, string code, IReadOnlyList<JsonElement> entries, CancellationToken token)
    {
        var changes = new List<Change>();
        foreach (var entry in entries)
        {
            var version = entry.GetProperty("dataVersion").GetInt64();
            var (after, before) = (await AtAsync(snapshot, set, code, version, token), await AtAsync(snapshot, set, code, version - 1, token));
            if ((after.Problem ?? before.Problem) is { } problem)
            {
                return problem;
            }

            changes.Add(new Change(entry, Differences(set, before.Value, after.Value)));
        }

        return changes;
    }

    /// <summary>The row as of a version; undefined where it was not there.</summary>
    /// <param name="snapshot">The state of the data.</param>
    /// <param name="set">Set of the row.</param>
    /// <param name="code">Its key.</param>
    /// <param name="version">The version.</param>
    /// <param name="token">The caller's patience.</param>
    public static async Task<Result<JsonElement>> AtAsync(Snapshot snapshot, EntitySetModel set, string code, long version, CancellationToken token)
    {
        var read = await snapshot.ReadAsync(DossierPlans.Alone(set, code), version, token);
        return read.IsOk ? read.Value.Rows[0] : read.Problem.Code == ErrorCode.NotFound ? default(JsonElement) : read.Problem;
    }

    private static List<ChangedValue> Differences(EntitySetModel set, JsonElement before, JsonElement after) =>
        [.. set.Type.Properties.Select(p => new ChangedValue(p, Value(before, p), Value(after, p))).Where(c => !JsonElement.DeepEquals(OrNull(c.Before), OrNull(c.After)))];

    private static JsonElement Value(JsonElement row, PropertyModel property) => row.ValueKind == JsonValueKind.Undefined ? default : row.GetProperty(property.Name);

    // A value that is missing and one that is null are not told apart: a row that comes or goes changes what it has.
    private static JsonElement OrNull(JsonElement value) => value.ValueKind == JsonValueKind.Undefined ? Null : value;

    private static JsonElement Null { get; } = JsonDocument.Parse("null").RootElement;
}
