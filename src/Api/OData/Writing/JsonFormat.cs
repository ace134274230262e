using Kawasaki.Domain.Query;

namespace Kawasaki.Api.OData.Writing;

/// <summary>The JSON dialect a caller negotiated.</summary>
/// <param name="Metadata">How much control information.</param>
/// <param name="Ieee754Compatible">Whether Edm.Int64 and Edm.Decimal are written as strings.</param>
/// <param name="Version">OData version of the answer, `4.0` or `4.01`.</param>
/// <param name="IsStreaming">Whether the caller takes the whole result as a stream, without pages.</param>
internal sealed record JsonFormat(MetadataLevel Metadata, bool Ieee754Compatible, string Version, bool IsStreaming = false)
{
    /// <summary>What a caller gets who asks for nothing special.</summary>
    public static readonly JsonFormat Default = new(MetadataLevel.Minimal, false, "4.0");

    /// <summary>The media type of an answer in this dialect.</summary>
    public string ContentType { get; } =
        "application/json;odata.metadata=" + Metadata switch
        {
            MetadataLevel.None => "none",
            MetadataLevel.Minimal => "minimal",
            MetadataLevel.Full => "full",
            _ => throw new ArgumentOutOfRangeException(nameof(Metadata)),
        }
        + (IsStreaming ? ";odata.streaming=true" : "")
        + (Ieee754Compatible ? ";IEEE754Compatible=true" : "");
}
