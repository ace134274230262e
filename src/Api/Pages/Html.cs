namespace Kawasaki.Api.Pages;

/// <summary>A piece of a page. Text becomes a piece by itself and is escaped when it is written: no data ever is markup.</summary>
internal abstract class Html
{
    /// <summary>Text.</summary>
    /// <param name="text">As it is to be read.</param>
    public static implicit operator Html(string text) => new HtmlText(text);
}

/// <summary>Text as it is to be read.</summary>
/// <param name="text">The text.</param>
internal sealed class HtmlText(string text) : Html
{
    /// <summary>The text.</summary>
    public string Text { get; } = text;
}

/// <summary>An element with its attributes and what is in it.</summary>
/// <param name="name">Name of the element.</param>
/// <param name="children">What is in it.</param>
internal sealed class Tag(string name, params IEnumerable<Html> children) : Html
{
    private readonly List<(string Name, string Value)> attributes = [];

    /// <summary>Name of the element.</summary>
    public string Name { get; } = name;

    /// <summary>What is in it.</summary>
    public IReadOnlyList<Html> Children { get; } = [.. children];

    /// <summary>Its attributes, in the order they were given.</summary>
    public IReadOnlyList<(string Name, string Value)> Attributes => attributes;

    /// <summary>Gives it an attribute; null for one that it shall not have.</summary>
    /// <param name="attribute">Name of the attribute.</param>
    public string? this[string attribute]
    {
        init
        {
            if (value is not null)
            {
                attributes.Add((attribute, value));
            }
        }
    }
}

/// <summary>Pieces beside each other, without an element around them.</summary>
/// <param name="pieces">The pieces.</param>
internal sealed class Fragment(params IEnumerable<Html> pieces) : Html
{
    /// <summary>The pieces.</summary>
    public IReadOnlyList<Html> Pieces { get; } = [.. pieces];
}

/// <summary>A block of JSON that browsers do not run and search engines read.</summary>
/// <param name="json">The JSON.</param>
internal sealed class DataBlock(string json) : Html
{
    /// <summary>The JSON.</summary>
    public string Json { get; } = json;
}

/// <summary>Markup that the renderer of guides has made of our own texts.</summary>
/// <param name="markup">The markup.</param>
internal sealed class RenderedMarkup(string markup) : Html
{
    /// <summary>The markup.</summary>
    public string Markup { get; } = markup;
}
