using Kawasaki.Domain.Access;
using Microsoft.AspNetCore.Http;

namespace Kawasaki.Api.OData.Changing;

/// <summary>A request that changes something, of a caller who may.</summary>
/// <param name="Http">The request.</param>
/// <param name="Url">What its URL means.</param>
/// <param name="Caller">Who asks; has the scope.</param>
internal sealed record WriteRequest(HttpContext Http, WriteUrl Url, Caller Caller);

/// <summary>A request whose changes are known.</summary>
/// <param name="Request">The request.</param>
/// <param name="Action">What is done.</param>
/// <param name="Body">Its body.</param>
/// <param name="Tree">The changes.</param>
internal sealed record WriteWork(WriteRequest Request, WriteAction Action, RequestBody Body, RowTree Tree)
{
    /// <summary>What the caller prefers to be answered.</summary>
    public WritePreferences Preferences { get; } = WritePreferences.Read(Request.Http.Request.Headers);
}
