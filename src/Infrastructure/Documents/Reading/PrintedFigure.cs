using System.Text.RegularExpressions;

namespace Kawasaki.Infrastructure.Documents.Reading;

/// <summary>Finds a figure with its unit in a line that should state none.</summary>
internal static partial class PrintedFigure
{
    /// <summary>The first figure with a unit; null where the line prints none. Years, dates, pages and numbers of chapters are no figures.</summary>
    /// <param name="text">The line.</param>
    public static string? In(string text) => Figure().Match(TextFolding.Narrow(text)) is { Success: true } match ? match.Value : null;

    [GeneratedRegex(
        @"(?<![第\d.,])\d[\d,.]*\s?(%|[千百万億兆]?円|[千万億](?=\D)|人|件|回|台|t(?![a-z])|m2|㎡|か所|箇所|団体|公園|世帯|施設|店舗|校|棟|枚|本(?![庁市格])|名|社(?!会)|通|標本|歳|時間|分(?!野|権|類|科)|割|事業(?!計画|期)|路線|項目|種類|地区|点)",
        RegexOptions.ExplicitCapture)]
    private static partial Regex Figure();
}
