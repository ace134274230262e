using System.Buffers;
using System.Text;

namespace Kawasaki.Api.Pages;

/// <summary>Writes pieces of a page as HTML in UTF-8. Everything that is not an element or an attribute of our own naming is escaped here, and nowhere else.</summary>
/// <remarks>Source: HTML standard, sections 13.1.2 (elements, attributes), 13.2.3.5 (what a document holds) and 4.12.1.3 (what may stand in a script).</remarks>
/// <param name="output">Where.</param>
internal sealed class HtmlWriter(IBufferWriter<byte> output)
{
    private static readonly string[] WithoutEnd = ["br", "hr", "img", "input", "link", "meta", "wbr"];
    private static readonly string[] Addresses = ["href", "src", "action"];
    private static readonly SearchValues<char> NameLetters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    // Besides the signs of markup, what no document may hold: control characters but blanks, and what is no character.
    private static readonly SearchValues<char> Special = SearchValues.Create(
        "&<>\"'\u007F\uFFFE\uFFFF" + string.Concat(Enumerable.Range(0, 0x20).Select(c => (char)c).Where(c => c is not ('\t' or '\n' or '\r'))));

    /// <summary>Writes a piece and all inside of it.</summary>
    /// <param name="html">The piece.</param>
    public void Write(Html html)
    {
        switch (html)
        {
            case HtmlText text:
                Escape(text.Text);
                break;
            case Tag tag:
                WriteTag(tag);
                break;
            case Fragment fragment:
                WriteAll(fragment.Pieces);
                break;
            case DataBlock block:
                // In a script no character is escaped; JSON has its own way to write those that could end it.
                Raw("<script type=\"application/ld+json\">");
                Raw(block.Json.Replace("<", "\\u003c", StringComparison.Ordinal).Replace(">", "\\u003e", StringComparison.Ordinal).Replace("&", "\\u0026", StringComparison.Ordinal));
                Raw("</script>");
                break;
            case RenderedMarkup rendered:
                Raw(rendered.Markup);
                break;
            default:
                throw new InvalidOperationException($"{html.GetType().Name} is no known piece of a page.");
        }
    }

    /// <summary>Writes what stands before everything else.</summary>
    public void Begin() => Raw("<!DOCTYPE html>\n");

    private void WriteAll(IReadOnlyList<Html> pieces)
    {
        foreach (var piece in pieces)
        {
            Write(piece);
        }
    }

    private void WriteTag(Tag tag)
    {
        Raw("<");
        Name(tag.Name);
        foreach (var (name, value) in tag.Attributes)
        {
            // An address that runs a script when it is followed is left out, whoever wrote it into the data.
            if (Addresses.Contains(name) && !IsAddress(value))
            {
                continue;
            }

            Raw(" ");
            Name(name);
            Raw("=\"");
            Escape(value);
            Raw("\"");
        }

        Raw(">");
        if (!WithoutEnd.Contains(tag.Name))
        {
            WriteAll(tag.Children);
            Raw("</");
            Name(tag.Name);
            Raw(">");
        }
    }

    // Two slashes, of either kind, lead to another host without saying so.
    private static bool IsAddress(string value) =>
        value.Length == 0 || value[0] is '?' or '#' || (value[0] == '/' && (value.Length == 1 || value[1] is not ('/' or '\\'))) || value.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || value.StartsWith("http://", StringComparison.OrdinalIgnoreCase);

    private void Name(string name)
    {
        if (name.Length == 0 || name.AsSpan().ContainsAnyExcept(NameLetters))
        {
            throw new InvalidOperationException($"'{name}' is no name of an element or attribute.");
        }

        Raw(name);
    }

    private void Escape(ReadOnlySpan<char> text)
    {
        while (text.IndexOfAny(Special) is var next and >= 0)
        {
            Raw(text[..next]);
            Raw(text[next] switch { '&' => "&amp;", '<' => "&lt;", '>' => "&gt;", '"' => "&quot;", '\'' => "&#39;", _ => "\uFFFD" });
            text = text[(next + 1)..];
        }

        Raw(text);
    }

    private void Raw(ReadOnlySpan<char> text) => Encoding.UTF8.GetBytes(text, output);
}
