using Kawasaki.Domain.Model;
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
internal sealed record RowPath(RowExpression Row) : BoundPath;

/// <summary>Many rows: a collection navigation; `any`, `all` or `$count` must follow.</summary>
internal sealed record RowsPath(RowSource Rows, NavigationModel Navigation) : BoundPath;
