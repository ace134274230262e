using System.Text.Json;
using Kawasaki.Tests.Integration.Facts;
using Xunit;

namespace Kawasaki.Tests.Integration.Rest;

/// <summary>Asks below `/api/v1` as a caller does.</summary>
internal static class RestReader
{
    /// <summary>The JSON of an answer.</summary>
    public static async Task<JsonElement> RestAsync(this ShippedService service, string url)
    {
        using var response = await service.Client.GetAsync(Address(url), TestContext.Current.CancellationToken);
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, $"{url}: {(int)response.StatusCode} {body}");
        Assert.DoesNotContain("\\u", body, StringComparison.Ordinal);
        using var document = JsonDocument.Parse(body);
        return document.RootElement.Clone();
    }

    /// <summary>Every page of a list, by its links.</summary>
    public static async Task<IReadOnlyList<JsonElement>> PagesAsync(this ShippedService service, string url)
    {
        var pages = new List<JsonElement>();
        for (string? next = url; next is not null;)
        {
            pages.Add(await service.RestAsync(next));
            next = pages[^1].GetProperty("next").GetString();
        }

        return pages;
    }

    /// <summary>The problem of a refused request.</summary>
    public static async Task<(int Status, JsonElement Problem)> RefusedAsync(this ShippedService service, string url)
    {
        using var response = await service.Client.GetAsync(Address(url), TestContext.Current.CancellationToken);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.ToString());
        using var document = JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        return ((int)response.StatusCode, document.RootElement.Clone());
    }

    /// <summary>The rows of a page.</summary>
    public static IEnumerable<JsonElement> Rows(this JsonElement page) => page.GetProperty("value").EnumerateArray();

    /// <summary>A text member.</summary>
    public static string? Text(this JsonElement row, string name) => row.GetProperty(name).GetString();

    private static Uri Address(string url) => url.StartsWith("http", StringComparison.Ordinal) ? new Uri(url) : new Uri("api/v1" + (url.Length == 0 ? "" : "/" + url), UriKind.Relative);
}
