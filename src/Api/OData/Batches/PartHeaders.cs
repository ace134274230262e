using System.Buffers;
using Microsoft.Net.Http.Headers;

namespace Kawasaki.Api.OData.Batches;

/// <summary>What the headers of a request in a batch may be.</summary>
/// <remarks>
/// Source: OData Protocol 4.01, section 11.7.7.1. Headers about the connection are disallowed, as the section permits. The credentials of the batch itself may be repeated:
/// OpenUI5 does so in every request, and they say nothing new.
/// </remarks>
/// <param name="credentials">`Authorization` of the batch; empty without one.</param>
internal sealed class PartHeaders(string credentials)
{
    private static readonly SearchValues<char> TokenCharacters =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    private static readonly HashSet<string> Forbidden = new(StringComparer.OrdinalIgnoreCase)
    {
        HeaderNames.Authorization, HeaderNames.ProxyAuthorization, HeaderNames.WWWAuthenticate, HeaderNames.ProxyAuthenticate, HeaderNames.Cookie,
        HeaderNames.Expect, HeaderNames.From, HeaderNames.MaxForwards, HeaderNames.Range, HeaderNames.TE, HeaderNames.TransferEncoding,
        HeaderNames.Upgrade, HeaderNames.Connection,
    };

    /// <summary>The problem with a header; null without one.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">Its value.</param>
    public string? Refuse(string name, string value) =>
        name.Length == 0 || name.AsSpan().ContainsAnyExcept(TokenCharacters) ? "the name of a header is made of letters, digits and '-'"
        : value.Any(char.IsControl) ? $"the value of the header {name} has a control character"
        : name.Equals(HeaderNames.Authorization, StringComparison.OrdinalIgnoreCase) && credentials.Length > 0 && value == credentials ? null
        : Forbidden.Contains(name) ? $"the header {name} cannot stand in a request of a batch: credentials and connection are those of the batch"
        : null;
}
