using Kawasaki.Domain.Access;
using Kawasaki.Domain.Changes;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;

namespace Kawasaki.Api.OData.Changing;

/// <summary>Whether a caller may write rows of a set; what is refused to somebody known is kept in the audit entries.</summary>
/// <param name="store">Keeps refusals.</param>
internal sealed class WriteAuthority(IChangeStore store)
{
    /// <summary>The problem with a caller who may not; null if there is none.</summary>
    /// <param name="caller">Who asks; null for nobody known.</param>
    /// <param name="set">The set.</param>
    /// <param name="key">Key of the row; null where no row is named.</param>
    /// <param name="token">Ends the keeping.</param>
    public async Task<Problem?> CheckAsync(Caller? caller, EntitySetModel set, IReadOnlyList<Literal>? key, CancellationToken token)
    {
        var refused = Authority.RefuseScope(caller, Scopes.ToWrite(set.Name) ?? set.Name);
        return refused is null || caller is null ? refused : await KeepAsync(caller, set, key, refused, token);
    }

    /// <summary>Keeps a refusal.</summary>
    /// <param name="caller">Who asked.</param>
    /// <param name="set">The set.</param>
    /// <param name="key">Key of the row; null where no row is named.</param>
    /// <param name="refused">Why it was refused.</param>
    /// <param name="token">Ends the keeping.</param>
    /// <returns>The same; or the problem of a database that is away.</returns>
    public async Task<Problem> KeepAsync(Caller caller, EntitySetModel set, IReadOnlyList<Literal>? key, Problem refused, CancellationToken token) =>
        await store.NoteRefusalAsync(Refusal.Of(caller, set.Name, key, refused), token) ?? refused;
}
