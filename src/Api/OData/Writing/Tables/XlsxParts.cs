using System.Globalization;
using System.Security;

namespace Kawasaki.Api.OData.Writing.Tables;

/// <summary>The parts of a workbook around its sheets.</summary>
internal static class XlsxParts
{
    private const string Xml = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Package = "http://schemas.openxmlformats.org/package/2006";
    private const string Type = "application/vnd.openxmlformats-officedocument.spreadsheetml.";

    /// <summary>What every sheet begins with: the header row stays in view.</summary>
    public static ReadOnlySpan<byte> SheetBegin =>
        """
        <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
        <worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetFormatPr defaultColWidth="16" defaultRowHeight="15"/><sheetData>
        """u8;

    /// <summary>What every sheet ends with.</summary>
    public static ReadOnlySpan<byte> SheetEnd => "</sheetData></worksheet>"u8;

    /// <summary>What a sheet with notes ends with.</summary>
    public static ReadOnlySpan<byte> SheetEndWithNotes =>
        "</sheetData><legacyDrawing xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" r:id=\"rId1\"/></worksheet>"u8;

    /// <summary>Path of a sheet in the archive.</summary>
    /// <param name="number">From 1.</param>
    public static string SheetPath(int number) => string.Create(CultureInfo.InvariantCulture, $"xl/worksheets/sheet{number}.xml");

    /// <summary>Path and text of every part that is no sheet.</summary>
    /// <param name="sheets">Names of the sheets.</param>
    /// <param name="hasNotes">Whether the first sheet has notes.</param>
    public static IEnumerable<(string Path, string Text)> All(IReadOnlyList<string> sheets, bool hasNotes)
    {
        var numbers = Enumerable.Range(1, sheets.Count).ToList();
        yield return ("xl/styles.xml", XlsxStyles.Text());
        yield return ("xl/workbook.xml", $"{Xml}<workbook xmlns=\"{Main}\" xmlns:r=\"{Relation}\"><sheets>"
            + string.Concat(numbers.Select(n => string.Create(CultureInfo.InvariantCulture, $"<sheet name=\"{SecurityElement.Escape(sheets[n - 1])}\" sheetId=\"{n}\" r:id=\"rId{n}\"/>")))
            + "</sheets></workbook>");
        yield return ("xl/_rels/workbook.xml.rels", $"{Xml}<Relationships xmlns=\"{Package}/relationships\">"
            + string.Concat(numbers.Select(n => Related(n, "worksheet", $"worksheets/sheet{n.ToString(CultureInfo.InvariantCulture)}.xml")))
            + Related(sheets.Count + 1, "styles", "styles.xml") + "</Relationships>");
        yield return ("_rels/.rels", $"{Xml}<Relationships xmlns=\"{Package}/relationships\">{Related(1, "officeDocument", "xl/workbook.xml")}</Relationships>");
        yield return ("[Content_Types].xml", $"{Xml}<Types xmlns=\"{Package}/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
            + "<Default Extension=\"xml\" ContentType=\"application/xml\"/>" + Override("xl/workbook.xml", "sheet.main") + Override("xl/styles.xml", "styles")
            + string.Concat(numbers.Select(n => Override(SheetPath(n), "worksheet")))
            + (hasNotes ? "<Default Extension=\"vml\" ContentType=\"application/vnd.openxmlformats-officedocument.vmlDrawing\"/>" + Override(XlsxNotes.CommentsPath, "comments") : "") + "</Types>");
    }

    private static string Related(int id, string kind, string target) =>
        string.Create(CultureInfo.InvariantCulture, $"<Relationship Id=\"rId{id}\" Type=\"{Relation}/{kind}\" Target=\"{target}\"/>");

    private static string Override(string path, string kind) => $"<Override PartName=\"/{path}\" ContentType=\"{Type}{kind}+xml\"/>";
}
