using Kawasaki.Domain.Errors;

namespace Kawasaki.Domain.Access;

/// <summary>What a caller may do: the rules, wherever they are asked.</summary>
public static class Authority
{
    /// <summary>What a caller is told who shows no credentials where they are needed.</summary>
    public static Problem NoCredentials { get; } = new(
        ErrorCode.NoCredentials, "This needs credentials: an API key or an access token, sent as 'Authorization: Bearer ...'.", "Authorization");

    /// <summary>The problem with a caller who wants what a scope allows; null if there is none.</summary>
    /// <param name="caller">Who asks; null for nobody known.</param>
    /// <param name="scope">The scope, of <see cref="Scopes"/>.</param>
    public static Problem? RefuseScope(Caller? caller, string scope) =>
        caller is null ? NoCredentials
        : caller.Scopes.Contains(scope) ? null
        : new Problem(ErrorCode.ScopeMissing, $"The credentials do not have the scope {scope}.", scope);

    /// <summary>The problem with a caller who writes under the name of a source system; null if there is none.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="sourceSystem">Value of `sourceSystem` of the row, before or after the change.</param>
    public static Problem? RefuseSourceSystem(Caller caller, string sourceSystem)
    {
        ArgumentNullException.ThrowIfNull(caller);
        return caller.SourceSystems?.Contains(sourceSystem) != false
            ? null
            : new Problem(ErrorCode.RowNotAllowed, $"The credentials may not write rows of the source system '{sourceSystem}'.", "sourceSystem");
    }

    /// <summary>Whether a caller may write a row about something.</summary>
    /// <remarks>A row about several things, or moved from one to another, needs this for each of them: see <see cref="RowSubject"/>.</remarks>
    /// <param name="caller">Who asks.</param>
    /// <param name="departments">Codes of the departments whose business the thing is; empty for one that belongs to none.</param>
    public static bool MayWriteAbout(Caller caller, IEnumerable<string> departments)
    {
        ArgumentNullException.ThrowIfNull(caller);
        return caller.Departments is not { } own || departments.Any(own.Contains);
    }
}
