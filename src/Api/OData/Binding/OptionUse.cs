using Kawasaki.Api.OData.Parsing.Syntax;
using Kawasaki.Domain.Errors;

namespace Kawasaki.Api.OData.Binding;

/// <summary>Where query options stand, which decides which of them mean something.</summary>
internal enum OptionUse
{
    /// <summary>Many rows.</summary>
    Rows,

    /// <summary>One row.</summary>
    Row,

    /// <summary>References to many rows.</summary>
    References,

    /// <summary>A reference to one row.</summary>
    Reference,

    /// <summary>A number of rows.</summary>
    Count,

    /// <summary>The members of a collection that a row holds.</summary>
    Elements,

    /// <summary>One complex value.</summary>
    Complex,

    /// <summary>A property or nothing that options apply to.</summary>
    Nothing,
}

/// <summary>The table of query options: what is not supported, and what makes no sense where it stands. No option is ever ignored.</summary>
internal static class OptionRules
{
    private const OptionUse Rows = OptionUse.Rows;

    /// <summary>The problem with the first option that cannot be used there; null if all can.</summary>
    /// <param name="options">The options.</param>
    /// <param name="use">Where they stand.</param>
    /// <param name="isNested">True inside `$expand`.</param>
    public static Problem? Check(QueryOptionsSyntax options, OptionUse use, bool isNested) =>
        Unsupported(options) ?? Misplaced(options, use) ?? (isNested ? OnlyOutside(options) : OnlyInside(options));

    private static Problem? Unsupported(QueryOptionsSyntax options) =>
        NotThere(options.SchemaVersion)
        ?? NotYet(options.From, "$from") ?? NotYet(options.To, "$to") ?? NotYet(options.ToInclusive, "$toInclusive");

    private static Problem? Misplaced(QueryOptionsSyntax options, OptionUse use) =>
        Only(options.Apply, "$apply", use, Rows, OptionUse.References, OptionUse.Count, OptionUse.Elements)
        ?? Only(options.Filter, "$filter", use, Rows, OptionUse.References, OptionUse.Count, OptionUse.Elements)
        ?? Only(options.Search, "$search", use, Rows, OptionUse.References, OptionUse.Count, OptionUse.Elements)
        ?? Only(options.OrderBy, "$orderby", use, Rows, OptionUse.References, OptionUse.Elements)
        ?? Only(options.Skip, "$skip", use, Rows, OptionUse.References, OptionUse.Elements)
        ?? Only(options.Top, "$top", use, Rows, OptionUse.References, OptionUse.Elements)
        ?? Only(options.Count, "$count", use, Rows, OptionUse.References, OptionUse.Elements)
        ?? Only(options.SkipToken, "$skiptoken", use, Rows, OptionUse.References)
        ?? Only(options.DeltaToken, "$deltatoken", use, Rows)
        ?? Only(options.Select, "$select", use, Rows, OptionUse.Row, OptionUse.Elements, OptionUse.Complex)
        ?? Only(options.Expand, "$expand", use, Rows, OptionUse.Row)
        ?? Only(options.Compute, "$compute", use, Rows, OptionUse.Row, OptionUse.Elements, OptionUse.Complex)
        ?? Only(options.Format, "$format", use, Rows, OptionUse.Row, OptionUse.References, OptionUse.Reference, OptionUse.Elements, OptionUse.Complex, OptionUse.Nothing)
        ?? Only(options.Id, "$id", use)
        ?? Insertion(options.Index);

    private static Problem? OnlyOutside(QueryOptionsSyntax options) =>
        Inside(options.SkipToken, "$skiptoken") ?? Inside(options.DeltaToken, "$deltatoken") ?? Inside(options.Format, "$format") ?? Custom(options);

    private static Problem? OnlyInside(QueryOptionsSyntax options) => Custom(options);

    // Protocol 4.01, section 11.2.12: `*` is the schema there is; of a schema without versions there is no other.
    private static Problem? NotThere(TextOptionSyntax? version) => version is null or { Value: "*" } ? null
        : new Problem(
            ErrorCode.UnknownResource, $"There is no version '{LiteralBinder.Shorten(version.Value)}' of the schema: it has no versions.", "$schemaversion", "Leave $schemaversion out, or write *.");

    // URL Conventions 4.01, section 5.1.9: where in an ordered collection a POST inserts.
    private static Problem? Insertion(SyntaxNode? index) => index is null ? null
        : new Problem(ErrorCode.UrlSyntax, "$index says where something is inserted; it has no meaning when reading.", "$index", "Use $skip and $top.");

    private static Problem? NotYet(SyntaxNode? option, string name) =>
        option is null ? null : new Problem(ErrorCode.NotSupported, $"The query option {name} is not supported by this service.", name);

    /// <summary>The problem with the first option that rows without a common type cannot have; null if there is none.</summary>
    /// <param name="options">The options.</param>
    public static Problem? OfAll(QueryOptionsSyntax options) =>
        NotOfAll(options.Apply, "$apply") ?? NotOfAll(options.Compute, "$compute") ?? NotOfAll(options.Select, "$select") ?? NotOfAll(options.Expand, "$expand")
        ?? NotOfAll(options.OrderBy, "$orderby");

    private static Problem? NotOfAll(SyntaxNode? option, string name) => option is null ? null
        : new Problem(
            ErrorCode.UrlSyntax, $"{name} has no meaning for $all: its rows are of Edm.EntityType, which has no property.", name, "Ask for $all with a type behind it, or for one set.");

    private static Problem? Inside(SyntaxNode? option, string name) =>
        option is null ? null : new Problem(ErrorCode.UrlSyntax, $"{name} cannot stand inside $expand.", name);

    private static Problem? Only(SyntaxNode? option, string name, OptionUse use, params ReadOnlySpan<OptionUse> allowed) =>
        option is null || allowed.Contains(use) ? null
            : new Problem(ErrorCode.UrlSyntax, $"{name} has no meaning for {Describe(use)}.", name);

    private static Problem? Custom(QueryOptionsSyntax options) =>
        options.Custom is [var custom, ..]
            ? new Problem(ErrorCode.UnknownOption, $"There is no query option '{LiteralBinder.Shorten(custom.Name)}'.", custom.Name, BindContext.DidYouMean(custom.Name, Names))
            : null;

    private static readonly string[] Names =
        ["filter", "select", "expand", "orderby", "top", "skip", "count", "compute", "format", "search", "apply", "at"];

    private static string Describe(OptionUse use) => use switch
    {
        OptionUse.Rows => "a collection",
        OptionUse.Row => "one row",
        OptionUse.References => "references to rows",
        OptionUse.Reference => "a reference to one row",
        OptionUse.Count => "$count",
        OptionUse.Elements => "a collection that a row holds",
        OptionUse.Complex => "one complex value",
        OptionUse.Nothing => "this resource",
        _ => throw new InvalidOperationException($"No use {use}."),
    };
}
