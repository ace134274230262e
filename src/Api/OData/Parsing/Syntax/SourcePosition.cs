using Kawasaki.Domain.Errors;

namespace Kawasaki.Api.OData.Parsing.Syntax;

/// <summary>Where a node begins: which part of the request, and how far into its decoded text.</summary>
/// <param name="Source">`path`, an option name such as `$filter`, or an alias such as `@p`. Nested options belong to the outermost one.</param>
/// <param name="Offset">0-based offset, in UTF-16 units, into the percent-decoded value of that part.</param>
internal readonly record struct SourcePosition(string Source, int Offset)
{
    /// <summary>Name of the resource path as a source.</summary>
    public const string Path = "path";

    /// <summary>A problem at this place: the message begins with the 1-based column, the target is the source.</summary>
    public Problem Problem(ErrorCode code, string message, string? hint = null) =>
        new(code, $"column {Offset + 1}: {message}", Source, hint);
}
