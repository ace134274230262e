using Kawasaki.Domain.Errors;

namespace Kawasaki.Domain.Access;

/// <summary>A key of a machine, as it is stored: its secret is not in it.</summary>
/// <param name="Id">Public name of the key, part of its text.</param>
/// <param name="Name">Whose it is, as in audit and feed; several keys may share one name, so that a client can change over.</param>
/// <param name="Hash">SHA-256 of the key's text; 32 bytes.</param>
/// <param name="Scopes">What it may do, of <see cref="Access.Scopes"/>.</param>
/// <param name="Departments">Codes of the departments whose rows it may write; null for all.</param>
/// <param name="SourceSystems">Values of `sourceSystem` it may write under; null for any.</param>
/// <param name="ExpiresAt">From when on it is refused; null for never.</param>
/// <param name="RevokedAt">When it was revoked; null if it was not.</param>
public sealed record ApiKey(
    string Id,
    string Name,
    ReadOnlyMemory<byte> Hash,
    IReadOnlySet<string> Scopes,
    IReadOnlySet<string>? Departments,
    IReadOnlySet<string>? SourceSystems,
    DateTimeOffset? ExpiresAt,
    DateTimeOffset? RevokedAt = null);

/// <summary>The stored keys, as the service sees them.</summary>
public interface IApiKeys
{
    /// <summary>The key of that id, whatever its state.</summary>
    /// <param name="id">Public id.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <returns>Problems: <see cref="ErrorCode.UnknownKey"/>, and those of a database that is away.</returns>
    Task<Result<ApiKey>> FindAsync(string id, CancellationToken cancellationToken);

    /// <summary>Notes that a key was used now; stored later, at most once a minute.</summary>
    /// <param name="id">Public id of a key that exists.</param>
    void NoteUse(string id);
}
