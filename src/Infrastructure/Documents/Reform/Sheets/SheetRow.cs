namespace Kawasaki.Infrastructure.Documents.Reform.Sheets;

/// <summary>What a line of a sheet is.</summary>
internal enum SheetPart
{
    /// <summary>所管.</summary>
    Office,

    /// <summary>取組No., 取組名.</summary>
    Pillar,

    /// <summary>項目No., 項目名.</summary>
    Item,

    /// <summary>課題No., 課題名.</summary>
    Task,

    /// <summary>現状.</summary>
    CurrentState,

    /// <summary>取組の方向性.</summary>
    Approach,

    /// <summary>活動指標.</summary>
    ActivityIndicator,

    /// <summary>Years printed below the values of the indicator above.</summary>
    IndicatorYears,

    /// <summary>A heading inside the sheet: 具体的な取組内容, its period, 確保を想定する経営資源.</summary>
    Heading,

    /// <summary>A line of the action list.</summary>
    Action,

    /// <summary>ヒト, モノ, カネ, 情報, 時間 and their marks, on one line or several.</summary>
    Resources,

    /// <summary>成果指標.</summary>
    OutcomeIndicator,

    /// <summary>到達目標.</summary>
    Goal,

    /// <summary>Nothing the grammar knows: stays unclaimed, so that the account of the document names the line.</summary>
    Unknown,
}

/// <summary>One line of a sheet.</summary>
/// <param name="Line">1-based line of the document.</param>
/// <param name="Part">What it is.</param>
/// <param name="Cells">Its cells, trimmed; the first is the label.</param>
internal sealed record SheetRow(int Line, SheetPart Part, IReadOnlyList<string> Cells)
{
    /// <summary>The label without its layout blanks; empty where the first cell is empty.</summary>
    public string Label => SheetText.WithoutBlanks(Cells[0]);

    /// <summary>The cells after the label that are not empty.</summary>
    public IReadOnlyList<string> Filled => [.. Cells.Skip(1).Where(c => c.Length > 0)];
}
