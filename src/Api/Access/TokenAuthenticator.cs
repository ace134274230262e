using System.Text.Json;
using Kawasaki.Domain.Access;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Kawasaki.Api.Access;

/// <summary>Finds out who sent an access token: a JWT of the one issuer, for this service, signed with one of its keys.</summary>
/// <remarks>Source: RFC 9068 (profile of access tokens), RFC 8725 (what to refuse).</remarks>
internal sealed class TokenAuthenticator : IDisposable
{
    // Above every token seen in practice; below what Kestrel takes as headers.
    private const int MaxLength = 16_384;

    // As long as a caller's name may be in audit and feed.
    private const int MaxName = 200;

    private readonly TokenOptions options;
    private readonly IssuerKeys keys;
    private readonly TokenValidationParameters rules;
    private readonly JsonWebTokenHandler handler = new() { MapInboundClaims = false, MaximumTokenSizeInBytes = MaxLength };

    public TokenAuthenticator(TokenOptions options, IssuerKeys keys)
    {
        (this.options, this.keys) = (options, keys);
        rules = new TokenValidationParameters
        {
            ValidIssuer = options.Issuer,
            ValidAudience = options.Audience,
            ValidTypes = TokenOptions.List(options.Types),
            // Signatures only: with a shared secret the public key would be one.
            ValidAlgorithms =
            [
                SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512,
                SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512,
                SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
            ],
            ClockSkew = TimeSpan.FromSeconds(30),
            RequireExpirationTime = true,
            RequireSignedTokens = true,
            ValidateIssuerSigningKey = true,
            LogValidationExceptions = false,
        };
    }

    /// <summary>Checks a token.</summary>
    /// <param name="text">What was sent.</param>
    /// <param name="requestId">The request.</param>
    /// <param name="token">The caller's patience.</param>
    public async ValueTask<Verdict> CheckAsync(string text, string requestId, CancellationToken token)
    {
        if (text.Length > MaxLength)
        {
            return Verdict.Refused("token too long", message: $"The token has more than {MaxLength} characters.");
        }

        if (Read(text) is not { } sent)
        {
            return Verdict.Refused("no token");
        }

        if (sent.TryGetHeaderValue<object>("crit", out _))
        {
            return Verdict.Refused("token with critical headers"); // RFC 7515, 4.1.11: who does not know them must refuse
        }

        var found = await keys.FindAsync(sent.Kid, token);
        if (!found.IsOk)
        {
            return Verdict.Unknown(found.Problem);
        }

        var rulesNow = rules.Clone();
        rulesNow.IssuerSigningKeys = found.Value;
        var result = await handler.ValidateTokenAsync(sent, rulesNow);
        return result switch
        {
            { IsValid: true } => Accept(sent, requestId),
            { Exception: SecurityTokenExpiredException } => Verdict.Refused("expired token", message: "The token has expired."),
            _ => Verdict.Refused(result.Exception.GetType().Name),
        };
    }

    /// <inheritdoc/>
    public void Dispose() => keys.Dispose();

    private JsonWebToken? Read(string text)
    {
        try
        {
            return handler.ReadJsonWebToken(text);
        }
        catch (Exception e) when (e is ArgumentException or SecurityTokenException or FormatException or JsonException)
        {
            return null;
        }
    }

    private Verdict Accept(JsonWebToken sent, string requestId)
    {
        if (!IsName(sent.Subject) || (sent.Id is { Length: > 0 } id && !IsName(id)))
        {
            return Verdict.Refused("token without a usable sub or jti");
        }

        return Verdict.Accepted(new Caller(sent.Subject, sent.Id ?? "", Scopes(sent), Listed(sent, options.DepartmentsClaim), Listed(sent, options.SourceSystemsClaim), requestId));
    }

    private static bool IsName(string? text) => text is { Length: > 0 and <= MaxName } && !text.Any(char.IsControl);

    private HashSet<string> Scopes(JsonWebToken sent)
    {
        var claims = TokenOptions.List(options.ScopeClaims);
        return [.. sent.Claims.Where(c => claims.Contains(c.Type, StringComparer.Ordinal)).SelectMany(c => c.Value.Split(' ', StringSplitOptions.RemoveEmptyEntries))];
    }

    // What a token does not say it does not allow.
    private static HashSet<string>? Listed(JsonWebToken sent, string claim)
    {
        var values = sent.Claims.Where(c => c.Type == claim).Select(c => c.Value).ToHashSet(StringComparer.Ordinal);
        return values.Contains("*") ? null : values;
    }
}
