namespace Kawasaki.Infrastructure.Documents.Reform.Sheets;

/// <summary>確保を想定する経営資源: which of the five resources a task is to secure.</summary>
/// <param name="People">ヒト.</param>
/// <param name="Goods">モノ.</param>
/// <param name="Money">カネ.</param>
/// <param name="Information">情報.</param>
/// <param name="Time">時間.</param>
/// <param name="IsScattered">Names and marks do not stand one to a cell on one line.</param>
internal sealed record ResourceMarks(bool People, bool Goods, bool Money, bool Information, bool Time, bool IsScattered)
{
    private static readonly string[] Names = ["ヒト", "モノ", "カネ", "情報", "時間"];

    /// <summary>
    /// Reads pairs of name and mark. The pairs may be glued in one cell (○ 情報 — 時間 —) or spread over several lines;
    /// their order is always the same. Null if anything else stands there.
    /// </summary>
    /// <param name="rows">The lines of the sheet's resources.</param>
    public static ResourceMarks? Read(IReadOnlyCollection<SheetRow> rows)
    {
        var cells = rows.SelectMany(r => r.Cells).Where(c => c.Length > 0).ToList();
        var words = cells.SelectMany(c => c.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToList();
        if (words.Count != 2 * Names.Length)
        {
            return null;
        }

        var marks = new bool[Names.Length];
        for (var n = 0; n < Names.Length; n++)
        {
            if (words[2 * n] != Names[n] || (words[2 * n + 1] != "○" && !SheetText.IsDash(words[2 * n + 1])))
            {
                return null;
            }

            marks[n] = words[2 * n + 1] == "○";
        }

        return new ResourceMarks(marks[0], marks[1], marks[2], marks[3], marks[4], rows.Count > 1 || cells.Count < words.Count);
    }
}
