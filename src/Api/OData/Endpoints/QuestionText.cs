using Kawasaki.Api.OData.Binding;
using Kawasaki.Api.OData.Parsing.Syntax;

namespace Kawasaki.Api.OData.Endpoints;

/// <summary>What was asked, for the log: names of the model and of options, no value of the request.</summary>
internal static class QuestionText
{
    /// <summary>Such as `plans Rows $filter $orderby`.</summary>
    public static string Of(BoundRequest request, ODataRequestSyntax syntax) => request switch
    {
        ServiceDocumentRequest => "service document",
        MetadataRequest => "$metadata",
        ReadRequest read => $"{read.Plan.Set.Name} {read.Plan.Result}{Options(syntax.Options)}",
        _ => throw new InvalidOperationException($"{request.GetType().Name} is no known request."),
    };

    private static string Options(QueryOptionsSyntax options) =>
        Name(options.Apply, " $apply") + Name(options.Compute, " $compute") + Name(options.Filter, " $filter") + Name(options.OrderBy, " $orderby") + Name(options.Select, " $select")
        + Name(options.Expand, " $expand") + Name(options.Count, " $count") + Name(options.Top, " $top") + Name(options.Skip, " $skip")
        + Name(options.SkipToken, " $skiptoken") + Name(options.DeltaToken, " $deltatoken") + Name(options.At, " $at");

    private static string Name(SyntaxNode? option, string name) => option is null ? "" : name;
}
