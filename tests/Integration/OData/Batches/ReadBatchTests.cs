using System.Text.Json;
using Xunit;

namespace Kawasaki.Tests.Integration.OData.Batches;

/// <summary>Batches that only read, in both formats, over real HTTP; Microsoft.OData.Core reads the answers.</summary>
public sealed class ReadBatchTests(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Requests of every kind that reads, and the status of each.</summary>
    public static TheoryData<string, int> Requests { get; } = new()
    {
        { "plans", 200 },
        { "plans?$filter=code eq 'ip3'&$select=name", 200 },
        { "plans('ip3')", 200 },
        { "plans('ip3')/name", 200 },
        { "plans/$count", 200 },
        { "departments('citizens')/ward", 204 },
        { "$metadata", 200 },
        { "$metadata?$format=json", 200 },
        { "plans?$format=csv", 200 },
        { "plans?$format=xlsx", 200 },
        { "$crossjoin(plans,grades)", 200 },
        { "/odata/plans", 200 },
        { "http://localhost/odata/plans", 200 },
        { "/elsewhere", 404 },
        { "http://localhost/elsewhere", 404 },
        { "http://elsewhere.example/odata/plans", 400 },
        { "ftp://localhost/odata/plans", 404 },
        { "../health/live", 404 },
        { "plns", 404 },
        { "pl%00ans", 400 },
        { "plans?$filter=x", 400 },
        { "plans?$filter=geo.length(name) gt 1", 501 },
    };

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task A_request_is_answered_as_if_it_had_come_alone(string url, int status)
    {
        var encoded = url.Replace(" ", "%20", StringComparison.Ordinal);
        using var multipart = await service.Client.SendAsync(BatchClient.Mixed, BatchClient.Multipart($"GET {encoded} HTTP/1.1\n\n"));
        using var json = await service.Client.SendAsync("application/json", Json(("1", "get", url)));
        var (first, second) = (Assert.Single(await multipart.AnswersAsync()), Assert.Single(await json.AnswersAsync()));

        Assert.Equal((status, status), (first.Status, second.Status));
        Assert.Equal(("1", "1"), (first.Id, second.Id));
        if (status < 400 && !url.StartsWith('/') && !url.StartsWith("http", StringComparison.Ordinal))
        {
            using var alone = await service.SendAsync(url);
            Assert.Equal(alone.Headers.ETag?.ToString() ?? "", first.Headers.GetValueOrDefault("ETag", ""));
            Assert.Equal(alone.Content.Headers.ContentType?.ToString().Replace(" ", "", StringComparison.Ordinal) ?? "", first.Headers.GetValueOrDefault("Content-Type", ""));
            Assert.Equal(await alone.Content.ReadAsStringAsync(Token), first.Body);
        }
    }

    [Fact]
    public async Task Links_of_an_absolute_url_begin_with_its_host()
    {
        var root = service.Root.Replace("127.0.0.1", "localhost", StringComparison.Ordinal);
        using var response = await service.Client.SendAsync(BatchClient.Mixed, BatchClient.Multipart($"GET {root}plans HTTP/1.1\n\n"));

        Assert.Contains(root + "$metadata#plans", Assert.Single(await response.AnswersAsync()).Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("multipart/mixed", "multipart/mixed")]
    [InlineData("application/json", "application/json")]
    [InlineData("*/*", "multipart/mixed")]
    [InlineData("application/json;q=0.5, multipart/mixed;q=0.4", "application/json")]
    [InlineData(null, "multipart/mixed")]
    public async Task The_answer_has_the_form_asked_for(string? accept, string expected)
    {
        using var response = await service.Client.SendAsync(BatchClient.Mixed, BatchClient.Multipart("GET plans HTTP/1.1\n\n", "GET plans/$count HTTP/1.1\n\n"), accept is null ? [] : [("Accept", accept)]);

        Assert.Equal(expected, response.Content.Headers.ContentType?.MediaType);
        Assert.Equal([200, 200], (await response.AnswersAsync()).Select(a => a.Status));
    }

    [Fact]
    public async Task A_json_batch_may_be_answered_in_parts()
    {
        using var response = await service.Client.SendAsync("application/json", Json(("a", "get", "plans/$count"), ("b", "GET", "plans('ip3')/name")), ("Accept", "multipart/mixed"));

        Assert.Equal(["a", "b"], (await response.AnswersAsync()).Select(a => a.Id));
    }

    [Fact]
    public async Task Bodies_in_json_are_json_text_or_base64()
    {
        using var response = await service.Client.SendAsync("application/json", Json(("1", "get", "plans"), ("2", "get", "plans('ip3')/name/$value"), ("3", "get", "$metadata"), ("4", "get", "departments('citizens')/ward")));
        var answers = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Token)).RootElement.GetProperty("responses");

        Assert.Equal(2, answers[0].GetProperty("body").GetProperty("value").GetArrayLength());
        Assert.Contains("第3期実施計画", answers[1].GetProperty("body").GetString(), StringComparison.Ordinal);
        Assert.Equal("application/xml", answers[2].GetProperty("headers").GetProperty("content-type").GetString());
        Assert.StartsWith("<?xml", System.Text.Encoding.UTF8.GetString(System.Buffers.Text.Base64Url.DecodeFromChars(answers[2].GetProperty("body").GetString())), StringComparison.Ordinal);
        Assert.False(answers[3].TryGetProperty("body", out _));
    }

    [Fact]
    public async Task A_question_may_come_in_the_body()
    {
        const string Query = "$filter=code eq 'ip3'&$select=code";
        using var multipart = await service.Client.SendAsync(BatchClient.Mixed, BatchClient.Multipart($"POST plans/$query HTTP/1.1\nContent-Type: text/plain\nContent-Length: {Query.Length}\n\n{Query}\n"));
        using var json = await service.Client.SendAsync("application/json", $$$"""{"requests":[{"id":"q","method":"post","url":"/odata/plans/$query","headers":{"Content-Type":"text/plain"},"body":"{{{Query}}}"}]}""");

        Assert.EndsWith("""[{"code":"ip3"}]}""", Assert.Single(await multipart.AnswersAsync()).Body, StringComparison.Ordinal);
        Assert.EndsWith("""[{"code":"ip3"}]}""", Assert.Single(await json.AnswersAsync()).Body.Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_multipart_batch_ends_at_the_first_error_unless_it_is_to_go_on()
    {
        var body = BatchClient.Multipart("GET plans/$count HTTP/1.1\n\n", "GET plns HTTP/1.1\n\n", "GET plans/$count HTTP/1.1\n\n");
        foreach (var (preference, expected, applied) in ((string, int[], string)[])[("respond-async", [200, 404], ""), ("odata.continue-on-error=false", [200, 404], "odata.continue-on-error=false"), ("respond-async, continue-on-error", [200, 404, 200], "odata.continue-on-error=true")])
        {
            using var response = await service.Client.SendAsync(BatchClient.Mixed, body, ("Prefer", preference));
            Assert.Equal(expected, (await response.AnswersAsync()).Select(a => a.Status));
            Assert.Equal(applied, response.Headers.TryGetValues("Preference-Applied", out var values) ? values.Single() : "");
        }
    }

    [Fact]
    public async Task A_json_batch_goes_on_after_an_error_unless_it_is_to_end()
    {
        var body = Json(("1", "get", "plns"), ("2", "get", "plans/$count"));
        foreach (var (preference, expected) in ((string, int[])[])[("respond-async", [404, 200]), ("continue-on-error=false", [404]), ("odata.continue-on-error", [404, 200])])
        {
            using var response = await service.Client.SendAsync("application/json", body, ("Prefer", preference));
            Assert.Equal(expected, (await response.AnswersAsync()).Select(a => a.Status));
        }
    }

    [Theory]
    [InlineData("not $bad/$succeeded", 200)]
    [InlineData("$bad/$succeeded or $plan/$succeeded", 200)]
    [InlineData("$plan/code eq 'ip3' and $plan/firstFiscalYear gt 2000", 200)]
    [InlineData("$plan/code in ('ip1','ip2')", 424)]
    [InlineData("$list/value/0/code eq 'ar3'", 200)]
    [InlineData("$list/@odata.count gt 1", 200)]
    [InlineData("$plan/name eq null", 424)]
    [InlineData("$task/page eq null", 200)]
    [InlineData("$task/page gt 5", 424)]
    [InlineData("not ($task/page gt 5)", 200)]
    [InlineData("$bad/error/code eq 'KWS201'", 200)]
    [InlineData("'$plan/code' eq '$plan/code'", 200)]
    [InlineData("length($plan/code) eq 3", 424)]
    [InlineData("$plan/code", 424)]
    [InlineData("$plan/nothing eq 1", 400)]
    [InlineData("$plan eq 1", 400)]
    [InlineData("$later/code eq 1", 400)]
    [InlineData("$plan/code eq", 400)]
    public async Task A_condition_decides_whether_a_request_is_executed(string condition, int status)
    {
        var body = $$"""
            {"requests":[
              {"id":"bad","method":"get","url":"plns"},
              {"id":"plan","method":"get","url":"plans('ip3')"},
              {"id":"list","method":"get","url":"plans?$orderby=code&$top=1&$count=true"},
              {"id":"task","method":"get","url":"reformTasks('ar3-1-2-4')"},
              {"id":"x","dependsOn":["bad"],"method":"get","url":"plans/$count","if":{{System.Text.Json.JsonSerializer.Serialize(condition)}}},
              {"id":"later","method":"get","url":"plans"}
            ]}
            """;
        using var response = await service.Client.SendAsync("application/json", body);
        var answers = await response.AnswersAsync();

        Assert.Equal(status, answers[4].Status);
    }

    [Theory]
    [InlineData("reformTasks?$filter=itemCode eq $1/itemCode&$select=code", 200)]
    [InlineData("reformTasks?$filter=itemCode%20eq%20$1/itemCode%20and%20line%20ge%20$1/line&$select=code", 200)]
    [InlineData("$entity?$id=$1&$select=code", 200)]
    [InlineData("$1?$select=code&$expand=actions($filter=reformTaskCode eq $1/code;$select=code)", 200)]
    [InlineData("reformTasks/$count?$filter=name eq '$1/name'", 200)]
    [InlineData("reformTasks?$filter=itemCode eq $1/nothing", 400)]
    [InlineData("reformTasks?$filter=itemCode eq $1", 400)]
    [InlineData("reformTasks?$filter=itemCode eq $2/code", 400)]
    [InlineData("reformTasks?$filter=itemCode eq $0/code", 424)]
    public async Task A_value_of_an_answer_stands_in_the_query_of_another(string url, int status)
    {
        var body = $$"""
            {"requests":[
              {"id":"0","method":"get","url":"plns"},
              {"id":"1","method":"get","url":"reformTasks('ar3-1-2-4')"},
              {"id":"x","dependsOn":["1"],"method":"get","url":{{System.Text.Json.JsonSerializer.Serialize(url)}}}
            ]}
            """;
        using var response = await service.Client.SendAsync("application/json", body);
        var answers = await response.AnswersAsync();

        Assert.True(status == answers[2].Status, answers[2].ToString());
        if (status == 200)
        {
            Assert.Equal(url.Contains("'$1/name'", StringComparison.Ordinal) ? "0" : null, url.Contains("/$count", StringComparison.Ordinal) ? answers[2].Body.Trim() : null);
            Assert.Equal(!url.Contains("/$count", StringComparison.Ordinal), answers[2].Body.Contains("ar3-1-2-4", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task What_depends_on_a_failure_is_not_executed()
    {
        const string Body =
            """
            {"requests":[
              {"id":"a","method":"get","url":"plns"},
              {"id":"b","method":"get","url":"plans","dependsOn":["a"]},
              {"id":"c","method":"get","url":"plans","dependsOn":["b"]},
              {"id":"d","method":"get","url":"plans","dependsOn":[]},
              {"id":"e","method":"get","url":"plans","dependsOn":["d"]},
              {"id":"f","method":"get","url":"plans","dependsOn":["d"],"if":"$d/$succeeded"},
              {"id":"g","method":"get","url":"plans","dependsOn":["d"],"if":"not $d/$succeeded"}
            ]}
            """;
        using var response = await service.Client.SendAsync("application/json", Body);
        var answers = await response.AnswersAsync();

        Assert.Equal([404, 424, 424, 200, 200, 200, 424], answers.Select(a => a.Status));
        Assert.Equal("KWS119", answers[1].Code);
    }

    [Fact]
    public async Task A_reference_stands_for_the_row_that_a_request_returned()
    {
        using var response = await service.Client.SendAsync(
            BatchClient.Mixed,
            BatchClient.Multipart("GET plans('ip3') HTTP/1.1\n\n", "GET $1/name HTTP/1.1\n\n", "GET $2/$value HTTP/1.1\n\n", "GET $1/projects/$count HTTP/1.1\n\n", "GET plans('ip3') HTTP/1.1\nIf-None-Match: $1\n\n"));
        var answers = await response.AnswersAsync();

        Assert.Equal([200, 200, 200, 200, 304], answers.Select(a => a.Status));
        using var alone = await service.SendAsync("plans('ip3')/name/$value");
        Assert.Equal(await alone.Content.ReadAsStringAsync(Token), answers[2].Body);
    }

    [Theory]
    [InlineData("$9/name", 400, "KWS117")]
    [InlineData("$1/name", 424, "KWS119")]
    [InlineData("$metadata", 200, null)]
    public async Task A_reference_to_nothing_is_refused(string url, int status, string? code)
    {
        using var response = await service.Client.SendAsync("application/json", Json(("1", "get", "plns"), ("metadata", "get", "plans('ip3')"), ("3", "get", url)));
        var answer = (await response.AnswersAsync())[2];

        Assert.Equal((status, code), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task Headers_of_the_batch_hold_for_requests_that_do_not_say_otherwise()
    {
        using var response = await service.Client.SendAsync(
            BatchClient.Mixed, BatchClient.Multipart("GET plans HTTP/1.1\n\n", "GET plans HTTP/1.1\nOData-MaxVersion: 4.0\nAccept: application/json;odata.metadata=none\n\n"), ("OData-MaxVersion", "4.01"));
        var answers = await response.AnswersAsync();

        Assert.Equal("4.01", response.Headers.GetValues("OData-Version").Single());
        Assert.Equal(["4.01", "4.0"], answers.Select(a => a.Headers["OData-Version"]));
        Assert.DoesNotContain("context", answers[1].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_request_has_an_id_that_begins_with_that_of_the_batch()
    {
        using var response = await service.Client.SendAsync(BatchClient.Mixed, BatchClient.Multipart("GET plans HTTP/1.1\n\n", "GET plns HTTP/1.1\nX-Request-Id: mine\n\n"), ("X-Request-Id", "screen-7"));
        var answers = await response.AnswersAsync();

        Assert.Equal(["screen-7.1", "screen-7.2"], answers.Select(a => a.Headers["X-Request-Id"]));
        Assert.Contains("screen-7.2", answers[1].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_batch_is_compressed_as_a_whole()
    {
        using var response = await service.Client.SendAsync(BatchClient.Mixed, BatchClient.Multipart("GET observations HTTP/1.1\nAccept-Encoding: br\n\n"), ("Accept-Encoding", "gzip"));

        Assert.Equal(["gzip"], response.Content.Headers.ContentEncoding);
        await using var plain = new System.IO.Compression.GZipStream(await response.Content.ReadAsStreamAsync(Token), System.IO.Compression.CompressionMode.Decompress);
        using var text = new System.IO.StreamReader(plain);
        Assert.Contains("@odata.context", await text.ReadToEndAsync(Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_batch_has_an_empty_answer()
    {
        using var multipart = await service.Client.SendAsync(BatchClient.Mixed, "--b--");
        using var json = await service.Client.SendAsync("application/json", """{"requests":[]}""");

        Assert.Empty(await multipart.AnswersAsync());
        Assert.Empty(await json.AnswersAsync());
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public async Task Lines_end_in_either_way_and_what_stands_around_is_passed_over(string end)
    {
        var body = "preamble\n\n--bb\n--b \nContent-Type: application/http\nContent-Transfer-Encoding: binary\n\n\nGET plans/$count\nHost: localhost\n--b\t\ncontent-type: Application/HTTP; msgtype=request\n\nGET plans('ip3')/name HTTP/1.1\naccept: application/json\n\n\n\n--b--\nepilogue\n--b\nnothing".ReplaceLineEndings(end);
        using var response = await service.Client.SendAsync("multipart/mixed;boundary=\"b\"", body);

        Assert.Equal([200, 200], (await response.AnswersAsync()).Select(a => a.Status));
    }

    [Fact]
    public async Task Get_is_no_way_to_send_a_batch()
    {
        using var response = await service.SendAsync("$batch");

        Assert.Equal((405, "POST"), ((int)response.StatusCode, response.Content.Headers.Allow.Single()));
    }

    private static string Json(params (string Id, string Method, string Url)[] requests) =>
        JsonSerializer.Serialize(new { requests = requests.Select(r => new { id = r.Id, method = r.Method, url = r.Url }) });
}
