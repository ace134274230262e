namespace Kawasaki.Domain.Access;

/// <summary>Who asks for a change: a machine known by its key or a token of an identity provider.</summary>
/// <param name="Name">Name in audit and feed, such as the key's name or the token's subject; at most 200 characters.</param>
/// <param name="Credential">Which credential: public id of the key or the token's `jti`; empty if the token has none.</param>
/// <param name="Scopes">What it may do, such as `statusReports.write`.</param>
/// <param name="Departments">Codes of the departments whose rows it may write; null for all.</param>
/// <param name="SourceSystems">Values of `sourceSystem` it may write under; null for any.</param>
/// <param name="RequestId">The request, as in the log and in `X-Request-Id`.</param>
public sealed record Caller(
    string Name,
    string Credential,
    IReadOnlySet<string> Scopes,
    IReadOnlySet<string>? Departments,
    IReadOnlySet<string>? SourceSystems,
    string RequestId);
