using Kawasaki.Api.OData.Writing;
using Kawasaki.Api.OData.Writing.Tables;

namespace Kawasaki.Api.OData.Endpoints;

/// <summary>What the request's headers and `$format` ask for.</summary>
/// <param name="Format">The JSON dialect, and the OData version of the answer whatever its form.</param>
/// <param name="IsXml">True when `$metadata` is wanted as XML.</param>
/// <param name="Table">The form of flat rows; null for JSON.</param>
/// <param name="MaxPageSize">Preferred rows of a page; null without a preference.</param>
/// <param name="TracksChanges">Whether the caller prefers to be told later what has changed.</param>
internal sealed record Negotiated(JsonFormat Format, bool IsXml, TableFormat? Table = null, int? MaxPageSize = null, bool TracksChanges = false);

/// <summary>What an answer is made of, which decides the media types it can have.</summary>
internal enum AnswerKind
{
    /// <summary>JSON, or a table.</summary>
    Data,

    /// <summary>CSDL, as XML or JSON.</summary>
    Metadata,

    /// <summary>The plain text of a value: `/$value`.</summary>
    Text,

    /// <summary>The plain text of a number: `/$count`, which by the specification takes no part in content negotiation.</summary>
    Number,
}
