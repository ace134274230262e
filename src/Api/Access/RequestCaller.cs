using Kawasaki.Domain.Access;
using Microsoft.AspNetCore.Http;

namespace Kawasaki.Api.Access;

/// <summary>Who sent a request.</summary>
internal static class RequestCaller
{
    private static readonly object Key = new();

    /// <summary>The caller whose credentials were found good; null for a request without any.</summary>
    /// <param name="context">The request.</param>
    public static Caller? Of(HttpContext context) => context.Items.TryGetValue(Key, out var found) ? found as Caller : null;

    /// <summary>Notes the caller.</summary>
    /// <param name="context">The request.</param>
    /// <param name="caller">Who sent it.</param>
    public static void Set(HttpContext context, Caller caller) => context.Items[Key] = caller;
}
