using Kawasaki.Api.OData.Parsing.Syntax;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;

namespace Kawasaki.Api.OData.Binding;

/// <summary>R2: binds a parsed request against the published model; the result is a question without any text of the URL in it.</summary>
internal sealed class RequestBinder(PublishedModel model, QueryLimits limits)
{
    /// <summary>The bound request, or the first problem found.</summary>
    /// <param name="syntax">The parsed request.</param>
    /// <param name="maxPageSize">Rows of a page that the caller prefers; null for the service's own size.</param>
    public Result<BoundRequest> Bind(ODataRequestSyntax syntax, int? maxPageSize)
    {
        var context = new BindContext(model, limits, syntax.Options.Aliases);
        return Bind(syntax, maxPageSize, context) is { } bound
            ? bound
            : context.Problem ?? throw new InvalidOperationException("A binder gave up without a problem.");
    }

    private BoundRequest? Bind(ODataRequestSyntax syntax, int? maxPageSize, BindContext context)
    {
        switch (syntax.Path.Segments)
        {
            case []:
                return Without<ServiceDocumentRequest>(syntax.Options, context);
            case [SystemSegment { Kind: SystemSegmentKind.Metadata }]:
                return Without<MetadataRequest>(syntax.Options, context);
        }

        var expressions = new ExpressionBinder(context);
        var paths = new ResourcePathBinder(context, expressions, new KeyBinder(context, new LiteralBinder(context)));
        if (paths.Bind(syntax.Path) is not { } target)
        {
            return null;
        }

        var scope = new RowScope(target.Rows.Rows, target.Rows.Rows);
        if (new RowQueryBinder(context, expressions).Bind(target.Rows, syntax.Options, scope, Use(target), depth: 0) is not { } query)
        {
            return null;
        }

        return new ReadRequest(Plan(target, query, maxPageSize), syntax.Options.SkipToken?.Value);
    }

    private static T? Without<T>(QueryOptionsSyntax options, BindContext context)
        where T : BoundRequest, new() =>
        OptionRules.Check(options, OptionUse.Nothing, isNested: false) is { } problem ? context.Fail<T>(problem) : new T();

    private ReadPlan Plan(BoundTarget target, RowQuery query, int? maxPageSize)
    {
        if (target.Property is { } property)
        {
            query = query with { Shape = target.Computed is { } computed ? new Shape([], [computed], [], IsEverything: false) : new Shape([property], [], [], IsEverything: false) };
        }

        if (query.Rows.Rows.Type.IsCombination)
        {
            query = query with { Shape = CrossjoinBinder.WithLinks(query.Shape, query.Rows.Rows) };
        }

        return new ReadPlan(
            target.Kind,
            query,
            query.Rows.Rows.Type.IsEntity ? target.Set : target.Set with { Type = query.Rows.Rows.Type },
            PageRows: target.IsCollection && target.Kind != ResultKind.Count ? Math.Min(maxPageSize ?? limits.PageRows, limits.MaxPageRows) : null,
            RequiredParent: target.Parent,
            Property: target.Property);
    }

    private static OptionUse Use(BoundTarget target) => (target.Kind, target.IsCollection) switch
    {
        (ResultKind.Rows, _) => OptionUse.Rows,
        (ResultKind.Row or ResultKind.OptionalRow, _) => OptionUse.Row,
        (ResultKind.References, true) => OptionUse.References,
        (ResultKind.References, false) => OptionUse.Reference,
        (ResultKind.Count, _) => OptionUse.Count,
        (ResultKind.Property or ResultKind.RawValue, _) => OptionUse.Nothing,
        _ => throw new InvalidOperationException($"No use for {target.Kind}."),
    };
}
