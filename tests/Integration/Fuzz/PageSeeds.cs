using System.Net.Http;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Kawasaki.Tests.Integration.Fuzz;

/// <summary>Addresses that the service itself names: in its index, its list of files, its description, its pages, and those of its rows.</summary>
internal static partial class PageSeeds
{
    private static readonly string[] Pages = ["/", "/indicator?code=5-1-1-o2", "/tasks?department=x&text=市", "/finance", "/query?set=plans&where=code~eq~ip3", "/docs", "/docs/data", "/id/indicators/5-1-1-o2", "/id/plans/none", "/swagger/index.html"];

    private static readonly string[] Others =
    [
        "/metrics", "/health/live", "/health/ready", "/robots.txt", "/.well-known/security.txt", "/swagger", "/openapi/v1.json", "/api/v1/catalog", "/api/v1/catalog.ttl", "/api/v1/catalog.jsonld", "/api/v1/changes?since=0&limit=2",
        "/api/v1/search?q=市&limit=2", "/api/v1/search?q=\"子ども 支援\" OR 保育 NOT 町&set=indicators&set=measures", "/api/v1/tree?plan=ip3&at=2026-11-23", "/api/v1/indicators/5-1-1-o2/series", "/odata/$metadata", "/favicon.ico", "//evil.example/", "/api/v1/webhooks",
    ];

    /// <summary>Asks for them.</summary>
    /// <param name="client">Asks the service.</param>
    /// <param name="token">Ends the asking.</param>
    public static async Task<IReadOnlyList<FuzzQuestion>> FindAsync(HttpClient client, CancellationToken token)
    {
        var found = new List<string>([.. Pages, .. Others]);
        foreach (var page in Pages)
        {
            using var answer = await client.GetAsync(new Uri(page, UriKind.Relative), token);
            found.AddRange(Link().Matches(await answer.Content.ReadAsStringAsync(token)).Select(m => m.Groups[1].Value.Replace("&amp;", "&", StringComparison.Ordinal).Replace("&#39;", "'", StringComparison.Ordinal)));
        }

        var index = await JsonAsync("/api/v1");
        foreach (var set in index.GetProperty("sets").EnumerateArray())
        {
            var (name, url) = (set.GetProperty("name").GetString()!, set.GetProperty("url").GetString()!);
            var list = await JsonAsync(new Uri(url).AbsolutePath + "?limit=2");
            var codes = list.GetProperty("value").EnumerateArray().Select(r => r.GetProperty("code").GetString()!).ToList();
            found.AddRange([$"{url}?limit=2", $"{url}?at=2026-11-23&limit=1", $"{url}?fields=code", $"{url}?sort=-code&fields=code&limit=1", .. codes.SelectMany(c => (string[])[$"/api/v1/{name}/{c}", $"/id/{name}/{c}", $"/id/{name}/{c}?format=jsonld", $"/api/v1/{name}?code={c}"])]);
            found.AddRange(list.GetProperty("next").GetString() is { } next ? [next] : []);
        }

        found.AddRange(index.GetProperty("resources").EnumerateArray().Select(r => r.GetProperty("url").GetString()!));
        found.AddRange(Quoted().Matches((await JsonAsync("/api/v1/datasets")).GetRawText()).Select(m => m.Groups[1].Value));
        found.AddRange((await JsonAsync("/openapi/v1.json")).GetProperty("paths").EnumerateObject().Select(p => p.Name));
        return [.. found.Select(Below).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(FuzzQuestion.Of)];

        string? Below(string address) =>
            Uri.TryCreate(client.BaseAddress, address.StartsWith("//", StringComparison.Ordinal) ? "/." + address : address, out var full) && full.Authority == client.BaseAddress!.Authority ? Uri.UnescapeDataString(full.PathAndQuery)[1..] : null;

        async Task<JsonElement> JsonAsync(string path)
        {
            using var document = JsonDocument.Parse(await client.GetStringAsync(new Uri(path, UriKind.Relative), token));
            return document.RootElement.Clone();
        }
    }

    [GeneratedRegex("(?:href|src)=\"([^\"#]+)")]
    private static partial Regex Link();

    [GeneratedRegex("\"(http[^\"]+/api/[^\"]+)\"")]
    private static partial Regex Quoted();
}
