using Kawasaki.Api.OData.Parsing.Syntax;
using Kawasaki.Domain.Query;

namespace Kawasaki.Api.OData.Binding.Apply;

/// <summary>What a transformation takes and gives: rows, and the order that `orderby` gave them.</summary>
/// <param name="Rows">The rows.</param>
/// <param name="Order">Terms of the order, bound anew wherever they are used, since a step may give its rows another variable.</param>
internal sealed record AppliedRows(RowSource Rows, SyntaxList<OrderItemSyntax> Order)
{
    /// <summary>The row that `$it` stands for inside `$expand`: that of the resource around; null elsewhere, where it is the row itself.</summary>
    public RowVariable? Around { get; init; }

    /// <summary>What names mean on these rows.</summary>
    public RowScope Scope => new(Rows.Rows, Around ?? Rows.Rows);
}
