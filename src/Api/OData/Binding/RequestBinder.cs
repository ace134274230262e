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
    /// <param name="slots">Learns which literals are exchangeable; null when nobody asks.</param>
    /// <param name="faults">Learns what may fail when it is computed; null when nobody asks.</param>
    public Result<BoundRequest> Bind(ODataRequestSyntax syntax, int? maxPageSize, LiteralSlots? slots = null, FaultPlaces? faults = null)
    {
        var context = new BindContext(model, limits, syntax.Options.Aliases, slots) { At = syntax.Options.At, Faults = faults };
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

        var queries = new RowQueryBinder(context, expressions);
        var query = target.Rows is AllRows all ? new AllBinder(context, expressions, queries).Bind(all.Rows, syntax.Options, Use(target))
            : target.Property is null ? queries.Bind(target.Rows, syntax.Options, new RowScope(target.Rows.Rows, target.Rows.Rows), Use(target), depth: 0)
            : new PropertyQueryBinder(queries).Bind(target, target.Property, syntax.Options);
        if (query is not null && CrossjoinCondition.Refuse(query.Rows) is { } tooMuch)
        {
            return context.Fail<BoundRequest>(tooMuch);
        }

        Expression? at = null;
        return query is null || (context.At is { } moment && (at = new MomentBinder(context, expressions).Bind(moment)) is null) ? null
            : new ReadRequest(Plan(target, query, maxPageSize) with { At = at, DependsOnClock = context.UsesClock }, syntax.Options.SkipToken?.Value);
    }

    private static T? Without<T>(QueryOptionsSyntax options, BindContext context)
        where T : BoundRequest, new() =>
        OptionRules.Check(options, OptionUse.Nothing, isNested: false) is { } problem ? context.Fail<T>(problem)
        : options.At is not null ? context.Fail<T>(new Problem(ErrorCode.UrlSyntax, "$at has no meaning for this resource.", "$at"))
        : new T();

    private ReadPlan Plan(BoundTarget target, RowQuery query, int? maxPageSize)
    {
        if (query.Rows.Rows.Type.IsCombination)
        {
            query = query with { Shape = CrossjoinBinder.WithLinks(query.Shape, query.Rows.Rows) };
        }

        return new ReadPlan(
            target.Kind,
            query,
            query.Rows.Rows.Type.IsEntity ? target.Set : target.Set.Holding(query.Rows.Rows.Type),
            PageRows: target.IsCollection && target.Kind != ResultKind.Count ? Math.Min(maxPageSize ?? limits.PageRows, limits.MaxPageRows) : null,
            RequiredParent: target.Parent,
            Property: target.Property,
            PropertyPath: target.Path);
    }

    private static OptionUse Use(BoundTarget target) => (target.Kind, target.IsCollection) switch
    {
        (ResultKind.Rows, _) => OptionUse.Rows,
        (ResultKind.Row or ResultKind.OptionalRow, _) => OptionUse.Row,
        (ResultKind.References, true) => OptionUse.References,
        (ResultKind.References, false) => OptionUse.Reference,
        (ResultKind.Count, _) => OptionUse.Count,
        _ => throw new InvalidOperationException($"No use for {target.Kind}."),
    };
}
