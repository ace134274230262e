using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;

namespace Kawasaki.Api.Datasets;

/// <summary>The question for a whole set: every row and every property, in the order of the key.</summary>
internal static class DatasetPlan
{
    /// <summary>The question as of now.</summary>
    /// <param name="set">The set.</param>
    /// <param name="rows">Its rows.</param>
    public static ReadPlan Whole(EntitySetModel set, RowSource rows)
    {
        OrderTerm[] order = [.. set.Type.Key.Select(k => new OrderTerm(new PropertyValue(new VariableRow(rows.Rows), k), Descending: false))];
        return new ReadPlan(ResultKind.Rows, new RowQuery(rows, order, null, null, WithCount: false, new Shape(set.Type.Properties, [], [], IsEverything: true)), set, PageRows: null);
    }

    /// <summary>A question as of a state of the data: all files that are asked so fit together, however long they take.</summary>
    /// <param name="plan">The question as of now.</param>
    /// <param name="state">The state.</param>
    public static ReadPlan As(ReadPlan plan, DataState state) => plan with { At = Version(state), Tracking = new Tracking(state) };

    /// <summary>A state as a plan names it.</summary>
    /// <param name="state">The state.</param>
    public static Literal Version(DataState state) => new(state.Version, TypeReference.Of(PrimitiveKind.Int64, isNullable: false));
}
