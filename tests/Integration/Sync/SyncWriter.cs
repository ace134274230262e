using System.Globalization;
using System.Net.Http;
using System.Text.Json;
using Xunit;

namespace Kawasaki.Tests.Integration.Sync;

/// <summary>
/// A system that reports status: single rows by every verb, and pairs of rows that only ever change together. Some requests it sends twice at once, some again much later.
/// </summary>
/// <param name="client">Sends until there is an answer.</param>
/// <param name="ledger">Where it notes what was acknowledged.</param>
/// <param name="name">Its name, part of every code.</param>
internal sealed class SyncWriter(HttpClient client, SyncLedger ledger, string name)
{
    /// <summary>Source system of its rows.</summary>
    public const string SourceSystem = "sync";

    private const int SingleRows = 4;
    private const int OldRequests = 40;

    private readonly Random random = new(name.GetHashCode(StringComparison.Ordinal));
    private readonly Row[] rows = [.. Enumerable.Range(0, SingleRows).Select(i => new Row($"{name}-{i}")), new Row($"{name}-a"), new Row($"{name}-b")];
    private readonly Queue<(SyncRequest Request, SyncAnswer Answer)> sent = new();

    /// <summary>Whether both rows of a pair, or neither, are there and say the same.</summary>
    /// <param name="summaries">Summaries by code.</param>
    public static void AssertWhole(IReadOnlyDictionary<string, string> summaries)
    {
        foreach (var (code, summary) in summaries)
        {
            if (code.EndsWith("-a", StringComparison.Ordinal) || code.EndsWith("-b", StringComparison.Ordinal))
            {
                var other = code[..^1] + (code[^1] == 'a' ? 'b' : 'a');
                Assert.True(summaries.TryGetValue(other, out var its) && its == summary, $"{code} is {summary}, {other} is {its}");
            }
        }
    }

    /// <summary>Makes so many changes, one after the other.</summary>
    public async Task RunAsync(int changes)
    {
        for (var n = 0; n < changes; n++)
        {
            var text = string.Create(CultureInfo.InvariantCulture, $"{name}.{n}");
            await (random.Next(4) == 0 ? ChangePairAsync(text) : ChangeRowAsync(rows[random.Next(SingleRows)], text));
        }
    }

    private async Task ChangeRowAsync(Row row, string text)
    {
        var url = $"statusReports('{row.Code}')";
        var (request, operation) = (row.Tag, random.Next(10)) switch
        {
            (null, < 7) => (new SyncRequest("POST", "statusReports", text, Whole(row, text), null), "create"),
            (null, _) => (new SyncRequest("PUT", url, text, Whole(row, text), null), "create"),
            ({ } tag, 0) => (new SyncRequest("DELETE", url, text, null, tag), "delete"),
            ({ } tag, 1) => (new SyncRequest("PUT", url, text, Whole(row, text), tag), "update"),
            ({ } tag, 2) => (new SyncRequest("PUT", url + "/summary", text, Json(new { value = text }), tag), "update"),
            ({ } tag, _) => (new SyncRequest("PATCH", url, text, Json(new { summary = text, progressPercent = random.Next(101) }), tag), "update"),
        };

        var answer = await SendAsync(request);
        row.Tag = operation == "delete" ? null : answer.Tag ?? throw new InvalidOperationException($"No ETag after {request}");
        ledger.Take((operation, row.Code, operation == "delete" ? null : text));
    }

    private async Task ChangePairAsync(string text)
    {
        var (a, b) = (rows[^2], rows[^1]);
        var operation = a.Tag is null ? "create" : random.Next(8) == 0 ? "delete" : "update";
        var answer = await SendAsync(random.Next(2) == 0 ? Batch(operation, text) : Bulk(operation, text));

        foreach (var row in (Row[])[a, b])
        {
            row.Tag = operation == "delete" ? null : TagIn(answer.Body, row.Code);
        }

        ledger.Take((operation, a.Code, operation == "delete" ? null : text), (operation, b.Code, operation == "delete" ? null : text));
    }

