using System.Globalization;
using System.Text;

namespace Kawasaki.Api.OData.Writing.Tables;

/// <summary>The notes at the cells of a header row: the labels, the unit and what the column means, as Excel, LibreOffice and Gnumeric show them.</summary>
/// <remarks>
/// Source: ECMA-376 part 1, 18.7 (comments), and part 4, 19.4 (VML): programs take the text of a note from the comments and, for Excel, its box from the drawing.
/// Threaded comments are another thing: they belong to persons.
/// </remarks>
internal static class XlsxNotes
{
    /// <summary>Path of the notes of the first sheet.</summary>
    public const string CommentsPath = "xl/comments1.xml";

    private const string DrawingPath = "xl/drawings/vmlDrawing1.vml";
    private const string Xml = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
    private const string Relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Author = "Kawasaki plan API";

    // Columns that a box is wide, and lines that it is high at most.
    private const int BoxColumns = 4;
    private const int LinesOfBox = 8;

    /// <summary>The notes of columns, in their order; empty for a column that is told by its name alone.</summary>
    /// <param name="columns">The columns.</param>
    public static IReadOnlyList<string> Of(IReadOnlyList<TableColumn> columns) => [.. columns.Select(Text)];

    /// <summary>Path and text of every part that the notes of the first sheet are made of.</summary>
    /// <param name="notes">By column.</param>
    public static IEnumerable<(string Path, byte[] Text)> Parts(IReadOnlyList<string> notes)
    {
        yield return (CommentsPath, Comments(notes));
        yield return (DrawingPath, Encoding.UTF8.GetBytes(Drawing(notes)));
        yield return ("xl/worksheets/_rels/sheet1.xml.rels", Encoding.UTF8.GetBytes(
            $"{Xml}<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
            + $"<Relationship Id=\"rId1\" Type=\"{Relation}/vmlDrawing\" Target=\"../drawings/vmlDrawing1.vml\"/><Relationship Id=\"rId2\" Type=\"{Relation}/comments\" Target=\"../comments1.xml\"/></Relationships>"));
    }

    private static string Text(TableColumn column)
    {
        var text = column.Property?.Text;
        return text is null || text.Japanese.Length == 0 ? "" : string.Join('\n', Lines(column).Where(l => l.Length > 0));

        IEnumerable<string> Lines(TableColumn shown)
        {
            yield return $"{text.Japanese} / {text.English}";
            yield return XlsxFields.Unit(shown, text) is { Length: > 0 } unit ? $"単位 / Unit: {unit}" : "";
            yield return text.DescriptionJapanese;
            yield return text.Description;
            yield return shown.Property!.AllowedValues.Count == 0 ? "" : string.Join("; ", shown.Property.AllowedValues.Select(v => $"{v.Value} = {v.Japanese}"));
        }
    }

    private static byte[] Comments(IReadOnlyList<string> notes)
    {
        using var output = new PageBuffer();
        Write($"{Xml}<comments xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><authors><author>{Author}</author></authors><commentList>");
        foreach (var (note, index) in notes.Select((n, i) => (n, i)).Where(n => n.n.Length > 0))
        {
            Write($"<comment ref=\"{XlsxCells.Letters(index)}1\" authorId=\"0\"><text><r><t xml:space=\"preserve\">");
            XlsxText.Write(output, note);
            Write("</t></r></text></comment>");
        }

        Write("</commentList></comments>");
        return output.Written.ToArray();

        void Write(string text) => output.Write(Encoding.UTF8.GetBytes(text));
    }

    private static string Drawing(IReadOnlyList<string> notes)
    {
        var drawing = new StringBuilder("<xml xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:o=\"urn:schemas-microsoft-com:office:office\" xmlns:x=\"urn:schemas-microsoft-com:office:excel\">")
            .Append("<v:shapetype id=\"note\" coordsize=\"21600,21600\" o:spt=\"202\" path=\"m,l,21600r21600,l21600,xe\"><v:stroke joinstyle=\"miter\"/><v:path gradientshapeok=\"t\" o:connecttype=\"rect\"/></v:shapetype>");
        foreach (var (note, index) in notes.Select((n, i) => (n, i)).Where(n => n.n.Length > 0))
        {
            drawing.Append(CultureInfo.InvariantCulture, $"<v:shape id=\"note{index}\" type=\"#note\" style=\"position:absolute;visibility:hidden\" fillcolor=\"#ffffe1\" o:insetmode=\"auto\"><v:fill color2=\"#ffffe1\"/><v:textbox/>")
                .Append(CultureInfo.InvariantCulture, $"<x:ClientData ObjectType=\"Note\"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{index + 1}, 15, 0, 2, {index + 1 + BoxColumns}, 15, {Height(note)}, 4</x:Anchor>")
                .Append(CultureInfo.InvariantCulture, $"<x:AutoFill>False</x:AutoFill><x:Row>0</x:Row><x:Column>{index}</x:Column></x:ClientData></v:shape>");
        }

        return drawing.Append("</xml>").ToString();
    }

    private static int Height(string note) => Math.Min(LinesOfBox, 2 + note.Count(c => c == '\n') + (note.Length / 40));
}
