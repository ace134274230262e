using System.Net.Http;
using System.Text.Json;
using Xunit;

namespace Kawasaki.Tests.Integration.OData.Delta;

/// <summary>A client that knows nothing but links: reads a result once and then follows what has changed of it.</summary>
/// <param name="client">Asks the service.</param>
/// <param name="version">OData version it speaks.</param>
/// <param name="pageRows">Rows of a page that it prefers.</param>
internal sealed class Mirror(HttpClient client, string version, int pageRows = 3)
{
    private readonly SortedDictionary<string, string> rows = new(StringComparer.Ordinal);

    /// <summary>What it would ask next.</summary>
    public string Link { get; private set; } = "";

    /// <summary>The rows it has, each as the service wrote it, by code.</summary>
    public IReadOnlyDictionary<string, string> Rows => rows;

    /// <summary>What the last delta told: each changed code, with the reason where it is gone.</summary>
    public List<string> Told { get; } = [];

    /// <summary>The pages of the last answer.</summary>
    public List<JsonElement> Pages { get; } = [];

    /// <summary>Reads the result.</summary>
    /// <param name="question">Below the service root.</param>
    /// <param name="between">Runs between pages.</param>
    public async Task StartAsync(string question, Func<Task>? between = null)
    {
        rows.Clear();
        Assert.Contains("odata.track-changes", await ReadAsync("odata/" + question, between), StringComparison.Ordinal);
    }

    /// <summary>Follows the delta link to the next one.</summary>
    /// <param name="between">Runs between pages.</param>
    public async Task FollowAsync(Func<Task>? between = null) => await ReadAsync(Link, between);

    /// <summary>Sends a request as this client does.</summary>
    /// <param name="url">Where.</param>
    public async Task<HttpResponseMessage> SendAsync(string url)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(url, UriKind.RelativeOrAbsolute));
        request.Headers.TryAddWithoutValidation("OData-MaxVersion", version);
        request.Headers.TryAddWithoutValidation("Prefer", $"odata.track-changes, maxpagesize={pageRows}");
        return await client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private async Task<string> ReadAsync(string url, Func<Task>? between)
    {
        Told.Clear();
        Pages.Clear();
        var applied = "";
        for (string? next = url; next is not null;)
        {
            using var response = await SendAsync(next);
            var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            Assert.True(response.IsSuccessStatusCode, $"{next}: {(int)response.StatusCode} {body}");
            applied += response.Headers.TryGetValues("Preference-Applied", out var values) ? string.Join(", ", values) : "";
            var page = JsonDocument.Parse(body).RootElement;
            Pages.Add(page);
            Take(page);
            next = page.TryGetProperty("@odata.nextLink", out var link) ? link.GetString() : null;
            Assert.Equal(next is null, page.TryGetProperty("@odata.deltaLink", out var later));
            if (next is null)
            {
                Link = later.GetString()!;
            }
            else if (between is not null)
            {
                await between();
            }
        }

        return applied;
    }

    private void Take(JsonElement page)
    {
        foreach (var row in page.GetProperty("value").EnumerateArray())
        {
            if (row.TryGetProperty("reason", out var reason) || (row.TryGetProperty("@odata.removed", out var removed) && removed.TryGetProperty("reason", out reason)))
            {
                var code = CodeOf(row);
                Told.Add($"{code} {reason.GetString()}");
                Assert.True(rows.Remove(code), $"{code} was told to be gone and had never come.");
            }
            else
            {
                var code = row.GetProperty("code").GetString()!;
                Told.Add(code);
                rows[code] = row.GetRawText();
            }
        }
    }

    private static string CodeOf(JsonElement row)
    {
        var id = row.TryGetProperty("id", out var old) ? old.GetString()! : row.GetProperty("@odata.id").GetString()!;
        var code = Uri.UnescapeDataString(id[(id.LastIndexOf("('", StringComparison.Ordinal) + 2)..^2]).Replace("''", "'", StringComparison.Ordinal);
        Assert.True(!row.TryGetProperty("code", out var key) || key.GetString() == code, row.GetRawText());
        return code;
    }
}
