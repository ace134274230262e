using System.Text;

namespace Kawasaki.Infrastructure.Documents.Reading;

/// <summary>
/// The text of a cell that holds bits of HTML. A scanner rather than a parser: most tags are never closed, and text in angle
/// brackets that is no tag the conversion writes (`&lt;要約&gt;`) is the document's own and stays.
/// </summary>
internal static class HtmlCell
{
    private static readonly HashSet<string> BlockTags =
        new(StringComparer.Ordinal) { "ul", "ol", "li", "div", "p", "br", "table", "thead", "tbody", "tr", "td", "th" };

    private static readonly HashSet<string> InlineTags =
        new(StringComparer.Ordinal) { "b", "strong", "i", "em", "u", "s", "small", "span", "sup", "sub", "font" };

    /// <summary>The cell's lines: a block tag ends a line, inline tags vanish, layout blanks are folded, empty lines left out.</summary>
    /// <param name="cell">Cell as printed.</param>
    public static IReadOnlyList<string> Lines(string cell)
    {
        var lines = new List<string>();
        var line = new StringBuilder();
        for (var i = 0; i < cell.Length;)
        {
            if (cell[i] == '<' && TagAt(cell, i) is var (name, end) && name.Length > 0)
            {
                if (BlockTags.Contains(name))
                {
                    Flush(line, lines);
                }

                i = end;
            }
            else
            {
                line.Append(cell[i++]);
            }
        }

        Flush(line, lines);
        return lines;
    }

    /// <summary>The whole cell as one text, lines joined by one blank.</summary>
    /// <param name="cell">Cell as printed.</param>
    public static string Text(string cell) => string.Join(' ', Lines(cell));

    /// <summary>Name of the tag that begins at the position and the position behind it; an empty name if the text is no tag.</summary>
    private static (string Name, int End) TagAt(string cell, int start)
    {
        var nameStart = start + 1 < cell.Length && cell[start + 1] == '/' ? start + 2 : start + 1;
        var nameEnd = nameStart;
        while (nameEnd < cell.Length && char.IsAsciiLetterOrDigit(cell[nameEnd]))
        {
            nameEnd++;
        }

        var name = cell[nameStart..nameEnd];
        if (!BlockTags.Contains(name) && !InlineTags.Contains(name))
        {
            return ("", start);
        }

        // A tag cut off inside an attribute by the end of the cell has no bracket: what is left of it is no text either.
        var close = cell.IndexOf('>', nameEnd);
        return close >= 0 ? (name, close + 1) : cell.IndexOf('=', nameEnd) >= 0 ? (name, cell.Length) : ("", start);
    }

    private static void Flush(StringBuilder line, List<string> lines)
    {
        var text = Unescape(TextFolding.Collapse(line.ToString()));
        line.Clear();
        if (text.Length > 0)
        {
            lines.Add(text);
        }
    }

    private static string Unescape(string text) =>
        text.Replace("&lt;", "<", StringComparison.Ordinal).Replace("&gt;", ">", StringComparison.Ordinal)
            .Replace("&nbsp;", " ", StringComparison.Ordinal).Replace("&amp;", "&", StringComparison.Ordinal);
}
