using Kawasaki.Api.OData.Parsing.Syntax;
using Kawasaki.Domain.Query;

namespace Kawasaki.Api.OData.Binding.Apply;

/// <summary>What a navigation that a step has made leads to; it is written in full unless `$select` or `$expand` says otherwise.</summary>
/// <param name="Source">The rows before <paramref name="Apply"/>, from a row of the result.</param>
/// <param name="Apply">What is made of them; null for the rows the navigation leads to by its constraint.</param>
/// <param name="Rows">The rows after it, for paths in expressions; null with a problem.</param>
internal sealed record NestedRows(Func<RowExpression, RowSource?> Source, ApplySyntax? Apply, Func<RowExpression, RowSource?> Rows);
