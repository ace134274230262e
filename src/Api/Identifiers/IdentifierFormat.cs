using Kawasaki.Api.OData.Binding;
using Kawasaki.Api.Pages;
using Kawasaki.Domain.Errors;
using Microsoft.Extensions.Primitives;

namespace Kawasaki.Api.Identifiers;

/// <summary>A form in which a row is given.</summary>
/// <param name="Name">Its name in `format`.</param>
/// <param name="MediaType">Its media type.</param>
internal sealed record IdentifierFormat(string Name, string MediaType)
{
    /// <summary>What follows the name of a collection that is counted, in rows as the store writes them.</summary>
    public const string CountSuffix = "@odata.count";

    /// <summary>A page.</summary>
    public static IdentifierFormat Html { get; } = new("html", "text/html");

    /// <summary>Plain JSON.</summary>
    public static IdentifierFormat Json { get; } = new("json", "application/json");

    /// <summary>Linked data.</summary>
    public static IdentifierFormat JsonLd { get; } = new("jsonld", "application/ld+json");

    /// <summary>All of them, the usual one first.</summary>
    public static IReadOnlyList<IdentifierFormat> All { get; } = [Html, Json, JsonLd];

    /// <summary>The form asked for: by the parameter, else by `Accept`.</summary>
    /// <param name="parameter">The parameter; null for none.</param>
    /// <param name="accept">The header.</param>
    public static Result<IdentifierFormat> Choose(string? parameter, StringValues accept)
    {
        if (parameter is not null)
        {
            return All.FirstOrDefault(f => f.Name == parameter) is { } named ? named
                : new Problem(ErrorCode.BadLiteral, $"format is {string.Join(", ", All.Select(f => f.Name))}.", "format", BindContext.DidYouMean(parameter, All.Select(f => f.Name)));
        }

        return MediaChoice.Of(accept, [.. All.Select(f => f.MediaType)]) is { } type ? All.First(f => f.MediaType == type)
            : new Problem(ErrorCode.NotAcceptable, $"The answer can be {string.Join(" or ", All.Select(f => f.MediaType))}; none of that is accepted by the request.", "Accept");
    }
}
