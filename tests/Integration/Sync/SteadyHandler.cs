using System.IO;
using System.Net;
using System.Net.Http;
using System.Text.Json;
using Xunit;

namespace Kawasaki.Tests.Integration.Sync;

/// <summary>Asks again, in the same words, until there is an answer: what a client does whose server may be away. Only for requests that may come twice.</summary>
internal sealed class SteadyHandler() : DelegatingHandler(new SocketsHttpHandler())
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(25);

    private int repeated;

    /// <summary>How often it had to ask again.</summary>
    public int Repeated => repeated;

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var pause = new PeriodicTimer(Pause);
        while (true)
        {
            if (await TryAsync(request, cancellationToken) is { } response)
            {
                Assert.True(response.StatusCode < HttpStatusCode.InternalServerError, $"{request.Method} {request.RequestUri}: {await response.Content.ReadAsStringAsync(cancellationToken)}");
                return response;
            }

            Interlocked.Increment(ref repeated);
            await pause.WaitForNextTickAsync(cancellationToken);
        }
    }

    // Null when nobody answered, or in the middle of an answer no more, or "try again later".
    private async Task<HttpResponseMessage?> TryAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        HttpResponseMessage? response = null;
        try
        {
            response = await base.SendAsync(request, cancellationToken);
            await response.Content.LoadIntoBufferAsync(cancellationToken);
            if (response.StatusCode is not HttpStatusCode.ServiceUnavailable && !await IsUnavailableInBatchAsync(request, response, cancellationToken))
            {
                return response;
            }
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            // the server was killed
        }

        response?.Dispose();
        return null;
    }

    // An answer to a batch is 200, whatever its requests came to; one group is done as a whole or not at all.
    private static async Task<bool> IsUnavailableInBatchAsync(HttpRequestMessage request, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (!request.RequestUri!.AbsolutePath.EndsWith("/$batch", StringComparison.Ordinal) || !response.IsSuccessStatusCode)
        {
            return false;
        }

        using var answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync(cancellationToken));
        return answer.RootElement.GetProperty("responses").EnumerateArray().All(r => r.GetProperty("status").GetInt32() == (int)HttpStatusCode.ServiceUnavailable);
    }
}
