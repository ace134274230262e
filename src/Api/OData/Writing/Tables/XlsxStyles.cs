using System.Globalization;
using System.Text;

namespace Kawasaki.Api.OData.Writing.Tables;

/// <summary>The cell formats of a workbook, by their index.</summary>
internal static class XlsxStyles
{
    /// <summary>As it comes.</summary>
    public const int General = 0;

    /// <summary>Bold.</summary>
    public const int Header = 1;

    /// <summary>A day.</summary>
    public const int Date = 2;

    /// <summary>A moment, in UTC.</summary>
    public const int Instant = 3;

    /// <summary>A time of day.</summary>
    public const int Time = 4;

    // Numbers are shown with the digits they were printed with.
    private const int FirstScale = 5;
    private const int MaxScale = 10;

    // Numbers of formats below 164 are Excel's own.
    private const int FirstFormat = 164;

    /// <summary>A number with so many digits behind the point.</summary>
    /// <param name="scale">Digits behind the point.</param>
    public static int Scale(int scale) => scale <= MaxScale ? FirstScale + scale : General;

    /// <summary>The style sheet.</summary>
    public static string Text()
    {
        string[] formats = ["yyyy\\-mm\\-dd", "yyyy\\-mm\\-dd\\ hh:mm:ss", "hh:mm:ss", .. Enumerable.Range(0, MaxScale + 1).Select(s => s == 0 ? "0" : "0." + new string('0', s))];
        var text = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">");
        text.Append(CultureInfo.InvariantCulture, $"<numFmts count=\"{formats.Length}\">");
        for (var i = 0; i < formats.Length; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"<numFmt numFmtId=\"{FirstFormat + i}\" formatCode=\"{formats[i]}\"/>");
        }

        text.Append("</numFmts><fonts count=\"2\"><font><sz val=\"11\"/><name val=\"Calibri\"/></font><font><b/><sz val=\"11\"/><name val=\"Calibri\"/></font></fonts>")
            .Append("<fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill></fills>")
            .Append("<borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>")
            .Append("<cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>")
            .Append(CultureInfo.InvariantCulture, $"<cellXfs count=\"{formats.Length + 2}\">")
            .Append("<xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/><xf numFmtId=\"0\" fontId=\"1\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyFont=\"1\"/>");
        for (var i = 0; i < formats.Length; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"<xf numFmtId=\"{FirstFormat + i}\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\"/>");
        }

        return text.Append("</cellXfs><cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles></styleSheet>").ToString();
    }
}
