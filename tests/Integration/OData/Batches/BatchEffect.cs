namespace Kawasaki.Tests.Integration.OData.Batches;

/// <summary>What a batch did to the rows that may be written, held against what it said it did.</summary>
internal static class BatchEffect
{
    /// <summary>Every row that may be written, with its revision as in its ETag.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> StateAsync(TestDatabase database) => (await database.RowsAsync("""
        select 'statusReports(''' || code || ''')', revision from plan.status_reports
        union all select 'observations(''' || code || ''')', revision from plan.observations where source_system is not null
        """)).Select(r => r.Split('|')).ToDictionary(r => r[0], r => r[1]);

    /// <summary>The first difference between both states that no answer accounts for, or answer that the state does not bear out; null without one.</summary>
    /// <param name="before">Before the batch.</param>
    /// <param name="after">After it.</param>
    /// <param name="answers">Its answers.</param>
    public static string? Unacknowledged(IReadOnlyDictionary<string, string> before, IReadOnlyDictionary<string, string> after, IReadOnlyList<Answered> answers)
    {
        // The last of what was said of a row is what holds; a row that was removed is answered without its name, one of which a part was changed too.
        var said = answers.Where(a => a.Status is >= 200 and < 300 && Header(a, "OData-EntityId") is not null)
            .GroupBy(a => NameOf(Header(a, "OData-EntityId")!)).ToDictionary(g => g.Key, g => Header(g.Last(), "ETag")?.Trim('"'));
        var unnamed = answers.Where(a => a.Status == 204 && Header(a, "OData-EntityId") is null).ToList();
        var removals = unnamed.Count(a => Header(a, "ETag") is null);
        var unnamedTags = unnamed.Select(a => Header(a, "ETag")?.Trim('"')).OfType<string>().ToHashSet();
        foreach (var (row, revision) in after.Where(r => before.GetValueOrDefault(r.Key) != r.Value))
        {
            if (said.GetValueOrDefault(row) != revision && !unnamedTags.Contains(revision))
            {
                return $"{row} has the revision {revision}, of which no answer tells.";
            }
        }

        foreach (var (row, revision) in said.Where(s => after.GetValueOrDefault(s.Key) != s.Value))
        {
            if (after.TryGetValue(row, out var now) ? !unnamedTags.Contains(now) : removals == 0)
            {
                return $"{row} was answered with {revision} and is {now ?? "gone"}.";
            }
        }

        var gone = before.Keys.Except(after.Keys).Count(r => !said.ContainsKey(r));
        return gone > removals ? $"{gone} rows are gone, {removals} were said to be." : null;
    }

    private static string? Header(Answered answer, string name) => answer.Headers.FirstOrDefault(h => h.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;

    private static string NameOf(string address) => Uri.UnescapeDataString(address[(address.LastIndexOf('/') + 1)..]);
}
