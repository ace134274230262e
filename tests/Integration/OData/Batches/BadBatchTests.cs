using System.Net.Http;
using Kawasaki.Api.Hosting;
using Kawasaki.Api.OData.Batches;
using Kawasaki.Api.OData.Binding;
using Kawasaki.Infrastructure.Postgres.Mapping;
using Kawasaki.Infrastructure.Postgres.Query;
using Xunit;

namespace Kawasaki.Tests.Integration.OData.Batches;

/// <summary>A batch that cannot be read is refused as a whole, and the message names the place; limits hold.</summary>
public sealed class BadBatchTests(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    private const string Head = "--b\nContent-Type: application/http\n\n";

    /// <summary>Multipart batches and what is said of them.</summary>
    public static TheoryData<string, string> Multipart { get; } = new()
    {
        { "", "line 1: there is no line '--b', which begins a part." },
        { "nothing\n", "line 1: there is no line '--b', which begins a part." },
        { "--b\n", "line 2: the line '--b--', which ends the parts, is missing." },
        { Head + "GET plans HTTP/1.1\n\n\n--b", "line 7: the line '--b--', which ends the parts, is missing." },
        { "--b\nContent-Type: application/http\n--b--", "line 2: an empty line between the headers of the part and its content is expected." },
        { "--b\n\nGET plans HTTP/1.1\n--b--", "line 2: the part needs a Content-Type: application/http, or multipart/mixed for a change set." },
        { "--b\nContent-Type: text/plain\n\nGET plans HTTP/1.1\n--b--", "line 2: the part is of type application/http, or multipart/mixed for a change set." },
        { "--b\nContent-Type: x\n\nGET plans HTTP/1.1\n--b--", "line 2: Content-Type is given once, with a value of its kind." },
        { "--b\nContent-Type: application/http\nContent-Type: application/http\n\nGET plans HTTP/1.1\n--b--", "line 2: Content-Type is given once, with a value of its kind." },
        { "--b\nContent-Type: application/http\nContent-Transfer-Encoding: base64\n\nR0VU\n--b--", "line 2: the Content-Transfer-Encoding of a part is binary." },
        { "--b\nContent-Type\n\nGET plans HTTP/1.1\n--b--", "line 2: a header, 'Name: value', or an empty line is expected." },
        { "--b\nContent-Type: application/http\n folded\n\nGET plans HTTP/1.1\n--b--", "line 3: a header, 'Name: value', or an empty line is expected." },
        { "--b\nContent-Type: multipart/mixed\n\n--c--\n--b--", "line 2: the change set's Content-Type needs a boundary of at most 70 characters." },
        { "--b\nContent-Type: multipart/mixed; boundary=c\n\n--c\n--b--", "line 4: the line '--c--', which ends the parts, is missing." },
        { "--b\nContent-Type: multipart/mixed; boundary=c\n\n--c\nContent-Type: multipart/mixed; boundary=d\n\n--d--\n--c--\n--b--", "line 5: a part of a change set is of type application/http." },
        { "--b\nContent-Type: multipart/mixed; boundary=c\n\n--c\nContent-Type: application/http\n\nGET plans HTTP/1.1\n--c--\n--b--", "request 1: a group that succeeds or fails together holds changes only, GET stands outside of it." },
        { Head + "--b--", "line 3: an empty line between the headers of the part and its content is expected." },
        { Head + "\n\n\n--b--", "line 6: a request, 'GET plans HTTP/1.1', is expected." },
        { Head + "GET\n\n--b--", "line 4: a request, 'GET plans HTTP/1.1', is expected." },
        { Head + "GET  plans HTTP/1.1\n\n--b--", "line 4: a request, 'GET plans HTTP/1.1', is expected." },
        { Head + "GET plans?$filter=name eq 'x' HTTP/1.1\n\n--b--", "line 4: a request, 'GET plans HTTP/1.1', is expected." },
        { Head + "GET plans FTP/1.1\n\n--b--", "line 4: a request, 'GET plans HTTP/1.1', is expected." },
        { Head + "GET pla\0ns HTTP/1.1\n\n--b--", "line 4: a request, 'GET plans HTTP/1.1', is expected." },
        { Head + "HEAD plans HTTP/1.1\n\n--b--", "line 4: the method is one of GET, POST, PUT, PATCH, DELETE." },
        { Head + "get plans HTTP/1.1\n\n--b--", "line 4: the method is one of GET, POST, PUT, PATCH, DELETE." },
        { Head + "GET plans HTTP/1.1\nAuthorization: Bearer x\n\n--b--", "line 5: the header Authorization cannot stand in a request of a batch: credentials and connection are those of the batch." },
        { Head + "GET plans HTTP/1.1\nExpect: 100-continue\n\n--b--", "line 5: the header Expect cannot stand in a request of a batch: credentials and connection are those of the batch." },
        { Head + "GET plans HTTP/1.1\nTransfer-Encoding: chunked\n\n--b--", "line 5: the header Transfer-Encoding cannot stand in a request of a batch: credentials and connection are those of the batch." },
        { Head + "GET plans HTTP/1.1\nA b: c\n\n--b--", "line 5: the name of a header is made of letters, digits and '-'." },
        { Head + "GET plans HTTP/1.1\nA: \u0001\n\n--b--", "line 5: the value of the header A has a control character." },
        { Head + "GET plans HTTP/1.1\nAccept\n\n--b--", "line 5: a header, 'Name: value', or an empty line is expected." },
        { Head + "GET plans HTTP/1.1\n\nbody\n--b--", "request 1: GET has no body." },
        { Head + "POST plans/$query HTTP/1.1\nContent-Length: 5\n\nab\n--b--", "line 7: the body has 2 bytes, Content-Length says otherwise." },
        { Head + "POST plans/$query HTTP/1.1\nContent-Length: 1\n\nab\n--b--", "line 7: the body has 2 bytes, Content-Length says otherwise." },
        { Head + "POST plans/$query HTTP/1.1\nContent-Length: -1\n\nab\n--b--", "line 7: the body has 2 bytes, Content-Length says otherwise." },
        {
            "--b\nContent-Type: application/http\nContent-ID: 1\n\nGET plans HTTP/1.1\n\n--b\nContent-Type: application/http\nContent-ID: 1\n\nGET plans HTTP/1.1\n\n--b--",
            "The id of request 2, '1', was given before; each request and group has its own."
        },
        { "--b\nContent-Type: application/http\nContent-ID: a b\n\nGET plans HTTP/1.1\n\n--b--", "The id of request 1 is made of 1 to 100 letters, digits, '-', '.', '_' and '~'." },
    };

    /// <summary>JSON batches and what is said of them.</summary>
    public static TheoryData<string, string> Json { get; } = new()
    {
        { "", "line 1, byte 1: the batch is not JSON, or nests more than 64 levels, or has a name twice in one object." },
        { "{\"requests\":[\n{]}", "line 2, byte 2: the batch is not JSON, or nests more than 64 levels, or has a name twice in one object." },
        { "[]", "A batch is an object with the requests in the array \"requests\"." },
        { "{}", "A batch is an object with the requests in the array \"requests\"." },
        { """{"requests":{}}""", "A batch is an object with the requests in the array \"requests\"." },
        { """{"requests":[],"request":[]}""", "A batch has no member 'request'." },
        { """{"requests":[1]}""", "request 1: a request is an object." },
        { """{"requests":[{}]}""", "request 1: \"id\", \"method\" and \"url\" are texts that every request has." },
        { """{"requests":[{"id":1,"method":"get","url":"plans"}]}""", "request 1: \"id\", \"method\" and \"url\" are texts that every request has." },
        { """{"requests":[{"id":"1","method":"get","uri":"plans"}]}""", "request 1: there is no member 'uri'. Did you mean 'url'?" },
        { """{"requests":[{"id":"1","method":"head","url":"plans"}]}""", "request 1: the method is one of get, post, put, patch, delete, and the url has no control characters." },
        { """{"requests":[{"id":"1","method":"get","url":"pl\u0000ans"}]}""", "request 1: the method is one of get, post, put, patch, delete, and the url has no control characters." },
        { """{"requests":[{"id":"1","method":"get","url":""}]}""", "request 1: the method is one of get, post, put, patch, delete, and the url has no control characters." },
        { """{"requests":[{"id":"1","method":"get","url":"\ud800"}]}""", "A text or name in the batch holds half of a surrogate pair." },
        { """{"requests":[{"id":"1","method":"get","url":"plans","headers":[]}]}""", "request 1: \"headers\" is an object." },
        { """{"requests":[{"id":"1","method":"get","url":"plans","headers":{"accept":1}}]}""", "request 1: the value of the header accept is a text." },
        { """{"requests":[{"id":"1","method":"get","url":"plans","headers":{"accept":"a","Accept":"b"}}]}""", "request 1: the header Accept is given twice." },
        { """{"requests":[{"id":"1","method":"get","url":"plans","headers":{"authorization":"Bearer x"}}]}""", "request 1: the header authorization cannot stand in a request of a batch: credentials and connection are those of the batch." },
        { """{"requests":[{"id":"1","method":"get","url":"plans","headers":{"a":"\r\nb: c"}}]}""", "request 1: the value of the header a has a control character." },
        { """{"requests":[{"id":"1","method":"get","url":"plans","body":{}}]}""", "request 1 (id '1'): GET has no body." },
        { """{"requests":[{"id":"1","method":"post","url":"plans/$query","headers":{"content-type":"text/plain"},"body":{}}]}""", "request 1: a body that is not JSON is a text, in base64url where its type is not text." },
        { """{"requests":[{"id":"1","method":"post","url":"plans","headers":{"content-type":"image/png"},"body":"*"}]}""", "request 1: a body that is not JSON is a text, in base64url where its type is not text." },
        { """{"requests":[{"id":"1","method":"post","url":"plans","headers":{"content-type":"x"},"body":"*"}]}""", "request 1: the content-type is no media type." },
        { """{"requests":[{"id":"1","method":"get","url":"plans"},{"id":"1","method":"get","url":"plans"}]}""", "The id of request 2, '1', was given before; each request and group has its own." },
        { """{"requests":[{"id":"","method":"get","url":"plans"}]}""", "The id of request 1 is made of 1 to 100 letters, digits, '-', '.', '_' and '~'." },
        { """{"requests":[{"id":"1","method":"get","url":"plans","dependsOn":"1"}]}""", "request 1: \"atomicityGroup\" is a text, \"dependsOn\" an array of texts." },
        { """{"requests":[{"id":"1","method":"get","url":"plans","dependsOn":["1"]}]}""", "request 1 (id '1') depends on '1', which is no request or group before it." },
        { """{"requests":[{"id":"1","method":"get","url":"plans","dependsOn":["2"]},{"id":"2","method":"get","url":"plans"}]}""", "request 1 (id '1') depends on '2', which is no request or group before it." },
        { """{"requests":[{"id":"1","method":"get","url":"plans","atomicityGroup":1}]}""", "request 1: \"atomicityGroup\" is a text, \"dependsOn\" an array of texts." },
        { """{"requests":[{"id":"1","method":"get","url":"plans","atomicityGroup":"g"}]}""", "request 1 (id '1'): a group that succeeds or fails together holds changes only, GET stands outside of it." },
        {
            """{"requests":[{"id":"1","method":"delete","url":"x","atomicityGroup":"g"},{"id":"2","method":"get","url":"plans"},{"id":"3","method":"delete","url":"x","atomicityGroup":"g"}]}""",
            "The name of the atomicity group of request 3, 'g', was given before; each request and group has its own."
        },
        { """{"requests":[{"id":"g","method":"get","url":"plans"},{"id":"2","method":"delete","url":"x","atomicityGroup":"g"}]}""", "The name of the atomicity group of request 2, 'g', was given before; each request and group has its own." },
        { """{"requests":[{"id":"1","id":"2","method":"get","url":"plans"}]}""", "The batch is not JSON: a name stands twice in one object." },
    };

    [Theory]
    [MemberData(nameof(Multipart))]
    public async Task A_multipart_batch_that_cannot_be_read_is_refused(string body, string message)
    {
        foreach (var ends in (string[])["\n", "\r\n"])
        {
            using var response = await service.Client.SendAsync(BatchClient.Mixed, body.Replace("\n", ends, StringComparison.Ordinal));
            var problem = await response.ProblemAsync();
            Assert.Equal((400, "KWS117", message), (problem.Status, problem.Code, problem.Message));
        }
    }

    [Theory]
    [MemberData(nameof(Json))]
    public async Task A_json_batch_that_cannot_be_read_is_refused(string body, string message)
    {
        using var response = await service.Client.SendAsync("application/json", body);
        var problem = await response.ProblemAsync();

        Assert.Equal((400, "KWS117", message), (problem.Status, problem.Code, problem.Message));
    }

    [Theory]
    [InlineData("text/plain", null, 415, "KWS114")]
    [InlineData("multipart/form-data; boundary=b", null, 415, "KWS114")]
    [InlineData("multipart/mixed", null, 400, "KWS113")]
    [InlineData("multipart/mixed; boundary=\"\"", null, 400, "KWS113")]
    [InlineData(BatchClient.Mixed, "Accept: text/html", 406, "KWS109")]
    [InlineData(BatchClient.Mixed, "Accept: x;;", 400, "KWS113")]
    [InlineData(BatchClient.Mixed, "OData-Version: 3.0", 400, "KWS110")]
    [InlineData(BatchClient.Mixed, "OData-Isolation: snapshot", 412, "KWS408")]
    public async Task What_the_headers_ask_and_cannot_have_is_refused(string contentType, string? header, int status, string code)
    {
        using var response = await service.Client.SendAsync(contentType, BatchClient.Multipart("GET plans HTTP/1.1\n\n"), header is null ? [] : [(header.Split(": ")[0], header.Split(": ")[1])]);
        var problem = await response.ProblemAsync();

        Assert.Equal((status, code), (problem.Status, problem.Code));
    }

    [Fact]
    public async Task A_batch_takes_no_query_options()
    {
        using var content = new StringContent("{}");
        using var response = await service.Client.PostAsync(new Uri(service.Root + "$batch?$top=1"), content, TestContext.Current.CancellationToken);

        Assert.Equal("KWS103", (await response.ProblemAsync()).Code);
    }

    [Theory]
    [InlineData("$batch")]
    [InlineData("%24batch")]
    [InlineData("/odata/$batch")]
    public async Task A_batch_in_a_batch_is_refused(string url)
    {
        using var response = await service.Client.SendAsync("application/json", $$$"""{"requests":[{"id":"1","method":"post","url":"{{{url}}}","body":{"requests":[]}}]}""");
        var answer = Assert.Single(await response.AnswersAsync());

        Assert.Equal((400, "KWS117"), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task Limits_hold()
    {
        var model = PlanModel.Instance;
        var store = new PostgresReadStore(service.Database.Sources, model, TimeProvider.System);
        var limits = new BatchOptions { MaxRequests = 3, MaxBytes = 4_000, MaxPartBytes = 1_500, MaxAnswerBytes = 65_536 };
        await using var app = Server.Build(new ServerOptions { Port = 0 }, new ServerParts(model.Published, store, new Readiness(model.Published, store).CheckAsync, new QueryLimits()) { Batches = limits }, _ => { });
        await app.StartAsync(TestContext.Current.CancellationToken);
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
        var get = "GET plans/$count HTTP/1.1\n\n";
        var long4 = "POST plans/$query HTTP/1.1\nContent-Type: text/plain\n\n" + new string(' ', 1_600);

        foreach (var (type, body, status, code, message) in ((string, string, int, string, string)[])[
            (BatchClient.Mixed, BatchClient.Multipart(get, get, get, get), 400, "KWS105", "The batch has more than 3 requests. Send it as several batches."),
            ("application/json", """{"requests":[1,2,3,4]}""", 400, "KWS105", "The batch has more than 3 requests. Send it as several batches."),
            (BatchClient.Mixed, BatchClient.Multipart(get) + new string('x', 5_000), 413, "KWS115", "The batch has more than 4000 bytes. Send it as several batches."),
            (BatchClient.Mixed, BatchClient.Multipart(long4), 413, "KWS115", "The body of part 1 has more than 1500 bytes. Send it as several batches."),
            ("application/json", $$$"""{"requests":[{"id":"1","method":"post","url":"x","body":"{{{new string('x', 1_600)}}}"}]}""", 413, "KWS115", "The body of request 1 has more than 1500 bytes. Send it as several batches."),
        ])
        {
            using var response = await client.SendAsync(type, body);
            var problem = await response.ProblemAsync();
            Assert.Equal((status, code, message), (problem.Status, problem.Code, problem.Message));
        }

        using var large = await client.SendAsync("application/json", """{"requests":[{"id":"1","method":"get","url":"$metadata"},{"id":"2","method":"get","url":"plans/$count"},{"id":"3","method":"get","url":"plans?$format=csv"}]}""");
        var answers = await large.AnswersAsync();
        Assert.Equal([(400, "KWS105"), (200, null), (200, null)], answers.Select(a => (a.Status, a.Code)));
    }
}
