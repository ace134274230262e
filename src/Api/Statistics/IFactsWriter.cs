using Kawasaki.Api.OData.Writing;

namespace Kawasaki.Api.Statistics;

/// <summary>Writes all figures as one file, while they are read.</summary>
internal interface IFactsWriter
{
    /// <summary>What is written.</summary>
    StatisticsFormat Format { get; }

    /// <summary>
    /// The file in passes: each takes every series, one after the other, before the next is asked for. A form whose categories stand before the first figure has a pass that
    /// writes nothing, and keeps the categories only. What is in the buffer may be taken away after any series.
    /// </summary>
    /// <param name="publication">What is said of the file as a whole.</param>
    /// <param name="output">Where.</param>
    IEnumerable<Action<IReadOnlyList<Fact>>> Passes(Publication publication, PageBuffer output);
}