    private SyncRequest Batch(string operation, string text)
    {
        var requests = rows[^2..].Select((row, i) => operation switch
        {
            "create" => (object)new { id = $"{i}", atomicityGroup = "g", method = "post", url = "statusReports", body = Properties(row, text) },
            "delete" => new { id = $"{i}", atomicityGroup = "g", method = "delete", url = $"statusReports('{row.Code}')", headers = new Dictionary<string, string?> { ["if-match"] = row.Tag } },
            _ => new
            {
                id = $"{i}",
                atomicityGroup = "g",
                method = "patch",
                url = $"statusReports('{row.Code}')",
                headers = new Dictionary<string, string?> { ["if-match"] = row.Tag, ["prefer"] = "return=representation" },
                body = new { summary = text },
            },
        });
        return new SyncRequest("POST", "$batch", text, Json(new { requests }), null);
    }

    private SyncRequest Bulk(string operation, string text)
    {
        var value = rows[^2..].Select(row => operation switch
        {
            "create" => Properties(row, text),
            "delete" => new Dictionary<string, object?> { ["@odata.id"] = $"statusReports('{row.Code}')", ["@removed"] = new { reason = "deleted" }, ["@odata.etag"] = row.Tag },
            _ => new Dictionary<string, object?> { ["code"] = row.Code, ["@odata.etag"] = row.Tag, ["summary"] = text },
        });
        return new SyncRequest("PATCH", "statusReports", text, Json(new { value }), null);
    }

    private async Task<SyncAnswer> SendAsync(SyncRequest request)
    {
        if (sent.Count > 0 && random.Next(10) == 0)
        {
            var (old, before) = sent.ElementAt(random.Next(sent.Count));
            var again = await old.SendAsync(client);
            Assert.True(IsSame(before, again), $"{old}: first {before}, again {again}");
            ledger.TakeLate();
        }

        var answers = await Task.WhenAll(Enumerable.Range(0, random.Next(10) == 0 ? 2 : 1).Select(_ => request.SendAsync(client)));
        Assert.True(answers.All(a => IsSame(a, answers[0]) || IsSame(answers[0], a)), string.Join('\n', answers.AsEnumerable()));
        sent.Enqueue((request, answers[0]));
        if (sent.Count > OldRequests)
        {
            sent.Dequeue();
        }

        return answers[0];
    }

    // 204 instead of the row: the change was made, and the database was lost before the row could be read back.
    private static bool IsSame(SyncAnswer first, SyncAnswer again) => again.Tag == first.Tag && (again.Status == first.Status || first.Status == 204);

    private static Dictionary<string, object?> Properties(Row row, string text) => new()
    {
        ["code"] = row.Code,
        ["projectCode"] = "ip3-5-1-1-p01",
        ["fiscalYear"] = 2025,
        ["status"] = "onTrack",
        ["summary"] = text,
        ["sourceSystem"] = SourceSystem,
        ["externalId"] = row.Code,
        ["reportedAt"] = "2025-09-30T18:00:00+09:00",
    };

    private static string Whole(Row row, string text) => Json(Properties(row, text));

    private static string Json(object value) => JsonSerializer.Serialize(value);

    // In an answer to a batch each response has it among its headers (a body only if the row could be read back in time), in one to a payload each row.
    private static string TagIn(string body, string code)
    {
        var answer = JsonDocument.Parse(body).RootElement;
        if (!answer.TryGetProperty("responses", out var responses))
        {
            return answer.GetProperty("value").EnumerateArray().Single(r => r.GetProperty("code").GetString() == code).GetProperty("@odata.etag").GetString()!;
        }

        Assert.True(responses.EnumerateArray().All(r => r.GetProperty("status").GetInt32() < 300), body);
        var headers = responses.EnumerateArray().Select(r => r.GetProperty("headers"));
        return headers.Single(h => h.GetProperty("odata-entityid").GetString()!.EndsWith($"('{code}')", StringComparison.Ordinal)).GetProperty("etag").GetString()!;
    }

    private sealed class Row(string code)
    {
        public string Code => code;

        /// <summary>The state it is in; null when it is not there.</summary>
        public string? Tag { get; set; }
    }
}
