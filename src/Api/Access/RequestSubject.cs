using Kawasaki.Domain.Access;
using Microsoft.AspNetCore.Http;

namespace Kawasaki.Api.Access;

/// <summary>What a path is about as far as its text tells: the first of its segments that names a set which needs a scope, and the key behind it.</summary>
/// <param name="Set">Name of the set as sent; null if the path names none.</param>
/// <param name="Key">What stands in the parentheses behind it; null for nothing.</param>
internal sealed record RequestSubject(string? Set, string? Key)
{
    private static readonly RequestSubject None = new(null, null);

    /// <summary>True when a path names a set that not everybody reads.</summary>
    /// <param name="path">The path, percent-decoded.</param>
    public static bool IsGuarded(PathString path) => Of(path).Set is { } set && Scopes.ToRead(set) is not null;

    /// <summary>What a path is about.</summary>
    /// <param name="path">The path, percent-decoded.</param>
    public static RequestSubject Of(PathString path)
    {
        var rest = (path.Value ?? "").AsSpan();
        while (rest.Length > 0)
        {
            var end = rest.IndexOf('/');
            var segment = end < 0 ? rest : rest[..end];
            var key = segment.IndexOf('(');
            var name = key < 0 ? segment : segment[..key];
            if (Scopes.IsGuardedOrWritten(name))
            {
                return new RequestSubject(name.ToString(), key < 0 ? null : segment[(key + 1)..].TrimEnd(')').Trim('\'').ToString());
            }

            rest = end < 0 ? [] : rest[(end + 1)..];
        }

        return None;
    }

    /// <summary>The scope that the request needs; null for none.</summary>
    /// <param name="isOpen">Whether it only reads what is public.</param>
    public string? Scope(bool isOpen) => Set is null ? null : Scopes.ToRead(Set) ?? (isOpen ? null : Scopes.ToWrite(Set));
}
