using Kawasaki.Api.OData.Binding;
using Kawasaki.Api.OData.Writing;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;
using Microsoft.AspNetCore.Http;

namespace Kawasaki.Api.Rest;

/// <summary>`GET /api/v1/{set}/{code}`: one row.</summary>
internal sealed class ItemResource(PublishedModel model)
{
    /// <summary>Its parameters.</summary>
    public static readonly IReadOnlyList<string> Parameters = ["fields", "at"];

    /// <summary>The question.</summary>
    /// <param name="set">The set asked.</param>
    /// <param name="code">Key of the row.</param>
    /// <param name="query">The parameters.</param>
    public Result<RestQuestion> Bind(EntitySetModel set, string code, IQueryCollection query)
    {
        var parameters = RestParameters.Read(query, Parameters, []);
        if (!parameters.IsOk)
        {
            return parameters.Problem;
        }

        var shape = RowParameters.Shape(set.Type, parameters.Value.Find("fields"));
        var plan = shape.IsOk ? RowParameters.At(Row(set, code, shape.Value), parameters.Value.Find("at")) : shape.Problem;
        return !plan.IsOk ? plan.Problem
            : new RestQuestion($"{set.Name} item", plan.Value, (cursor, output, token) => WriteAsync(plan.Value, cursor, output, token)) { Missing = Missing(set, code) };
    }

    /// <summary>The question for one row.</summary>
    /// <param name="set">Its set.</param>
    /// <param name="code">Its key.</param>
    /// <param name="shape">What is written of it.</param>
    public static ReadPlan Row(EntitySetModel set, string code, Shape shape) => Row(set, code, new RowVariable("it", set.Type), shape);

    /// <summary>The question for one row that its shape names.</summary>
    /// <param name="set">Its set.</param>
    /// <param name="code">Its key.</param>
    /// <param name="row">The row.</param>
    /// <param name="shape">What is written of it.</param>
    public static ReadPlan Row(EntitySetModel set, string code, RowVariable row, Shape shape)
    {
        var key = new PropertyValue(new VariableRow(row), set.Type.Key[0]);
        var condition = new Binary(BinaryOperator.Equal, key, new Literal(code, key.Type), TypeReference.Of(PrimitiveKind.Boolean, isNullable: false));
        return new ReadPlan(ResultKind.Row, new RowQuery(new FilteredRows(new SetRows(set, row), condition), [new OrderTerm(key, Descending: false)], null, null, WithCount: false, shape), set, PageRows: null);
    }

    /// <summary>What is said of a row that is not there.</summary>
    public static string Missing(EntitySetModel set, string code) => $"There is no '{LiteralBinder.Shorten(code)}' in {set.Name}.";

    private async Task<Result<int>> WriteAsync(ReadPlan plan, ReadCursor cursor, PageBuffer output, CancellationToken token)
    {
        var writer = new RowWriter(plan, cursor.Layout, RestRows.Format, model, "", context: null);
        return await RestRows.EachAsync(cursor, output, row => writer.Write(output, row), token);
    }
}
