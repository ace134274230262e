using System.Net;
using System.Net.Http;
using System.Text.Json;
using Xunit;

namespace Kawasaki.Tests.Integration.OData.Delta;

/// <summary>Follows `/api/v1/changes` and reads each row named there by its key.</summary>
/// <param name="client">Asks the service.</param>
/// <param name="property">The property it keeps of each row; text.</param>
/// <param name="sets">The sets it keeps.</param>
internal sealed class FeedFollower(HttpClient client, string property, params string[] sets)
{
    private string next = "api/v1/changes?limit=50";
    private long last;

    /// <summary>The property of each row, by set and code.</summary>
    public IReadOnlyDictionary<string, SortedDictionary<string, string>> Rows { get; } = sets.ToDictionary(s => s, _ => new SortedDictionary<string, string>(StringComparer.Ordinal));

    /// <summary>Reads on to the end of the feed.</summary>
    public async Task FollowAsync()
    {
        for (var hasMore = true; hasMore;)
        {
            var page = await GetAsync(next) ?? throw new InvalidOperationException("The feed is not there.");
            foreach (var change in page.GetProperty("value").EnumerateArray())
            {
                var sequence = change.GetProperty("sequence").GetInt64();
                Assert.True(sequence > last, $"{sequence} after {last}");
                last = sequence;
                await TakeAsync(change.GetProperty("entitySet").GetString()!, change.GetProperty("entityCode").GetString()!);
            }

            (next, hasMore) = (page.GetProperty("next").GetString()!, page.GetProperty("hasMore").GetBoolean());
        }
    }

    private async Task TakeAsync(string set, string code)
    {
        if (!Rows.TryGetValue(set, out var rows))
        {
            return;
        }

        if (await GetAsync($"odata/{set}('{code}')?$select={property}") is { } row)
        {
            rows[code] = row.GetProperty(property).GetString()!;
        }
        else
        {
            rows.Remove(code);
        }
    }

    private async Task<JsonElement?> GetAsync(string url)
    {
        using var response = await client.GetAsync(new Uri(url, UriKind.RelativeOrAbsolute), TestContext.Current.CancellationToken);
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.StatusCode is HttpStatusCode.OK or HttpStatusCode.NotFound, $"{url}: {(int)response.StatusCode} {body}");
        return response.StatusCode == HttpStatusCode.OK ? JsonDocument.Parse(body).RootElement : null;
    }
}
