using Kawasaki.Api.OData.Writing;

namespace Kawasaki.Api.Statistics;

/// <summary>Writes all figures as one file.</summary>
internal interface IFactsWriter
{
    /// <summary>What is written.</summary>
    StatisticsFormat Format { get; }

    /// <summary>Writes the file.</summary>
    /// <param name="facts">The figures.</param>
    /// <param name="publication">What is said of the file as a whole.</param>
    /// <param name="output">Where.</param>
    void Write(IReadOnlyList<Fact> facts, Publication publication, PageBuffer output);
}
