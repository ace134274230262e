using Kawasaki.Api.OData.Parsing.Syntax;
using Kawasaki.Domain.Query;

namespace Kawasaki.Api.OData.Binding.Apply;

/// <summary>What a transformation takes and gives: rows, and the order that `orderby` gave them.</summary>
/// <param name="Rows">The rows.</param>
/// <param name="Order">Terms of the order, bound anew wherever they are used, since a step may give its rows another variable.</param>
internal sealed record AppliedRows(RowSource Rows, SyntaxList<OrderItemSyntax> Order)
{
    /// <summary>What names mean on these rows.</summary>
    public RowScope Scope { get; } = new(Rows.Rows, Rows.Rows);
}
