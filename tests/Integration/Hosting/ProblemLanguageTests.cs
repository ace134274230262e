using System.Net;
using System.Net.Http;
using System.Text.Json;
using Kawasaki.Api.Operations;
using Kawasaki.Domain.Errors;
using Kawasaki.Tests.Integration.OData.Batches;
using Kawasaki.Tests.Integration.Operations;
using Xunit;

namespace Kawasaki.Tests.Integration.Hosting;

/// <summary>In what language the service tells what went wrong, over HTTP; and that nothing else depends on it.</summary>
public sealed class ProblemLanguageTests(PostgresFixture postgres)
{
    private const string Japanese = "ja-JP,ja;q=0.9,en;q=0.8";
    private const string Browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("api/v1/plan", 404, ErrorCode.UnknownResource)]
    [InlineData("api/v1/plans/no", 404, ErrorCode.NotFound)]
    [InlineData("api/v1/plans?nam=x", 400, ErrorCode.UnknownOption)]
    [InlineData("api/v1/plans?limit=x", 400, ErrorCode.BadLiteral)]
    [InlineData("id/plans/no?format=json", 404, ErrorCode.NotFound)]
    [InlineData("odata/plan", 404, ErrorCode.UnknownResource)]
    [InlineData("odata/plans?$filter=nam eq 1", 400, ErrorCode.UnknownProperty)]
    [InlineData("odata/plans?$filter=(", 400, ErrorCode.UrlSyntax)]
    [InlineData("odata/plans?$filter=code add 1 eq 2", 400, ErrorCode.TypeMismatch)]
    [InlineData("odata/plans?$format=xml", 406, ErrorCode.NotAcceptable)]
    [InlineData("odata/auditEntries", 401, ErrorCode.NoCredentials)]
    [InlineData("nowhere", 404, ErrorCode.UnknownResource)]
    public async Task A_problem_has_its_title_in_the_language_and_all_else_as_it_is(string url, int status, ErrorCode code)
    {
        await using var service = await StartAsync();
        var english = await ReadAsync(service, url, null);
        var japanese = await ReadAsync(service, url, Japanese);
        var again = await ReadAsync(service, url, "fr, en;q=0.5, ja;q=0.4");
        var title = ErrorTitle.Of(code);

        Assert.Equal((status, "en"), (english.Status, english.Languages));
        Assert.Equal((status, "ja, en"), (japanese.Status, japanese.Languages));
        Assert.Equal((status, "en"), (again.Status, again.Languages));
        Assert.Equal(english.Body, again.Body);
        Assert.NotEqual(english.Body, japanese.Body);
        Assert.Equal(english.Body, IsOData(url) || url == "nowhere" ? japanese.Body.Replace(title.Japanese + " ", "", StringComparison.Ordinal) : japanese.Body.Replace(title.Japanese, title.English, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_type_leads_to_the_page_that_explains_the_code()
    {
        await using var service = await StartAsync();
        using var answer = await service.GetAsync("api/v1/plans?nam=x");
        using var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Token));
        var type = problem.RootElement.GetProperty("type").GetString()!;

        Assert.Equal("/docs/errors#KWS103", type);
        using var page = await service.GetAsync(type[1..].Split('#')[0], ("Accept", Browser), ("Accept-Language", "ja"));
        Assert.Contains($"""<tr id="KWS103"><th scope="row" class="keep">KWS103</th><td>400</td><td>{ErrorTitle.Of(ErrorCode.UnknownOption).Japanese}</td></tr>""", await page.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Requests_of_a_batch_are_told_in_their_own_language_else_in_that_of_the_batch()
    {
        await using var service = await StartAsync();
        const string Requests = """
            {"requests":[
              {"id":"1","method":"get","url":"plan"},
              {"id":"2","method":"get","url":"plan","headers":{"accept-language":"en"}},
              {"id":"3","method":"get","url":"plans","dependsOn":["1"]},
              {"id":"4","method":"get","url":"plans","dependsOn":["1"],"headers":{"accept-language":"en"}},
              {"id":"5","method":"get","url":"plans"}]}
            """;
        using var answer = await service.Client.SendAsync("application/json", Requests, ("Accept-Language", Japanese), ("Prefer", "continue-on-error"));
        using var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Token));
        var answers = body.RootElement.GetProperty("responses").EnumerateArray().ToList();

        Assert.Equal([404, 404, 424, 424, 200], answers.Select(a => a.GetProperty("status").GetInt32()));
        Assert.Equal(["ja, en", "en", "ja, en", "en"], answers.Take(4).Select(a => a.GetProperty("headers").GetProperty("content-language").GetString()));
        Assert.StartsWith(ErrorTitle.Of(ErrorCode.UnknownResource).Japanese + " ", Message(answers[0]), StringComparison.Ordinal);
        Assert.StartsWith(ErrorTitle.Of(ErrorCode.FailedDependency).Japanese + " ", Message(answers[2]), StringComparison.Ordinal);
        Assert.All([Message(answers[1]), Message(answers[3])], m => Assert.True(m.All(char.IsAscii), m));
        Assert.False(answers[4].GetProperty("headers").TryGetProperty("content-language", out _));

        using var bad = await service.Client.SendAsync("application/json", "{", ("Accept-Language", Japanese));
        Assert.Contains(ErrorTitle.Of(ErrorCode.BadBatch).Japanese, await bad.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_that_asks_too_much_is_told_so_in_its_language_and_a_browser_in_a_page()
    {
        await using var service = await StartAsync(new RateOptions { Limit = 1 });
        using var asked = await service.GetAsync("odata/plans");
        var limited = ErrorTitle.Of(ErrorCode.TooManyRequests);

        foreach (var url in (string[])["odata/plans", "api/v1/plans", "id/plans/ip3", "docs", ""])
        {
            using var program = await service.GetAsync(url, ("Accept-Language", Japanese));
            Assert.Equal((HttpStatusCode.TooManyRequests, "ja, en"), (program.StatusCode, Languages(program)));
            Assert.Contains(limited.Japanese, await program.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
            Assert.EndsWith("json", program.Content.Headers.ContentType!.MediaType, StringComparison.Ordinal);

            foreach (var (language, code, title, wait) in new[] { (Japanese, "ja", limited.Japanese, "{0}秒ほど待ってから"), ("en-GB", "en", limited.English, "wait for about {0} second") })
            {
                using var browser = await service.GetAsync(url, ("Accept", Browser), ("Accept-Language", language));
                var page = await browser.Content.ReadAsStringAsync(Token);
                Assert.Equal((HttpStatusCode.TooManyRequests, "text/html", code), (browser.StatusCode, browser.Content.Headers.ContentType!.MediaType, Languages(browser)));
                Assert.Contains($"<p>{title}</p>", page, StringComparison.Ordinal);
                Assert.Contains(string.Format(System.Globalization.CultureInfo.InvariantCulture, wait, browser.Headers.RetryAfter!.Delta!.Value.TotalSeconds), page, StringComparison.Ordinal);
                Assert.Contains("href=\"/docs/errors#KWS123\"", page, StringComparison.Ordinal);
            }
        }

        using var head = await service.SendAsync(HttpMethod.Head, "odata/plans", ("Accept-Language", Japanese));
        Assert.Equal((HttpStatusCode.TooManyRequests, ""), (head.StatusCode, await head.Content.ReadAsStringAsync(Token)));
    }

    [Theory]
    [InlineData("odata/plans?$filter=nam eq 1", 400, "アドレスのパラメーターを確認してください。")]
    [InlineData("api/v1/plans/no", 404, "アドレスに誤りがないか確認してください。")]
    [InlineData("docs?lang=fr", 400, "アドレスのパラメーターを確認してください。")]
    [InlineData("odata/auditEntries", 401, "運用者にお問い合わせください。")]
    public async Task A_browser_is_shown_a_page_that_says_what_to_do(string url, int status, string advice)
    {
        await using var service = await StartAsync();
        using var answer = await service.GetAsync(url, ("Accept", Browser), ("Accept-Language", Japanese));
        var page = await answer.Content.ReadAsStringAsync(Token);

        Assert.Equal((status, "text/html"), ((int)answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
        Assert.Contains(advice, page, StringComparison.Ordinal);
        Assert.Contains(OperatedService.Header(answer, "X-Request-Id")!, page, StringComparison.Ordinal);
        Assert.Equal(url.StartsWith("docs", StringComparison.Ordinal), page.Contains("data-language=\"en\"", StringComparison.Ordinal)); // the addresses of data take no `lang`
    }

    [Fact]
    public async Task Good_answers_do_not_depend_on_the_language()
    {
        await using var service = await StartAsync();
        foreach (var url in (string[])["odata/plans", "api/v1/plans", "odata/$metadata"])
        {
            using var first = await service.GetAsync(url, ("Accept-Language", Japanese));
            using var kept = await service.GetAsync(url, ("Accept-Language", "en"));
            using var known = await service.GetAsync(url, ("Accept-Language", "en"), ("If-None-Match", first.Headers.ETag!.ToString()));

            Assert.Equal((200, 200, 304), ((int)first.StatusCode, (int)kept.StatusCode, (int)known.StatusCode));
            Assert.Equal(await first.Content.ReadAsByteArrayAsync(Token), await kept.Content.ReadAsByteArrayAsync(Token));
            Assert.All([first, kept, known], a => Assert.DoesNotContain("Accept-Language", a.Headers.Vary));
            Assert.All([first, kept, known], a => Assert.Null(Languages(a)));
        }
    }

    private async Task<OperatedService> StartAsync(RateOptions? rates = null) =>
        await OperatedService.StartAsync(await postgres.SharedAsync("service", ServiceFixture.FillAsync), parts => parts with { Rates = rates ?? parts.Rates });

    private static async Task<(int Status, string? Languages, string Body)> ReadAsync(OperatedService service, string url, string? language)
    {
        (string, string)[] headers = [("X-Request-Id", "r1"), .. language is null ? Array.Empty<(string, string)>() : [("Accept-Language", language)]];
        using var answer = await service.GetAsync(url, headers);
        Assert.Equal(("Accept, Accept-Language", "no-store"), (string.Join(", ", answer.Headers.Vary), answer.Headers.CacheControl!.ToString()));
        return ((int)answer.StatusCode, Languages(answer), await answer.Content.ReadAsStringAsync(Token));
    }

    private static string? Languages(HttpResponseMessage answer) => answer.Content.Headers.NonValidated.TryGetValues("Content-Language", out var values) ? values.ToString() : null;

    private static bool IsOData(string url) => url.StartsWith("odata/", StringComparison.Ordinal);

    private static string Message(JsonElement answer) => answer.GetProperty("body").GetProperty("error").GetProperty("message").GetString()!;
}
