using System.Globalization;
using System.IO;
using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Authentication;

namespace Kawasaki.Infrastructure.Webhooks;

/// <summary>How an attempt ended.</summary>
/// <param name="Error">Why it failed, in words that tell nothing of other hosts; null when the receiver took it.</param>
/// <param name="IsGone">Whether the receiver wants nothing any more (410).</param>
internal sealed record SendOutcome(string? Error, bool IsGone = false)
{
    /// <summary>Taken.</summary>
    public static SendOutcome Taken { get; } = new((string?)null);
}

/// <summary>Sends deliveries over HTTP, to addresses that the guard allows and nowhere else.</summary>
/// <remarks>
/// The address is looked at on the socket about to connect: between a look-up of our own and another of the client's a name could change (DNS
/// rebinding). Redirects are not followed, proxies of the environment not used. Of an answer the status counts; its body is not read.
/// </remarks>
internal sealed class WebhookClient : IDisposable
{
    /// <summary>Value of `WebHook-Request-Origin`: in whose name deliveries are made.</summary>
    public const string Origin = "kawasaki-plan-api";

    private readonly AddressGuard guard;
    private readonly TimeSpan timeout;
    private readonly TimeProvider time;
    private readonly HttpMessageInvoker http;

    /// <summary>Sends by the operator's settings.</summary>
    public WebhookClient(AddressGuard guard, WebhookOptions options, TimeProvider time)
    {
        (this.guard, timeout, this.time) = (guard, options.Timeout, time);
        http = new HttpMessageInvoker(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.None,
            ActivityHeadersPropagator = null,
            ConnectCallback = ConnectAsync,
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
            MaxConnectionsPerServer = 8,
            MaxResponseHeadersLength = 16, // kilobytes
            MaxResponseDrainSize = 0,
        });
    }

    /// <inheritdoc/>
    public void Dispose() => http.Dispose();

    /// <summary>Asks a receiver whether it wants deliveries.</summary>
    /// <remarks>Source: CloudEvents HTTP webhooks 1.0.1, section 4: the receiver must name the origin in `WebHook-Allowed-Origin`.</remarks>
    /// <param name="url">The receiver.</param>
    /// <param name="secret">Key of the signature.</param>
    /// <param name="id">Name of the question.</param>
    public Task<SendOutcome> AskAsync(Uri url, byte[] secret, string id)
    {
        var request = Request(HttpMethod.Options, url, secret, id, []);
        request.Headers.Add("WebHook-Request-Origin", Origin);
        return SendAsync(request, answer =>
            answer.Headers.TryGetValues("WebHook-Allowed-Origin", out var origins) && origins.Any(o => o is "*" or Origin)
                ? null : $"The receiver does not answer OPTIONS with 'WebHook-Allowed-Origin: {Origin}'.");
    }

    /// <summary>Sends a delivery.</summary>
    /// <param name="url">The receiver.</param>
    /// <param name="secret">Key of the signature.</param>
    /// <param name="id">Name of the delivery, the same in every attempt.</param>
    /// <param name="contentType">Form of the body.</param>
    /// <param name="body">The events.</param>
    public Task<SendOutcome> SendAsync(Uri url, byte[] secret, string id, string contentType, byte[] body)
    {
        var request = Request(HttpMethod.Post, url, secret, id, body);
        request.Content = new ByteArrayContent(body) { Headers = { ContentType = MediaTypeHeaderValue.Parse(contentType) } };
        return SendAsync(request, _ => null);
    }

    private HttpRequestMessage Request(HttpMethod method, Uri url, byte[] secret, string id, byte[] body)
    {
        var timestamp = time.GetUtcNow().ToUnixTimeSeconds();
        var request = new HttpRequestMessage(method, url);
        request.Headers.Add("webhook-id", id);
        request.Headers.Add("webhook-timestamp", timestamp.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("webhook-signature", Signature.Of(secret, id, timestamp, body));
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue(Origin, "1.0"));
        return request;
    }

    private async Task<SendOutcome> SendAsync(HttpRequestMessage request, Func<HttpResponseMessage, string?> check)
    {
        using var late = new CancellationTokenSource(timeout, time);
        using (request)
        {
            try
            {
                using var answer = await http.SendAsync(request, late.Token).ConfigureAwait(false);
                return answer.StatusCode == HttpStatusCode.Gone ? new SendOutcome("The receiver answers 410.", IsGone: true)
                    : answer.IsSuccessStatusCode ? new SendOutcome(check(answer))
                    : new SendOutcome(string.Create(CultureInfo.InvariantCulture, $"The receiver answers {(int)answer.StatusCode}."));
            }
            catch (OperationCanceledException)
            {
                return new SendOutcome("The receiver does not answer in time.");
            }
            catch (Exception e) when (e is HttpRequestException or IOException)
            {
                return new SendOutcome(Why(e));
            }
        }
    }

    // Nothing of what stands at the other end: an error that told more would let callers look around in our network.
    private static string Why(Exception e) => (e.InnerException ?? e) switch
    {
        ForbiddenAddressException => "The name of the receiver leads to no address that deliveries are made to.",
        AuthenticationException => "The receiver has no valid certificate.",
        SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain } => "The name of the receiver is not known.",
        _ => "The receiver cannot be reached.",
    };

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var found = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, cancellationToken).ConfigureAwait(false);
        var addresses = found.Where(guard.Allows).ToArray();
        if (addresses.Length == 0)
        {
            throw new ForbiddenAddressException();
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, context.DnsEndPoint.Port, cancellationToken).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private sealed class ForbiddenAddressException : IOException;
}
