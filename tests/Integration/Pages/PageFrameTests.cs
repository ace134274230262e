using System.Net;
using System.Net.Http;
using Kawasaki.Api.Pages;
using Xunit;

namespace Kawasaki.Tests.Integration.Pages;

/// <summary>What all pages have in common, over HTTP.</summary>
public sealed class PageFrameTests(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    private const string Browser = "text/html,application/xhtml+xml,*/*;q=0.8";

    [Theory]
    [InlineData("/foo", null, "ja", "ページが見つかりません")]
    [InlineData("/foo", "en-GB", "en", "Page not found")]
    [InlineData("/foo?lang=en", "ja", "en", "Page not found")]
    public async Task A_browser_that_is_lost_gets_a_page_in_its_language(string path, string? language, string code, string title)
    {
        using var response = await AskAsync(path, ("Accept", Browser), ("Accept-Language", language));
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal((PageHeaders.ContentType, code), (response.Content.Headers.ContentType?.ToString(), response.Content.Headers.ContentLanguage.Single()));
        Assert.Equal(PageHeaders.Policy, response.Headers.GetValues("Content-Security-Policy").Single());
        Assert.Contains("Accept-Language", response.Headers.Vary);
        Assert.StartsWith($"<!DOCTYPE html>\n<html lang=\"{code}\"", body, StringComparison.Ordinal);
        Assert.Contains($"<h1>{title}</h1>", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_that_is_lost_gets_JSON()
    {
        foreach (var accept in (string?[])[null, "*/*", "application/json"])
        {
            using var response = await AskAsync("/foo", ("Accept", accept));
            Assert.Equal((HttpStatusCode.NotFound, "application/json"), (response.StatusCode, response.Content.Headers.ContentType?.MediaType));
        }
    }

    [Fact]
    public async Task An_address_in_a_page_is_only_text()
    {
        using var response = await AskAsync("/%3Cscript%3Ealert(1)%3C/script%3E\"x", ("Accept", Browser));
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.DoesNotContain("<script>alert", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_where_nothing_is_leads_to_no_other_host()
    {
        using var response = await AskAsync("//evil.example/%2F/x", ("Accept", Browser));
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Contains("href=\"/evil.example/%2F/x?lang=en\"", body, StringComparison.Ordinal);
        Assert.DoesNotContain("\"//", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_may_be_kept_for_good_by_the_version_of_all_files()
    {
        using var response = await AskAsync(SiteAssets.Path("site.css"), ("Accept-Encoding", "br"));

        Assert.Equal((HttpStatusCode.OK, "text/css; charset=utf-8", "br"), (response.StatusCode, response.Content.Headers.ContentType?.ToString(), response.Content.Headers.ContentEncoding.Single()));
        Assert.Equal("public, max-age=31536000, immutable", response.Headers.CacheControl?.ToString());

        using var plain = await AskAsync("/assets/site.css");
        Assert.Equal("no-cache", plain.Headers.CacheControl?.ToString());
        Assert.NotEqual(response.Headers.ETag, plain.Headers.ETag);

        using var again = await AskAsync("/assets/site.css", ("If-None-Match", plain.Headers.ETag!.ToString()));
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);

        using var none = await AskAsync("/assets/../site.csproj");
        Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
    }

    private async Task<HttpResponseMessage> AskAsync(string path, params (string Name, string? Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(service.Client.BaseAddress!.GetLeftPart(UriPartial.Authority) + path));
        foreach (var (name, value) in headers.Where(h => h.Value is not null))
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await service.Client.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
