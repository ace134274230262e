using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;
using Xunit;

namespace Kawasaki.Tests.Integration.Sync;

/// <summary>A change as a city system sends it, as often as it likes: its name makes it one.</summary>
/// <param name="Method">HTTP method.</param>
/// <param name="Url">Below the service root.</param>
/// <param name="Name">Its `Idempotency-Key`.</param>
/// <param name="Body">JSON; null for none.</param>
/// <param name="Tag">The state it changes, for `If-Match`; null where the body says so or there is none.</param>
internal sealed record SyncRequest(string Method, string Url, string Name, string? Body, string? Tag)
{
    /// <summary>Sends it.</summary>
    /// <returns>The answer, which must be a success.</returns>
    public async Task<SyncAnswer> SendAsync(HttpClient client)
    {
        using var request = new HttpRequestMessage(new HttpMethod(Method), "odata/" + Url);
        request.Headers.TryAddWithoutValidation("Idempotency-Key", Name);
        if (Tag is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", Tag);
        }

        if (Body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(Body));
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, $"{Name}: {Method} {Url} If-Match: {Tag}\n{Body}\n{(int)response.StatusCode} {text}");
        var isReplay = response.Headers.TryGetValues("Idempotent-Replayed", out var values) && values.Single() == "true";
        return new SyncAnswer((int)response.StatusCode, response.Headers.ETag?.ToString(), text, isReplay);
    }
}

/// <summary>What came of a change.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Tag">State of the row afterwards; null where none was told.</param>
/// <param name="Body">The body.</param>
/// <param name="IsReplay">Whether it had happened before.</param>
internal sealed record SyncAnswer(int Status, string? Tag, string Body, bool IsReplay);
