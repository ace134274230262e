using Kawasaki.Api.Hosting;
using Kawasaki.Api.Pages;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace Kawasaki.Tests.Unit.Pages;

public sealed class PageLanguageTests
{
    [Theory]
    [InlineData("", null, "ja")]
    [InlineData("", "en", "en")]
    [InlineData("", "en-US,en;q=0.9,ja;q=0.8", "en")]
    [InlineData("", "ja-JP, en;q=0.9", "ja")]
    [InlineData("", "fr, en;q=0.5, ja;q=0.6", "ja")]
    [InlineData("", "fr", "ja")]
    [InlineData("", "fr, *;q=0.5", "ja")]
    [InlineData("", "ja;q=0, *", "en")]
    [InlineData("", "en, ja", "en")]
    [InlineData("", "no header; at all;;", "ja")]
    [InlineData("?lang=en", "ja", "en")]
    [InlineData("?lang=ja", "en", "ja")]
    public void The_address_decides_then_the_header_then_Japanese(string query, string? accept, string code)
    {
        var language = PageLanguage.Of(Request(query, accept));

        Assert.Equal((code, query.Length > 0), (language.Value.Code, language.Value.IsChosen));
    }

    // What is no page is English unless Japanese is preferred.
    [Theory]
    [InlineData("", null, "en")]
    [InlineData("", "fr, *;q=0.5", "en")]
    [InlineData("", "en, ja;q=0.9", "en")]
    [InlineData("", "en, ja", "en")]
    [InlineData("", "ja;q=0", "en")]
    [InlineData("", "ja;q=x", "en")]
    [InlineData("", "zh-JA", "en")]
    [InlineData("", "ja", "ja, en")]
    [InlineData("", "JA-jp, en;q=0.9", "ja, en")]
    [InlineData("", "ja, en", "ja, en")]
    [InlineData("", "*, ja;q=0.9, en;q=0.8", "ja, en")]
    [InlineData("", "en;q=0, *", "ja, en")]
    [InlineData("?lang=ja", "en", "ja, en")]
    [InlineData("?lang=en", "ja", "en")]
    [InlineData("?lang=fr", "ja", "ja, en")]
    public void A_problem_is_told_in_Japanese_to_who_prefers_it(string query, string? accept, string languages) =>
        Assert.Equal(languages, ProblemWords.Of(Request(query, accept)).Languages);

    [Theory]
    [InlineData("?lang=fr")]
    [InlineData("?lang=")]
    [InlineData("?lang=ja&lang=en")]
    public void Another_language_is_refused(string query)
    {
        Assert.Equal("lang is ja or en.", PageLanguage.Of(Request(query, "en")).Problem?.Message);
        Assert.Equal("en", PageLanguage.OrDefault(Request(query, "en")).Code);
    }

    [Theory]
    [InlineData("/docs", "/docs?lang=en")]
    [InlineData("/?q=", "/?q=&lang=en")]
    [InlineData("/docs/data#plans.code", "/docs/data?lang=en#plans.code")]
    public void A_link_keeps_the_language(string path, string link) => Assert.Equal(link, Site.In(path, "en"));

    private static HttpRequest Request(string query, string? accept)
    {
        var request = new DefaultHttpContext().Request;
        request.QueryString = new QueryString(query);
        request.Headers.AcceptLanguage = accept;
        return request;
    }
}
