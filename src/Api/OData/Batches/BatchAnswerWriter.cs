using Kawasaki.Api.OData.Writing;

namespace Kawasaki.Api.OData.Batches;

/// <summary>Writes the answers of a batch, one after the other.</summary>
internal abstract class BatchAnswerWriter : IDisposable
{
    /// <summary>Media type of the whole.</summary>
    public abstract string ContentType { get; }

    /// <summary>The writer of a format.</summary>
    /// <param name="output">Where.</param>
    /// <param name="isJson">The format.</param>
    public static BatchAnswerWriter Of(PageBuffer output, bool isJson) => isJson ? new JsonAnswers(output) : new MultipartAnswers(output);

    /// <summary>Writes the answer to one request.</summary>
    /// <param name="answer">The answer.</param>
    public abstract void Write(PartAnswer answer);

    /// <summary>Writes the answers of a group that succeeded or failed as one.</summary>
    /// <param name="group">Its name.</param>
    /// <param name="answers">The answers, in order.</param>
    public abstract void Write(string group, IReadOnlyList<PartAnswer> answers);

    /// <summary>Writes what ends the whole.</summary>
    public abstract void End();

    /// <inheritdoc/>
    public abstract void Dispose();
}
