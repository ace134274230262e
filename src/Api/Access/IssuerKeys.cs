using System.Net.Http;
using System.Text.Json;
using Kawasaki.Domain.Errors;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Tokens;

namespace Kawasaki.Api.Access;

/// <summary>The issuer's public keys: fetched when first needed, again after an hour, and at once when a token names a key that is not among them.</summary>
/// <remarks>
/// So an issuer may change its keys at any time. Whatever tokens name, the issuer is asked once in ten seconds at most. While it is away its last keys
/// are believed for a day.
/// </remarks>
internal sealed class IssuerKeys(TokenOptions options, TimeProvider time, ILogger logger) : IDisposable
{
    private const int MaxBytes = 1_000_000;

    private static readonly TimeSpan FreshFor = TimeSpan.FromHours(1);
    private static readonly TimeSpan BelievedFor = TimeSpan.FromDays(1);
    private static readonly TimeSpan AskEvery = TimeSpan.FromSeconds(10);

    private readonly HttpClient http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false, // the address was checked, the one it leads to was not
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        ConnectTimeout = TimeSpan.FromSeconds(3),
    })
    {
        Timeout = TimeSpan.FromSeconds(5),
        MaxResponseContentBufferSize = MaxBytes,
    };

    private readonly SemaphoreSlim fetching = new(1);
    private Fetched? current;
    private long? askedAt;

    /// <summary>The keys a token may be signed with.</summary>
    /// <param name="keyId">`kid` of the token; null or empty if it has none, then every key is tried.</param>
    /// <param name="token">The caller's patience.</param>
    /// <returns>Empty when the issuer has no such key. Problems: <see cref="ErrorCode.IssuerUnavailable"/>.</returns>
    public async Task<Result<IReadOnlyList<SecurityKey>>> FindAsync(string? keyId, CancellationToken token)
    {
        var known = Volatile.Read(ref current);
        if (known is null || time.GetElapsedTime(known.At) >= FreshFor || !known.Has(keyId))
        {
            known = await RenewAsync(known, isNeeded: known?.Has(keyId) != true, token);
        }

        return known is null || time.GetElapsedTime(known.At) >= BelievedFor
            ? new Problem(ErrorCode.IssuerUnavailable, "Tokens cannot be checked at the moment: their issuer does not answer.", RetryAfter: AskEvery)
            : known.Of(keyId);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        http.Dispose();
        fetching.Dispose();
    }

    private async Task<Fetched?> RenewAsync(Fetched? known, bool isNeeded, CancellationToken token)
    {
        // An issuer that is slow makes one request wait for newer keys, not all.
        if (!await fetching.WaitAsync(isNeeded ? Timeout.InfiniteTimeSpan : TimeSpan.Zero, token))
        {
            return known;
        }

        try
        {
            if (current != known || (askedAt is { } last && time.GetElapsedTime(last) < AskEvery))
            {
                return current; // another request asked, now or a moment ago
            }

            await FetchAsync();
        }
        finally
        {
            fetching.Release();
        }

        return current;
    }

    // Without the caller's token: who leaves must not spoil the attempt for those who wait.
    private async Task FetchAsync()
    {
        var at = time.GetTimestamp();
        try
        {
            var keys = new JsonWebKeySet(await http.GetStringAsync(new Uri(options.KeySet ?? await DiscoverAsync()))).GetSigningKeys();
            if (keys.Count == 0)
            {
                throw new InvalidOperationException("The issuer's key set holds no key for signatures.");
            }

            Volatile.Write(ref current, new Fetched([.. keys], at));
            Log.IssuerKeysFetched(logger, keys.Count);
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException or JsonException or ArgumentException or InvalidOperationException or FormatException)
        {
            Log.IssuerUnavailable(logger, e.Message);
        }
        finally
        {
            askedAt = time.GetTimestamp();
        }
    }

    // Source: OpenID Connect Discovery 1.0, section 4: the document must name the issuer it was asked of.
    private async Task<string> DiscoverAsync()
    {
        using var document = JsonDocument.Parse(await http.GetStringAsync(new Uri($"{options.Issuer!.TrimEnd('/')}/.well-known/openid-configuration")));
        if (Text(document.RootElement, "issuer") != options.Issuer)
        {
            throw new InvalidOperationException("The issuer's configuration names another issuer.");
        }

        return Text(document.RootElement, "jwks_uri") is { } address && IssuerAddressAttribute.IsSafe(address)
            ? address
            : throw new InvalidOperationException("The issuer's configuration names no key set with an https address.");
    }

    private static string? Text(JsonElement document, string name) =>
        document.ValueKind == JsonValueKind.Object && document.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private sealed record Fetched(SecurityKey[] Keys, long At)
    {
        public bool Has(string? keyId) => string.IsNullOrEmpty(keyId) || Keys.Any(k => k.KeyId == keyId);

        public Result<IReadOnlyList<SecurityKey>> Of(string? keyId) => string.IsNullOrEmpty(keyId) ? Keys : Keys.Where(k => k.KeyId == keyId).ToArray();
    }
}
