using Kawasaki.Api.Pages;

namespace Kawasaki.Api.Guides;

/// <summary>A guide, rendered.</summary>
/// <param name="Title">Its title.</param>
/// <param name="Summary">What it is for, in a sentence.</param>
/// <param name="Headings">Its headings below the title, in order.</param>
/// <param name="Text">Everything below the title.</param>
internal sealed record Guide(string Title, string Summary, IReadOnlyList<GuideHeading> Headings, RenderedMarkup Text);

/// <summary>A heading that can be linked to.</summary>
/// <param name="Level">2 or 3.</param>
/// <param name="Id">Its anchor.</param>
/// <param name="Text">Its text.</param>
internal sealed record GuideHeading(int Level, string Id, string Text);
