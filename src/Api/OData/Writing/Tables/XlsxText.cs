using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Kawasaki.Api.OData.Writing.Tables;

/// <summary>Writes text of a cell: what XML cannot hold becomes `_xHHHH_`, as Excel writes it itself.</summary>
/// <remarks>Source: ECMA-376 part 1, 22.9.2.19 (ST_Xstring).</remarks>
internal static partial class XlsxText
{
    // Excel's limit, in UTF-16 units; a longer text makes it call the whole file damaged.
    private const int MaxLength = 32_767;

    /// <summary>Writes the text.</summary>
    /// <param name="output">Where.</param>
    /// <param name="text">The text.</param>
    /// <returns>True when it was too long and ends in '…'.</returns>
    public static bool Write(PageBuffer output, string text)
    {
        var isCut = text.Length > MaxLength;
        if (isCut)
        {
            var length = MaxLength - 1;
            text = text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)] + "…";
        }

        output.Write(Encoding.UTF8.GetBytes(Special().IsMatch(text) ? Special().Replace(text, Escape) : text));
        return isCut;
    }

    private static string Escape(Match match) => match.Value switch
    {
        "&" => "&amp;",
        "<" => "&lt;",
        ">" => "&gt;",
        "_" => "_x005F_",
        var c => string.Create(CultureInfo.InvariantCulture, $"_x{(int)c[0]:X4}_"),
    };

    [GeneratedRegex(@"[&<>\x00-\x08\x0B-\x1F\uFFFE\uFFFF]|_(?=x[0-9A-Fa-f]{4}_)", RegexOptions.CultureInvariant)]
    private static partial Regex Special();
}
