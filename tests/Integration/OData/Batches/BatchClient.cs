using System.IO;
using System.Net;
using System.Net.Http;
using System.Text;
using System.Text.Json;
using Kawasaki.Tests.Integration.OData.Writes;
using Microsoft.OData;
using Xunit;

namespace Kawasaki.Tests.Integration.OData.Batches;

/// <summary>Sends batches as text, and reads their answers with Microsoft.OData.Core.</summary>
internal static class BatchClient
{
    /// <summary>The boundary of the multipart batches of the tests.</summary>
    public const string Mixed = "multipart/mixed; boundary=b";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Sends a batch.</summary>
    public static async Task<HttpResponseMessage> SendAsync(this HttpClient client, string contentType, string body, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/odata/$batch", UriKind.Relative)) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await client.SendAsync(request, Token);
    }

    /// <summary>Multipart text of requests, each its head and body; with line ends as on the wire.</summary>
    public static string Multipart(params string[] requests) =>
        string.Concat(requests.Select((r, i) => $"--b\r\nContent-Type: application/http\r\nContent-ID: {i + 1}\r\n\r\n{r.ReplaceLineEndings("\r\n")}\r\n")) + "--b--\r\n";

    /// <summary>Multipart text of one change set.</summary>
    public static string ChangeSet(params string[] requests) =>
        "--b\r\nContent-Type: multipart/mixed; boundary=c\r\n\r\n"
        + string.Concat(requests.Select((r, i) => $"--c\r\nContent-Type: application/http\r\nContent-ID: {i + 1}\r\n\r\n{r.ReplaceLineEndings("\r\n")}\r\n")) + "--c--\r\n--b--\r\n";

    /// <summary>The answers in the answer to a batch, as Core finds them.</summary>
    public static async Task<IReadOnlyList<Answered>> AnswersAsync(this HttpResponseMessage response)
    {
        var body = await response.Content.ReadAsByteArrayAsync(Token);
        Assert.True(response.IsSuccessStatusCode, $"{(int)response.StatusCode} {Encoding.UTF8.GetString(body)}");
        return await AnswersAsync(body, response.Content.Headers.ContentType!.ToString(), response.Headers.GetValues("OData-Version").Single());
    }

    /// <summary>The answers in the answer to a batch, as Core finds them.</summary>
    public static async Task<IReadOnlyList<Answered>> AnswersAsync(this Written answer)
    {
        Assert.True(answer.Status == HttpStatusCode.OK, $"{answer.Status} {answer.Body}");
        return await AnswersAsync(Encoding.UTF8.GetBytes(answer.Body), answer.Headers["Content-Type"], answer.Headers["OData-Version"]);
    }

    private static async Task<IReadOnlyList<Answered>> AnswersAsync(byte[] body, string contentType, string version)
    {
        if (contentType != "application/json")
        {
            return await ByCoreAsync(body, contentType, version);
        }

        // Core 7.7.2 takes the error of one request for one of the whole answer, and reads neither an empty array nor CSDL in it.
        var read = ByText(body);
        if (read.Count > 0 && read.All(a => a.Status < 400 && !a.Body.Contains("$EntityContainer", StringComparison.Ordinal)))
        {
            Assert.Equal(read.Select(a => (a.Id, a.Status, a.IsInGroup)), (await ByCoreAsync(body, contentType, version)).Select(a => (a.Id, a.Status, a.IsInGroup)));
        }

        return read;
    }

    private static List<Answered> ByText(byte[] body) =>
    [
        .. JsonDocument.Parse(body).RootElement.GetProperty("responses").EnumerateArray().Select(r => new Answered(
            r.GetProperty("id").GetString(),
            r.GetProperty("status").GetInt32(),
            r.GetProperty("headers").EnumerateObject().ToDictionary(h => h.Name, h => h.Value.GetString()!, StringComparer.OrdinalIgnoreCase),
            r.TryGetProperty("body", out var text) ? text.ValueKind == JsonValueKind.String ? text.GetString()! : text.GetRawText() : "",
            r.TryGetProperty("atomicityGroup", out _))),
    ];

    private static async Task<List<Answered>> ByCoreAsync(byte[] body, string contentType, string version)
    {
        var message = new BatchMessage(body, contentType, version);
        using var reader = new ODataMessageReader(message, new ODataMessageReaderSettings { Version = ODataVersion.V401, MaxProtocolVersion = ODataVersion.V401 });
        var (batch, answers, group) = (reader.CreateODataBatchReader(), new List<Answered>(), 0);
        while (batch.Read())
        {
            switch (batch.State)
            {
                case ODataBatchReaderState.ChangesetStart:
                    group++;
                    break;
                case ODataBatchReaderState.ChangesetEnd:
                    group = -group;
                    break;
                case ODataBatchReaderState.Operation:
                    var operation = batch.CreateOperationResponseMessage();
                    using (var stream = operation.GetStream())
                    using (var text = new StreamReader(stream, Encoding.UTF8))
                    {
                        answers.Add(new Answered(operation.ContentId, operation.StatusCode, operation.Headers.ToDictionary(h => h.Key, h => h.Value, StringComparer.OrdinalIgnoreCase), await text.ReadToEndAsync(Token), group > 0));
                    }

                    break;
            }
        }

        return answers;
    }

    /// <summary>Status, code and message of a batch that is refused as a whole.</summary>
    public static async Task<(int Status, string? Code, string? Message, string? Target)> ProblemAsync(this HttpResponseMessage response)
    {
        var body = await response.Content.ReadAsStringAsync(Token);
        if (response.IsSuccessStatusCode)
        {
            return ((int)response.StatusCode, null, body, null);
        }

        var error = JsonDocument.Parse(body).RootElement.GetProperty("error");
        return ((int)response.StatusCode, error.GetProperty("code").GetString(), error.GetProperty("message").GetString(), error.TryGetProperty("target", out var target) ? target.GetString() : null);
    }

    private sealed class BatchMessage(byte[] body, string contentType, string version) : IODataResponseMessageAsync, IODataResponseMessage
    {
        private readonly Dictionary<string, string> headers = new(StringComparer.OrdinalIgnoreCase) { ["Content-Type"] = contentType, ["OData-Version"] = version };

        public IEnumerable<KeyValuePair<string, string>> Headers => headers;

        public int StatusCode { get; set; } = 200;

        public string GetHeader(string headerName) => headers.GetValueOrDefault(headerName) ?? "";

        public void SetHeader(string headerName, string headerValue) => headers[headerName] = headerValue;

        public Stream GetStream() => new MemoryStream(body);

        public Task<Stream> GetStreamAsync() => Task.FromResult(GetStream());
    }
}

/// <summary>The answer to one request, as Core reads it.</summary>
internal sealed record Answered(string? Id, int Status, IReadOnlyDictionary<string, string> Headers, string Body, bool IsInGroup)
{
    /// <summary>The error's code; null for an answer without error.</summary>
    public string? Code => Status < 400 ? null : JsonDocument.Parse(Body).RootElement.GetProperty("error").GetProperty("code").GetString();
}
