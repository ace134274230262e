namespace Kawasaki.Api.OData.Writing.Metadata;

/// <summary>What the service can do, told truthfully in `$metadata`.</summary>
/// <param name="FilterFunctions">Names of the functions that expressions may call.</param>
/// <param name="MaxExpandLevels">How deep `$expand` may nest.</param>
internal sealed record ServiceCapabilities(IReadOnlyList<string> FilterFunctions, int MaxExpandLevels);
