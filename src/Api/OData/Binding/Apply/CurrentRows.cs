using Kawasaki.Domain.Query;

namespace Kawasaki.Api.OData.Binding.Apply;

/// <summary>The rows that an expression is evaluated on, which it may also name as a whole: `$these/$count`.</summary>
/// <remarks>Source: Data Aggregation 4.0, expressions evaluable on a collection. Rows named so are computed once and shared.</remarks>
internal sealed class CurrentRows(RowSource rows)
{
    private bool isNamed;

    /// <summary>The scope, with the rows as the current collection.</summary>
    public RowScope In(RowScope scope) => scope with { These = Name };

    /// <summary>What a step makes of the rows.</summary>
    /// <param name="step">The step, over rows of the same variable.</param>
    public RowSource Under(Func<RowSource, RowSource> step) => isNamed ? new SharedRows(rows, step(new GivenRows(rows, rows.Rows))) : step(rows);

    private GivenRows Name()
    {
        isNamed = true;
        return new GivenRows(rows, new RowVariable("these", rows.Rows.Type));
    }
}
