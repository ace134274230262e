namespace Kawasaki.Infrastructure.Documents.Reform;

/// <summary>The repairs outside the sheets.</summary>
internal static class ReformRepairs
{
    /// <summary>図表-5: the rows of the breakdown have a group cell before the label.</summary>
    public static RepairRule ShiftedColumns { get; } = new(
        "shifted-columns", "A row has one cell more before its label than its header has: each figure stands one cell to the right of its year.");

    /// <summary>収支フレーム: a label with a garbled character.</summary>
    public static RepairRule GarbledLabel { get; } = new(
        "garbled-label", "A label holds a character that the conversion made up; the document prints the name rightly elsewhere.");
}
