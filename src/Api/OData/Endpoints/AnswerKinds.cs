using Kawasaki.Api.OData.Parsing.Syntax;

namespace Kawasaki.Api.OData.Endpoints;

/// <summary>What an answer is made of, told from the last segment of the path.</summary>
internal static class AnswerKinds
{
    /// <summary>The kind of answer.</summary>
    /// <param name="path">The path.</param>
    public static AnswerKind Of(ResourcePathSyntax path) => path.Segments switch
    {
        [.., SystemSegment { Kind: SystemSegmentKind.Metadata }] => AnswerKind.Metadata,
        [.., SystemSegment { Kind: SystemSegmentKind.Count }] => AnswerKind.Number,
        [.., SystemSegment { Kind: SystemSegmentKind.Value }] => AnswerKind.Text,
        _ => AnswerKind.Data,
    };
}
