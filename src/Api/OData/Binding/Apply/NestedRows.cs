using Kawasaki.Api.OData.Parsing.Syntax;
using Kawasaki.Domain.Query;

namespace Kawasaki.Api.OData.Binding.Apply;

/// <summary>What a navigation that a step has made leads to; it is written in full unless `$select` or `$expand` says otherwise.</summary>
/// <param name="Source">The rows before <paramref name="Apply"/>, from a row of the result.</param>
/// <param name="Apply">What is made of them; null for the rows the navigation leads to by its constraint.</param>
/// <param name="Rows">The rows after it, for paths in expressions; null with a problem.</param>
internal sealed record NestedRows(Func<RowExpression, RowSource?> Source, ApplySyntax? Apply, Func<RowExpression, RowSource?> Rows)
{
    /// <summary>Whether they are written although nobody asks; a joined entity is not.</summary>
    public bool IsWritten { get; init; } = true;

    /// <summary>Rows that are what they are, with no transformation left.</summary>
    /// <param name="rows">The rows, from a row of the result.</param>
    public static NestedRows Of(Func<RowExpression, RowSource?> rows) => new(rows, Identity, rows);

    /// <summary>The same on rows of a later step, where another row has the columns that a variable had.</summary>
    /// <param name="variable">The variable.</param>
    public NestedRows Behind(RowVariable variable) => this with
    {
        Source = row => Source(row) is { } rows ? new ReboundRows(rows, variable, row) : null,
        Rows = row => Rows(row) is { } rows ? new ReboundRows(rows, variable, row) : null,
    };

    private static ApplySyntax Identity { get; } = new(default, [new IdentityTransformation(default)]);
}
