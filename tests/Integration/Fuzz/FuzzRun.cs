using System.Diagnostics;
using System.IO;
using System.IO.Compression;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;

namespace Kawasaki.Tests.Integration.Fuzz;

/// <summary>Sends the requests of a seed to a server and looks at every answer.</summary>
/// <param name="root">Service root, ending in a slash.</param>
/// <param name="requests">Makes the requests.</param>
/// <param name="judge">Looks at the answers.</param>
/// <param name="deadline">An answer that takes longer is a hang.</param>
/// <param name="workingSet">Reads the server's memory; null when it is not watched.</param>
internal sealed class FuzzRun(string root, IFuzzRequests requests, IFuzzJudge judge, TimeSpan deadline, Func<long>? workingSet) : IDisposable
{
    private const int Clients = 4; // fewer than streams may run at once: none of them may be told to come back
    private const int LookEvery = 100;

    private static readonly TimeSpan Long = TimeSpan.FromSeconds(2);

    private readonly HttpClient client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false, RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8 }) { Timeout = Timeout.InfiniteTimeSpan };

    /// <summary>Sends them.</summary>
    /// <param name="count">How many.</param>
    /// <param name="token">Ends the run.</param>
    public async Task<FuzzSummary> RunAsync(int count, CancellationToken token)
    {
        var summary = new FuzzSummary();
        var options = new ParallelOptions { MaxDegreeOfParallelism = Clients, CancellationToken = token };
        await Parallel.ForAsync(0, count, options, async (number, stop) =>
        {
            await AskAsync(summary, number, stop);
            if (number % LookEvery == 0 && workingSet is not null)
            {
                summary.Watch(workingSet());
            }
        });
        return summary;
    }

    /// <inheritdoc/>
    public void Dispose() => client.Dispose();

    private async Task AskAsync(FuzzSummary summary, int number, CancellationToken token)
    {
        var request = requests.Request(number);
        var started = Stopwatch.GetTimestamp();
        using var timer = CancellationTokenSource.CreateLinkedTokenSource(token);
        timer.CancelAfter(deadline);
        try
        {
            var answer = await AnswerAsync(request, timer.Token);
            var took = Stopwatch.GetElapsedTime(started);
            var (fault, code) = await judge.JudgeAsync(request, answer, other => AnswerAsync(other, timer.Token));
            summary.Add(code is null ? $"{answer.Status}" : $"{answer.Status} {code}", took);
            if (fault is not null)
            {
                summary.Findings.Enqueue($"#{number} {fault}: {request}");
            }
            else if (code == "KWS902")
            {
                summary.Slow.Enqueue($"#{number} {request}");
            }

            if (took > Long)
            {
                summary.Long.Enqueue($"#{number} {took.TotalSeconds:0.0} s {request}");
            }
        }
        catch (OperationCanceledException) when (!token.IsCancellationRequested)
        {
            summary.Add("hang", Stopwatch.GetElapsedTime(started));
            summary.Findings.Enqueue($"#{number} no answer within {deadline.TotalSeconds} s: {request}");
        }
        catch (Exception e) when (e is HttpRequestException or InvalidDataException)
        {
            summary.Add("broken", Stopwatch.GetElapsedTime(started));
            summary.Findings.Enqueue($"#{number} broken connection ({e.InnerException?.Message ?? e.Message}): {request}");
        }
    }

    private async Task<FuzzAnswer> AnswerAsync(FuzzRequest request, CancellationToken token)
    {
        using var response = await SendAsync(request, token);
        var headers = response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated).ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        return new FuzzAnswer((int)response.StatusCode, headers, Unpack(await response.Content.ReadAsByteArrayAsync(token), headers.GetValueOrDefault("Content-Encoding")));
    }

    // A server that refuses what is no HTTP closes the connection, perhaps while the next request is written to it: that one is sent once more.
    private async Task<HttpResponseMessage> SendAsync(FuzzRequest request, CancellationToken token)
    {
        for (var isSecond = false; ; isSecond = true)
        {
            using var message = Message(request);
            try
            {
                return await client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, token);
            }
            catch (HttpRequestException) when (!isSecond)
            {
                continue;
            }
        }
    }

    private static byte[] Unpack(byte[] body, string? coding)
    {
        using var packed = new MemoryStream(body);
        using Stream? decoder = coding switch
        {
            null => null,
            "br" => new BrotliStream(packed, CompressionMode.Decompress),
            "gzip" => new GZipStream(packed, CompressionMode.Decompress),
            _ => throw new InvalidDataException($"Nobody asked for the coding {coding}."),
        };
        if (decoder is null || body.Length == 0)
        {
            return body;
        }

        using var plain = new MemoryStream();
        decoder.CopyTo(plain);
        return plain.ToArray();
    }

    private HttpRequestMessage Message(FuzzRequest request)
    {
        // The target goes over the wire as it is: no normalisation of dots, slashes and percent signs.
        var message = new HttpRequestMessage(new HttpMethod(request.Method), new Uri(root + request.Target, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
        if (request.Body is not null)
        {
            message.Content = new StringContent(request.Body);
            message.Content.Headers.ContentType = null;
        }

        foreach (var (name, value) in request.Headers)
        {
            if (name == "Content-Type")
            {
                message.Content ??= new StringContent("");
                message.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(value);
            }
            else
            {
                message.Headers.TryAddWithoutValidation(name, value);
            }
        }

        return message;
    }
}
