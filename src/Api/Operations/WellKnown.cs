using System.Globalization;
using System.Text;
using Kawasaki.Api.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kawasaki.Api.Operations;

/// <summary>`/robots.txt`, and `/.well-known/security.txt` where the operator gave an address.</summary>
internal static class WellKnown
{
    // Pages, identifiers, guides and the catalogue are for everybody; a robot that follows every link of a question language does not end.
    private const string Robots = """
        User-agent: *
        Allow: /api/v1/catalog
        Allow: /api/v1/datasets
        Disallow: /odata/
        Disallow: /api/
        Disallow: /query

        """;

    private static readonly TimeSpan GoodFor = TimeSpan.FromDays(180);

    /// <summary>Maps both.</summary>
    /// <param name="routes">Where.</param>
    /// <param name="serving">Who operates the service, and its address.</param>
    /// <param name="time">The clock.</param>
    public static void MapWellKnown(this IEndpointRouteBuilder routes, Serving serving, TimeProvider time)
    {
        routes.MapMethods("/robots.txt", [HttpMethods.Get, HttpMethods.Head], context => SendAsync(context, Robots));
        if (serving.Parts.Publication.Contact is { } contact)
        {
            routes.MapMethods("/.well-known/security.txt", [HttpMethods.Get, HttpMethods.Head], context => SendAsync(context, Security(contact, serving.Options.BaseUrl, time.GetUtcNow())));
        }
    }

    /// <summary>Source: RFC 9116.</summary>
    private static string Security(Uri contact, Uri? address, DateTimeOffset now) => string.Create(
        CultureInfo.InvariantCulture,
        $"Contact: {contact.AbsoluteUri}\nExpires: {(now + GoodFor).UtcDateTime.Date:yyyy-MM-dd}T00:00:00Z\nPreferred-Languages: ja, en\n{(address is null ? "" : $"Canonical: {address.AbsoluteUri.TrimEnd('/')}/.well-known/security.txt\n")}");

    private static Task SendAsync(HttpContext context, string text)
    {
        context.Response.ContentType = "text/plain; charset=utf-8";
        context.Response.ContentLength = Encoding.UTF8.GetByteCount(text);
        context.Response.Headers.CacheControl = "public, max-age=86400";
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : context.Response.WriteAsync(text, context.RequestAborted);
    }
}
