using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Settings;

namespace Kawasaki.Api.Access;

/// <summary>Whose access tokens are taken, and what their claims are called.</summary>
internal sealed record TokenOptions
{
    /// <summary>Issuer of access tokens, exactly as in their `iss`; without it only API keys are taken.</summary>
    /// <value>None.</value>
    [Setting("KAWASAKI_TOKEN_ISSUER")]
    [IssuerAddress]
    public string? Issuer { get; init; }

    /// <summary>Name of this service at the issuer, as in `aud`; needed with an issuer.</summary>
    /// <value>None.</value>
    [Setting("KAWASAKI_TOKEN_AUDIENCE")]
    public string? Audience { get; init; }

    /// <summary>Address of the issuer's key set (JWKS); without it `.well-known/openid-configuration` of the issuer names it.</summary>
    /// <value>None.</value>
    [Setting("KAWASAKI_TOKEN_JWKS")]
    [IssuerAddress]
    public string? KeySet { get; init; }

    /// <summary>Values of `typ` that are access tokens, separated by semicolons; many issuers write `JWT`.</summary>
    /// <value>at+jwt;application/at+jwt, as RFC 9068 has it: an ID token is none.</value>
    [Setting("KAWASAKI_TOKEN_TYPES")]
    public string Types { get; init; } = "at+jwt;application/at+jwt";

    /// <summary>Claims that hold scopes, separated by semicolons; where applications have roles, add `roles`.</summary>
    /// <value>scope;scp.</value>
    [Setting("KAWASAKI_TOKEN_SCOPE_CLAIMS")]
    public string ScopeClaims { get; init; } = "scope;scp";

    /// <summary>Claim that holds the codes of the departments whose rows may be written; `*` in it is all, without it none.</summary>
    /// <value>departments.</value>
    [Setting("KAWASAKI_TOKEN_DEPARTMENTS_CLAIM")]
    public string DepartmentsClaim { get; init; } = "departments";

    /// <summary>Claim that holds the source systems that may be written under; `*` in it is any, without it none. `azp` or `client_id` makes it the client itself.</summary>
    /// <value>source_systems.</value>
    [Setting("KAWASAKI_TOKEN_SOURCE_SYSTEMS_CLAIM")]
    public string SourceSystemsClaim { get; init; } = "source_systems";

    /// <summary>The members of a setting that lists several.</summary>
    /// <param name="setting">Its text.</param>
    public static string[] List(string setting) => setting.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>The problem with these settings together; null if there is none.</summary>
    public Problem? Check() => (Issuer, Audience) switch
    {
        (not null, null) => new(ErrorCode.BadSetting, "KAWASAKI_TOKEN_ISSUER is set, so KAWASAKI_TOKEN_AUDIENCE must be: tokens for other services would be taken.", "KAWASAKI_TOKEN_AUDIENCE"),
        (null, not null) => new(ErrorCode.BadSetting, "KAWASAKI_TOKEN_AUDIENCE is set without KAWASAKI_TOKEN_ISSUER: no token would be taken.", "KAWASAKI_TOKEN_ISSUER"),
        _ => null,
    };
}
