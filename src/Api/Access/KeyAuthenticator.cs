using Kawasaki.Domain.Access;
using Kawasaki.Domain.Errors;

namespace Kawasaki.Api.Access;

/// <summary>Finds out who sent an API key.</summary>
internal sealed class KeyAuthenticator(IApiKeys store, TimeProvider time)
{
    // Compared with when there is no such key, so that a known id and an unknown one take the same steps.
    private static readonly byte[] NoHash = new byte[32];

    private readonly KnownKeys keys = new(store, time);

    /// <summary>Checks a key.</summary>
    /// <param name="text">What was sent; begins with <see cref="ApiKeyText.Prefix"/>.</param>
    /// <param name="requestId">The request.</param>
    /// <param name="token">The caller's patience.</param>
    public async ValueTask<Verdict> CheckAsync(string text, string requestId, CancellationToken token)
    {
        if (ApiKeyText.IdOf(text) is not { } id)
        {
            return Verdict.Refused("no key");
        }

        var found = await keys.FindAsync(id, token);
        if (found.Problem is { Code: not ErrorCode.UnknownKey } problem)
        {
            return Verdict.Unknown(problem, id);
        }

        var isSame = ApiKeyText.Matches(text, found.Value is { } stored ? stored.Hash.Span : NoHash);
        if (found.Value is not { } key)
        {
            return Verdict.Refused("unknown key", id);
        }

        if (!isSame)
        {
            return Verdict.Refused("wrong secret", id);
        }

        if (key.RevokedAt is not null)
        {
            return Verdict.Refused("revoked key", id, "The key was revoked.");
        }

        if (key.ExpiresAt <= time.GetUtcNow())
        {
            return Verdict.Refused("expired key", id, "The key has expired.");
        }

        store.NoteUse(id);
        return Verdict.Accepted(new Caller(key.Name, id, key.Scopes, key.Departments, key.SourceSystems, requestId));
    }
}
