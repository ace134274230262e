using Kawasaki.Api.OData.Parsing.Syntax;
using Kawasaki.Domain.Query;

namespace Kawasaki.Api.OData.Binding;

/// <summary>What a path inside an expression leads to; a closed family, matched by switch.</summary>
internal abstract record BoundPath
{
    private protected BoundPath()
    {
    }
}

/// <summary>A value: a property, a lambda variable, the result of `any` or `$count`.</summary>
internal sealed record ValuePath(Expression Value) : BoundPath;

/// <summary>One row, perhaps none: a single navigation.</summary>
/// <param name="Row">The row.</param>
/// <param name="From">Where the row comes from when it is none of those around (`$root/plans('ip3')`); else null.</param>
internal sealed record RowPath(RowExpression Row, RowSource? From = null) : BoundPath;

/// <summary>A value, or one more row, of each of many rows: only `in` takes it.</summary>
/// <param name="Rows">The rows.</param>
/// <param name="Row">The row reached from each of them.</param>
/// <param name="Value">Its value; null as long as the path stands at the row.</param>
internal sealed record EachPath(RowSource Rows, RowExpression Row, Expression? Value) : BoundPath;

/// <summary>Many rows: a collection navigation; `any`, `all` or `$count` must follow.</summary>
/// <param name="Rows">The rows.</param>
/// <param name="Name">Navigation or set, for messages.</param>
internal sealed record RowsPath(RowSource Rows, string Name) : BoundPath;

/// <summary>A JSON object that an alias stands for: its members are bound when they are named.</summary>
/// <param name="Syntax">The object.</param>
/// <param name="Scope">What names inside of it mean.</param>
internal sealed record ObjectPath(ObjectSyntax Syntax, RowScope Scope) : BoundPath;
