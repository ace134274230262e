using Kawasaki.Domain.Access;

namespace Kawasaki.Api.Access;

/// <summary>Finds out who sent a request: by its API key or by its access token.</summary>
/// <param name="keys">Checks keys; null where there are none.</param>
/// <param name="tokens">Checks tokens; null where no issuer is set.</param>
internal sealed class Authenticator(KeyAuthenticator? keys, TokenAuthenticator? tokens) : IDisposable
{
    /// <summary>Checks credentials.</summary>
    /// <param name="text">Key or token.</param>
    /// <param name="requestId">The request.</param>
    /// <param name="token">The caller's patience.</param>
    public async ValueTask<Verdict> CheckAsync(string text, string requestId, CancellationToken token) =>
        text.StartsWith(ApiKeyText.Prefix, StringComparison.Ordinal)
            ? keys is null ? Verdict.Refused("no keys here") : await keys.CheckAsync(text, requestId, token)
            : tokens is null ? Verdict.Refused("no issuer is set") : await tokens.CheckAsync(text, requestId, token);

    /// <inheritdoc/>
    public void Dispose() => tokens?.Dispose();
}
