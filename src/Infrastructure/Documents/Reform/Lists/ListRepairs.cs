namespace Kawasaki.Infrastructure.Documents.Reform.Lists;

/// <summary>The repairs that the lists need, each a rule by name.</summary>
internal static class ListRepairs
{
    /// <summary>(R05) 【2024】 in the column of FY2023.</summary>
    public static RepairRule YearByColumn { get; } =
        new("year-by-column", "The year printed with a target is not that of its column; the column counts, as in every other row of the lists.");

    /// <summary>現状値 of a task whose years run on from cell to cell.</summary>
    public static RepairRule YearOfSheet { get; } =
        new("year-of-sheet", "The year printed with a current value is not that of the same value on the task's sheet; the sheet counts.");

    /// <summary>(R04) 【2022】 of an indicator whose sheet prints 令和7（2025）年.</summary>
    public static RepairRule KindOfSheet { get; } =
        new("kind-of-sheet", "The lists print a year without a word for its kind; where the task's sheet counts the same values in calendar years, so does the list.");

    /// <summary>Rows ①-1 to ③-4 of one task.</summary>
    public static RepairRule YearOfGroup { get; } =
        new("year-of-group", "The rows of one task print their year in the last of them only; it is read for all.");

    /// <summary>One dash in a cell for nine indicators.</summary>
    public static RepairRule OneDashForAll { get; } =
        new("one-dash-for-all", "One dash without a marker stands for every indicator of the row.");

    /// <summary>2テーマ 10回 15回.</summary>
    public static RepairRule MarkersLost { get; } =
        new("markers-lost", "A cell holds as many values as the row has indicators, without markers; they are read in their order.");

    /// <summary>① - 20%未満.</summary>
    public static RepairRule MarkerMissing { get; } =
        new("marker-missing", "A dash and a value stand behind one marker and the next marker is missing; the value is the next indicator's.");

    /// <summary>① 250人 ③ 120団体.</summary>
    public static RepairRule WrongMarker { get; } =
        new("wrong-marker", "A marker is printed that the row does not have, and as many values as indicators; they are read in their order.");
}
