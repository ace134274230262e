using Kawasaki.Domain.Query;

namespace Kawasaki.Api.OData.Binding;

/// <summary>Rows that an expression looks through several times: each time under a variable of its own.</summary>
/// <param name="rows">The rows.</param>
internal sealed class FreshRows(RowSource rows)
{
    /// <summary>False where a condition of the path names the rows: it cannot be written twice.</summary>
    public bool IsPossible { get; } = Copy(rows) is not null;

    /// <summary>The rows once more.</summary>
    public RowSource Next() => Copy(rows) ?? throw new InvalidOperationException("These rows cannot be looked through twice.");

    // What stands before the last step is named by that step alone.
    private static RowSource? Copy(RowSource rows)
    {
        var variable = new RowVariable(rows.Rows.Name, rows.Rows.Type, rows.Rows.IsElement);
        return rows switch
        {
            SetRows set => new SetRows(set.Set, variable),
            RelatedRows related => new RelatedRows(related.From, related.Navigation, variable),
            PathRows path => new PathRows(path.Input, path.Navigation, variable),
            ElementRows elements => new ElementRows(elements.From, elements.Property, variable, elements.Input),
            _ => null,
        };
    }
}
