namespace Kawasaki.Infrastructure.Documents.Reading;

/// <summary>One item of a flattened list.</summary>
/// <param name="Marker">The bullet printed before it (`●`, `○`, `・`, `■`, `★`); null for text before the first bullet.</param>
/// <param name="Text">Text without the bullet, layout blanks folded.</param>
internal sealed record BulletItem(char? Marker, string Text);

/// <summary>
/// Splits flattened lists into items. A bullet counts only at the start of a line or behind a blank: the middle dot is also
/// printed inside words (`町内会・自治会`), and `○` inside sentences.
/// </summary>
internal static class BulletList
{
    private const string Markers = "●○・･■□◆◇★☆";

    /// <summary>The items of a cell, in order.</summary>
    /// <param name="cell">Cell as printed, with its bits of HTML.</param>
    public static IReadOnlyList<BulletItem> Items(string cell) => [.. HtmlCell.Lines(cell).SelectMany(Split)];

    /// <summary>The items of one line of text.</summary>
    /// <param name="line">Text without tags.</param>
    public static IEnumerable<BulletItem> Split(string line)
    {
        var start = 0;
        for (var i = 1; i <= line.Length; i++)
        {
            if (i == line.Length || (IsMarker(line[i]) && char.IsWhiteSpace(line[i - 1])))
            {
                if (ToItem(line[start..i]) is { } item)
                {
                    yield return item;
                }

                start = i;
            }
        }
    }

    /// <summary>True for the bullets of the documents.</summary>
    /// <param name="character">The character.</param>
    public static bool IsMarker(char character) => Markers.Contains(character, StringComparison.Ordinal);

    private static BulletItem? ToItem(string part)
    {
        var text = TextFolding.Collapse(part);
        if (text.Length == 0)
        {
            return null;
        }

        return IsMarker(text[0]) ? new BulletItem(text[0] == '･' ? '・' : text[0], text[1..].TrimStart()) : new BulletItem(null, text);
    }
}
