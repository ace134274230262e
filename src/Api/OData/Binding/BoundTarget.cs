using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;

namespace Kawasaki.Api.OData.Binding;

/// <summary>What a resource path leads to, before the query options are looked at.</summary>
/// <param name="Kind">What the answer is made of.</param>
/// <param name="Rows">The rows.</param>
/// <param name="Set">The set they belong to.</param>
/// <param name="IsCollection">True for many rows, false for one.</param>
/// <param name="Parent">Rows that must exist for the answer to mean anything; null if there are none.</param>
/// <param name="Property">The property asked for; null if none.</param>
/// <param name="Owner">The row, or the complex value in it, that holds the property; null if there is none.</param>
/// <param name="Path">Where the property is in its row: `address/city`; null if there is none.</param>
/// <param name="Elements">The members of the property's collection; null if it is none.</param>
internal sealed record BoundTarget(
    ResultKind Kind,
    RowSource Rows,
    EntitySetModel Set,
    bool IsCollection,
    RowSource? Parent = null,
    PropertyModel? Property = null,
    RowExpression? Owner = null,
    string? Path = null,
    RowSource? Elements = null);

/// <summary>A bound request; a closed family, matched by switch.</summary>
internal abstract record BoundRequest
{
    private protected BoundRequest()
    {
    }
}

/// <summary>The service root: the list of sets.</summary>
internal sealed record ServiceDocumentRequest : BoundRequest;

/// <summary>`$metadata`.</summary>
internal sealed record MetadataRequest : BoundRequest;

/// <summary>A question to the data.</summary>
/// <param name="Plan">The question.</param>
/// <param name="SkipToken">Text of `$skiptoken`; null on a first page.</param>
internal sealed record ReadRequest(ReadPlan Plan, string? SkipToken) : BoundRequest;
