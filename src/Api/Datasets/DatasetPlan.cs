using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;

namespace Kawasaki.Api.Datasets;

/// <summary>The question for a whole set: every row and every property, in the order of the key.</summary>
internal static class DatasetPlan
{
    /// <summary>The question as of a state of the data: all files that are asked so fit together, however long they take.</summary>
    /// <param name="set">The set.</param>
    /// <param name="state">The state.</param>
    public static ReadPlan As(EntitySetModel set, DataState state) => As(Whole(set), state);

    /// <summary>Any question as of a state of the data.</summary>
    /// <param name="plan">The question as of now.</param>
    /// <param name="state">The state.</param>
    public static ReadPlan As(ReadPlan plan, DataState state) => plan with { At = Version(state), Tracking = new Tracking(state) };

    /// <summary>A state as a plan names it.</summary>
    /// <param name="state">The state.</param>
    public static Literal Version(DataState state) => new(state.Version, TypeReference.Of(PrimitiveKind.Int64, isNullable: false));

    /// <summary>The question as of a moment.</summary>
    /// <param name="set">The set.</param>
    /// <param name="at">The moment.</param>
    public static ReadPlan At(EntitySetModel set, Literal at) => Whole(set) with { At = at };

    /// <summary>The question as of now.</summary>
    /// <param name="set">The set.</param>
    public static ReadPlan Whole(EntitySetModel set)
    {
        var row = new RowVariable("it", set.Type);
        OrderTerm[] order = [.. set.Type.Key.Select(k => new OrderTerm(new PropertyValue(new VariableRow(row), k), Descending: false))];
        return new ReadPlan(ResultKind.Rows, new RowQuery(new SetRows(set, row), order, null, null, WithCount: false, new Shape(set.Type.Properties, [], [], IsEverything: true)), set, PageRows: null);
    }
}
