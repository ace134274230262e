using Kawasaki.Domain.Changes;
using Kawasaki.Domain.Errors;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Kawasaki.Api.OData.Changing;

/// <summary>Reads `If-Match` and `If-None-Match`.</summary>
/// <remarks>Source: RFC 9110, section 13.1; OData Protocol 4.01, section 8.2.4. A weak tag matches no row: two states could share it.</remarks>
internal static class Preconditions
{
    /// <summary>The condition of a request.</summary>
    /// <param name="headers">Its headers.</param>
    /// <param name="otherwise">The condition without headers.</param>
    public static Result<Precondition> Read(IHeaderDictionary headers, Precondition otherwise)
    {
        var (match, noneMatch) = (headers.IfMatch, headers.IfNoneMatch);
        if (match.Count > 0 && noneMatch.Count > 0)
        {
            return new Problem(ErrorCode.BadHeader, "If-Match and If-None-Match cannot both hold.", "If-None-Match");
        }

        if (noneMatch.Count > 0)
        {
            return noneMatch.ToString().Trim() == "*" ? Precondition.MustNotExist
                : new Problem(ErrorCode.BadHeader, "If-None-Match of a change is '*': the row must not exist.", "If-None-Match");
        }

        if (match.Count == 0)
        {
            return otherwise;
        }

        if (match.ToString().Trim() == "*")
        {
            return Precondition.MustExist;
        }

        return EntityTagHeaderValue.TryParseStrictList([.. match.Select(m => m ?? "")], out var tags)
            ? Precondition.OneOf([.. tags.Where(t => !t.IsWeak).Select(t => RevisionTag.Read(t.Tag.ToString())).OfType<long>()])
            : new Problem(ErrorCode.BadHeader, "If-Match is a list of ETags in double quotes, or '*'.", "If-Match");
    }
}
