using System.Text.RegularExpressions;
using Kawasaki.Infrastructure.Documents.Reading;

namespace Kawasaki.Infrastructure.Documents.Reform.Lists;

/// <summary>
/// A row of the lists: 課題No., 所管, 課題名, indicators, their rationale, 算出方法, 現状値, four targets, and the rationale of the targets
/// in the last or last but one cell. In the rows below the first of one task the first three cells are empty.
/// </summary>
/// <param name="Row">The row.</param>
internal sealed partial record ListRow(TableRow Row)
{
    /// <summary>Column of 現状値; the targets of four years follow.</summary>
    private const int CurrentColumn = 7;

    /// <summary>1-based line.</summary>
    public int Line => Row.Line;

    /// <summary>True where the row begins a task.</summary>
    public bool BeginsTask => Row[1].Length > 0;

    /// <summary>課題No.</summary>
    public string TaskNumber => Row[1];

    /// <summary>所管.</summary>
    public string Department => Row[2];

    /// <summary>課題名.</summary>
    public string TaskName => Row[3];

    /// <summary>Markers and names of the indicators.</summary>
    public IReadOnlyList<MarkedPiece> Names => MarkedText.Split(Row[4]);

    /// <summary>成果指標の考え方, 活動指標の考え方.</summary>
    public string Rationale => Row[5];

    /// <summary>算出方法.</summary>
    public string Method => Row[6];

    /// <summary>現状値.</summary>
    public string Current => Row[CurrentColumn];

    /// <summary>目標値の考え方.</summary>
    public string TargetRationale => Row[CurrentColumn + 5].Length > 0 ? Row[CurrentColumn + 5] : Row[CurrentColumn + 6];

    /// <summary>Whether the row's reader reads a cell; a row that continues a task prints no rationale of its own.</summary>
    /// <param name="column">1-based column.</param>
    public bool IsRead(int column) => column < CurrentColumn + 5
        ? BeginsTask || column is not 5
        : BeginsTask && (column == CurrentColumn + 5 || Row[CurrentColumn + 5].Length == 0);

    /// <summary>The cell of a target.</summary>
    /// <param name="index">0 for the first year of the programme.</param>
    public string Target(int index) => Row[CurrentColumn + 1 + index];

    /// <summary>The row of that line; null where the line is none.</summary>
    /// <param name="line">1-based line.</param>
    /// <param name="text">The line.</param>
    public static ListRow? Read(int line, string text)
    {
        var row = new TableRow(line, text);
        var isTask = row[1].Length > 0 && row[1].All(char.IsAsciiDigit) && row[3].Length > 0;
        var isContinuation = row[1].Length == 0 && row[2].Length == 0 && row[3].Length == 0 && row[4].Length > 0;
        return row.Count is 12 or 13 && (isTask || isContinuation) ? new ListRow(row) : null;
    }

    /// <summary>True for the head of a table, which the conversion repeats on every page.</summary>
    /// <param name="text">The line.</param>
    public static bool IsHeader(string text) => Header().IsMatch(TextFolding.Comparable(text));

    [GeneratedRegex(@"^課題no\.所管課題名(成果|活動)指標名(成果|活動)指標の考え方(\(測定効果のポイント\))?算出方法現状値目標値目標値の考え方$", RegexOptions.ExplicitCapture)]
    private static partial Regex Header();
}
