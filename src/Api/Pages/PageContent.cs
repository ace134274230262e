namespace Kawasaki.Api.Pages;

/// <summary>A page without what all pages have.</summary>
/// <param name="Language">Its language.</param>
/// <param name="Title">What it is about.</param>
/// <param name="Path">Its path, with the parameters that tell it from other pages, without that of the language.</param>
/// <param name="Body">What stands in it.</param>
internal sealed record PageContent(PageLanguage Language, string Title, string Path, IReadOnlyList<Html> Body)
{
    /// <summary>One sentence for lists of results; null for none.</summary>
    public string? Description { get; init; }

    /// <summary>What else stands in its head: alternates, blocks of data.</summary>
    public IReadOnlyList<Html> Head { get; init; } = [];

    /// <summary>Names of the scripts it loads besides that of all pages.</summary>
    public IReadOnlyList<string> Scripts { get; init; } = [];

    /// <summary>Names of the style sheets it loads besides that of all pages.</summary>
    public IReadOnlyList<string> Styles { get; init; } = [];

    /// <summary>Moment of the data it shows; null for a page that shows none.</summary>
    public DateTimeOffset? AsOf { get; init; }

    /// <summary>False for a page at an address that has no parameter for the language, such as that of data: then it offers no other.</summary>
    public bool IsSwitchable { get; init; } = true;

    /// <summary>False for a page that says what is wrong: it has no source and no address of its own.</summary>
    public bool IsPublished { get; init; } = true;
}
