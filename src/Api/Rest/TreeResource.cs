using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;
using Microsoft.AspNetCore.Http;

namespace Kawasaki.Api.Rest;

/// <summary>`GET /api/v1/tree?plan=ip3`: a plan with all its levels in one document.</summary>
internal sealed class TreeResource
{
    /// <summary>Its parameters.</summary>
    public static readonly IReadOnlyList<string> Parameters = ["plan", "at"];

    private readonly EntitySetModel plans;
    private readonly PublishedModel model;

    /// <summary>Answers from a model that has plans.</summary>
    /// <param name="model">The published model.</param>
    public TreeResource(PublishedModel model) => (this.model, plans) = (model, model.FindSet("plans") ?? throw new InvalidOperationException("The model publishes no plans."));

    /// <summary>The question.</summary>
    /// <param name="query">The parameters.</param>
    public Result<RestQuestion> Bind(IQueryCollection query)
    {
        var read = RestParameters.Read(query, Parameters, []);
        if (read is not { IsOk: true, Value: var parameters })
        {
            return read.Problem;
        }

        if (parameters.Find("plan") is not { Length: > 0 } code)
        {
            return new Problem(ErrorCode.BadLiteral, "plan is the code of a plan, such as ip3 or ar3.", "plan", $"{RestEndpoints.Root}/plans lists the plans.");
        }

        var row = new RowVariable("plan", plans.Type);
        var plan = RowParameters.At(ItemResource.Row(plans, code, row, new TreeShape(model, code).Of()), parameters.Find("at"));
        return plan.IsOk ? new RestQuestion("tree", plan.Value, TreeWriter.WriteAsync) { Missing = ItemResource.Missing(plans, code) } : plan.Problem;
    }
}
