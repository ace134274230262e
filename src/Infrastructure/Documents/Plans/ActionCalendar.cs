namespace Kawasaki.Infrastructure.Documents.Plans;

/// <summary>The columns of an action table.</summary>
/// <param name="CurrentYears">Fiscal years of the 現状 column.</param>
/// <param name="Years">Fiscal years with a column of their own.</param>
/// <param name="OpenYear">First fiscal year of the last column (年度以降).</param>
/// <param name="HasFigures">True where figures stand beside the items (`R2参加者数：288人`) and not inside their text.</param>
internal sealed record ActionCalendar(IReadOnlyList<int> CurrentYears, IReadOnlyList<int> Years, int OpenYear, bool HasFigures);

/// <summary>One row of an action table, its cells brought to the columns they belong to.</summary>
/// <param name="Line">1-based line.</param>
/// <param name="Current">Cell of the 現状 column.</param>
/// <param name="Years">One cell for each fiscal year.</param>
/// <param name="Open">Cell of the last column.</param>
/// <param name="Note">Sentence on the repair that brought the cells there; null if none was needed.</param>
internal sealed record ActionRow(int Line, string Current, IReadOnlyList<string> Years, string Open, string? Note = null)
{
    /// <summary>Targets printed in cells of their own, with their fiscal years.</summary>
    public IReadOnlyList<(int Year, FigureToken Token)> Targets { get; init; } = [];

    /// <summary>Sentence on the repair that gave the targets their years; null if none was needed.</summary>
    public string? TargetNote { get; init; }
}
