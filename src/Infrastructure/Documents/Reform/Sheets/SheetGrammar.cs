using System.Text.RegularExpressions;

namespace Kawasaki.Infrastructure.Documents.Reform.Sheets;

/// <summary>
/// Cuts a range of lines into sheets and says of each line of a sheet what it is. A sheet begins with 所管 and
/// ends before the next blank line; the specimen sheet (改革課題の見方) begins with an empty cell and is none.
/// </summary>
internal static partial class SheetGrammar
{
    /// <summary>The sheets of a range, in the order of the document.</summary>
    /// <param name="document">Document.</param>
    /// <param name="firstLine">First line of the range.</param>
    /// <param name="lastLine">Last line of the range.</param>
    public static IReadOnlyList<Sheet> Sheets(SourceDocument document, int firstLine, int lastLine)
    {
        var sheets = new List<Sheet>();
        List<SheetRow>? rows = null;
        for (var line = firstLine; line <= lastLine; line++)
        {
            var cells = SheetText.Cells(document[line]);
            if (string.IsNullOrWhiteSpace(document[line]))
            {
                rows = null;
            }
            else if (SheetText.WithoutBlanks(cells[0]) == "所管" && cells.Count > 1)
            {
                rows = [new SheetRow(line, SheetPart.Office, cells)];
                sheets.Add(new Sheet(rows));
            }
            else if (rows is not null)
            {
                rows.Add(new SheetRow(line, Classify(cells, rows[^1].Part), cells));
            }
        }

        return sheets;
    }

    /// <summary>What a line is, given the part the line before it was.</summary>
    /// <param name="cells">Trimmed cells.</param>
    /// <param name="before">Part of the line before.</param>
    internal static SheetPart Classify(IReadOnlyList<string> cells, SheetPart before)
    {
        var label = SheetText.WithoutBlanks(cells[0]);
        return label switch
        {
            "所管" => SheetPart.Office,
            "取組No." => SheetPart.Pillar,
            "項目No." => SheetPart.Item,
            "課題No." => SheetPart.Task,
            "現状" => SheetPart.CurrentState,
            "取組の方向性" => SheetPart.Approach,
            "具体的な取組内容" or "確保を想定する経営資源" => SheetPart.Heading,
            "ヒト" => SheetPart.Resources,
            "到達目標" => SheetPart.Goal,
            _ when ActivityLabel().IsMatch(label) => SheetPart.ActivityIndicator,
            _ when OutcomeLabel().IsMatch(label) => SheetPart.OutcomeIndicator,
            _ when before is SheetPart.Heading && Term().IsMatch(label) => SheetPart.Heading,
            _ => Continuation(cells, label, before),
        };
    }

    private static SheetPart Continuation(IReadOnlyList<string> cells, string label, SheetPart before) => before switch
    {
        SheetPart.ActivityIndicator or SheetPart.OutcomeIndicator or SheetPart.IndicatorYears
            when label.Length == 0 && cells.Where(c => c.Length > 0).All(c => Bracketed().IsMatch(c)) => SheetPart.IndicatorYears,
        SheetPart.Resources when label.Length == 0 && cells.All(IsResource) => SheetPart.Resources,
        SheetPart.Heading or SheetPart.Action when label.Length > 0 => SheetPart.Action,
        _ => SheetPart.Unknown,
    };

    private static bool IsResource(string cell) => cell.Length == 0 || cell is "○" or "情報" or "時間" || SheetText.IsDash(cell);

    [GeneratedRegex("^活動指標[①-⑳]$")]
    private static partial Regex ActivityLabel();

    [GeneratedRegex("^成果指標[①-⑳](?:-[0-9]+)?$")]
    private static partial Regex OutcomeLabel();

    [GeneratedRegex("^令和4[（(]2022[）)]年度～令和7[（(]2025[）)]年度$")]
    private static partial Regex Term();

    [GeneratedRegex("^[（(].*[）)]$")]
    private static partial Regex Bracketed();
}

/// <summary>One sheet: its lines, classified.</summary>
/// <param name="Rows">Lines, in the order of the document; the first is 所管.</param>
internal sealed record Sheet(IReadOnlyList<SheetRow> Rows)
{
    /// <summary>The only line of a part; null if the sheet has none or several.</summary>
    /// <param name="part">Part.</param>
    public SheetRow? Single(SheetPart part) => Rows.Count(r => r.Part == part) == 1 ? Rows.First(r => r.Part == part) : null;

    /// <summary>The lines of a part.</summary>
    /// <param name="part">Part.</param>
    public IEnumerable<SheetRow> Of(SheetPart part) => Rows.Where(r => r.Part == part);

    /// <summary>Last line of the sheet.</summary>
    public int LastLine => Rows[^1].Line;
}
