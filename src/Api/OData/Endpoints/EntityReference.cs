using Kawasaki.Api.OData.Binding;
using Kawasaki.Api.OData.Parsing;
using Kawasaki.Api.OData.Parsing.Syntax;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;

namespace Kawasaki.Api.OData.Endpoints;

/// <summary>`$entity?$id=...`: a row by its id, which becomes the request that the id's path is.</summary>
/// <remarks>Source: OData URL Conventions 4.01, section 4.4; an id is the canonical URL of the row.</remarks>
internal static class EntityReference
{
    /// <summary>The request with the id's path in place of `$entity`; any other request as it is.</summary>
    /// <param name="request">The request.</param>
    /// <param name="root">Service root, ending in a slash.</param>
    /// <param name="model">The published model, for hints.</param>
    public static Result<ODataRequestSyntax> Resolve(ODataRequestSyntax request, string root, PublishedModel model)
    {
        if (!IsReference(request))
        {
            return request;
        }

        if (request.Options.Id is not { } id)
        {
            return new Problem(ErrorCode.UrlSyntax, "$entity needs the id of a row.", "$id", Example(model));
        }

        var text = id.Value;
        var relative = text.StartsWith(root, StringComparison.OrdinalIgnoreCase) ? text[root.Length..]
            : text.StartsWith(RequestTarget.Root + "/", StringComparison.OrdinalIgnoreCase) ? text[(RequestTarget.Root.Length + 1)..]
            : text;
        if (relative.Contains("://", StringComparison.Ordinal))
        {
            return new Problem(ErrorCode.UnknownResource, "The id is not one of this service.", "$id", Example(model));
        }

        var parsed = UrlParser.ParseRelative(relative, ParseLimits.Default);
        if (!parsed.IsOk)
        {
            return parsed.Problem with { Target = "$id" };
        }

        return parsed.Value is { Path.Segments: [NamedSegment, ..] path, Options: var options } && options == QueryOptionsSyntax.None
            ? request with { Path = request.Path with { Segments = [.. path, .. request.Path.Segments.Skip(1)] }, Options = request.Options with { Id = null } }
            : NotARow(model);
    }

    /// <summary>The problem when what the id led to is no row.</summary>
    /// <param name="request">The request before <see cref="Resolve"/>.</param>
    /// <param name="bound">What it was bound to.</param>
    /// <param name="model">The published model, for hints.</param>
    public static Problem? Check(ODataRequestSyntax request, BoundRequest bound, PublishedModel model) =>
        IsReference(request) && bound is not ReadRequest { Plan.Result: ResultKind.Row } ? NotARow(model) : null;

    private static Problem NotARow(PublishedModel model) => new(ErrorCode.UrlSyntax, "The id does not identify one row.", "$id", Example(model));

    private static string Example(PublishedModel model) => $"Write it as $entity?$id={KeyExample.Of(model)}.";

    private static bool IsReference(ODataRequestSyntax request) => request.Path.Segments is [SystemSegment { Kind: SystemSegmentKind.Entity }, ..];
}
