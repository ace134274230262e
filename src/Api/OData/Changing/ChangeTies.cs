using Kawasaki.Domain.Changes;
using Kawasaki.Domain.Errors;
using Microsoft.AspNetCore.Http;

namespace Kawasaki.Api.OData.Changing;

/// <summary>What ties a change to others of its batch; a request that came alone has none.</summary>
/// <param name="Store">Makes the change, perhaps together with others; null where it is made alone.</param>
/// <param name="Resolve">A URL with the address of the row in place of a reference to the request that made it.</param>
internal sealed record ChangeTies(IChangeStore? Store, Func<string, Result<string>> Resolve)
{
    /// <summary>The ties of a request; null for none.</summary>
    /// <param name="http">The request.</param>
    public static ChangeTies? Of(HttpContext http) => http.Features.Get<ChangeTies>();
}
