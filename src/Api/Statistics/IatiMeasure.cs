namespace Kawasaki.Api.Statistics;

/// <summary>A measure with what is stated of its indicators.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Name">Its name.</param>
/// <param name="PolicyCode">Code of its policy.</param>
/// <param name="PolicyName">Name of its policy.</param>
/// <param name="Source">Where it stands.</param>
/// <param name="Indicators">Its indicators and those of its projects.</param>
internal sealed record IatiMeasure(string Code, string Name, string PolicyCode, string PolicyName, IatiCitation Source, IReadOnlyList<IatiIndicator> Indicators);

/// <summary>An indicator.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Kind">What it measures.</param>
/// <param name="Name">Its name.</param>
/// <param name="Direction">Which way is good.</param>
/// <param name="Unit">Unit as printed.</param>
/// <param name="IsCumulative">Whether values add up over the years.</param>
/// <param name="Origin">Who collects it.</param>
/// <param name="Method">How it is computed.</param>
/// <param name="Figures">What is stated of it.</param>
internal sealed record IatiIndicator(
    string Code, string Kind, string Name, string Direction, string? Unit, bool IsCumulative, string? Origin, string? Method, IReadOnlyList<IatiFigure> Figures);

/// <summary>A figure with its citation.</summary>
/// <param name="Fact">The figure.</param>
/// <param name="Source">Where it stands; null for one that a system reported.</param>
internal sealed record IatiFigure(Fact Fact, IatiCitation? Source);

/// <summary>A place in a document.</summary>
/// <param name="Document">Code of the document.</param>
/// <param name="Title">Its title.</param>
/// <param name="Page">Printed page.</param>
/// <param name="Line">Line of the text file.</param>
internal sealed record IatiCitation(string Document, string Title, int? Page, int? Line);
