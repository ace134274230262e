namespace Kawasaki.Api.OData.Writing.Metadata;

/// <summary>What the service can do, told truthfully in `$metadata`.</summary>
/// <param name="FilterFunctions">Names of the functions that expressions may call.</param>
/// <param name="MaxExpandLevels">How deep `$expand` may nest.</param>
/// <param name="Transformations">Transformations of `$apply`; `search` only where there is text.</param>
internal sealed record ServiceCapabilities(IReadOnlyList<string> FilterFunctions, int MaxExpandLevels, IReadOnlyList<string> Transformations);
