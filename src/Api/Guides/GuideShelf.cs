using System.IO;
using System.Reflection;
using System.Text.Json;
using Kawasaki.Api.Pages;

namespace Kawasaki.Api.Guides;

/// <summary>The text of a guide.</summary>
/// <param name="Slug">Its name in the address.</param>
/// <param name="Language">Its language.</param>
/// <param name="Markdown">The text.</param>
internal sealed record GuideText(string Slug, Language Language, string Markdown);

/// <summary>The guides, in reading order.</summary>
/// <param name="slugs">Names of the guides, in order.</param>
/// <param name="texts">Their texts.</param>
internal sealed class GuideShelf(IReadOnlyList<string> slugs, IReadOnlyList<GuideText> texts)
{
    private const string Prefix = "guides/";
    private const string List = Prefix + "index.json";
    private const string Ending = ".md";

    /// <summary>The guides of `docs/guides`, embedded in the program.</summary>
    public static GuideShelf Embedded { get; } = new(JsonSerializer.Deserialize<string[]>(Text(List))!, [.. Names().Select(Load)]);

    /// <summary>Names of the guides, in order.</summary>
    public IReadOnlyList<string> Slugs => slugs;

    /// <summary>All texts.</summary>
    public IReadOnlyList<GuideText> Texts => texts;

    /// <summary>A guide in a language, else in the other one; null if there is none.</summary>
    /// <param name="slug">Its name.</param>
    /// <param name="language">The language wanted.</param>
    public GuideText? Find(string slug, Language language) => texts.Where(t => t.Slug == slug).OrderBy(t => t.Language != language).FirstOrDefault();

    private static IEnumerable<string> Names() =>
        Assembly.GetExecutingAssembly().GetManifestResourceNames().Where(n => n.StartsWith(Prefix, StringComparison.Ordinal) && n.EndsWith(Ending, StringComparison.Ordinal));

    // Such as guides/en/cite.md.
    private static GuideText Load(string name)
    {
        var (code, slug) = (name[Prefix.Length..(Prefix.Length + 2)], name[(Prefix.Length + 3)..^Ending.Length]);
        return new GuideText(slug, code == PageLanguage.CodeOf(Language.English) ? Language.English : Language.Japanese, Text(name));
    }

    private static string Text(string name)
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
