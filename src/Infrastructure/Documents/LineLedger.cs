using Kawasaki.Infrastructure.Documents.Reading;

namespace Kawasaki.Infrastructure.Documents;

/// <summary>
/// The account of one document: what became of every non-blank line. A line may carry several records,
/// and prose beside records; a line that nobody claimed is a failure of the extraction,
/// and so is one that is furniture to one reader and something else to another.
/// </summary>
internal sealed class LineLedger(SourceDocument document)
{
    private readonly Dictionary<int, LineUse> uses = [];
    private readonly Dictionary<int, string> furnitureKinds = [];
    private readonly SortedDictionary<string, int> records = new(StringComparer.Ordinal);
    private readonly List<AppliedRepair> repairs = [];
    private readonly List<Finding> findings = [];

    /// <summary>The document the account is of.</summary>
    public SourceDocument Document { get; } = document;

    /// <summary>Number of records by set.</summary>
    public IReadOnlyDictionary<string, int> Records => records;

    /// <summary>Number of lines by kind of page furniture.</summary>
    public IReadOnlyDictionary<string, int> Furniture => new SortedDictionary<string, int>(
        furnitureKinds.Where(f => uses[f.Key] == LineUse.Furniture).GroupBy(f => f.Value).ToDictionary(g => g.Key, g => g.Count()),
        StringComparer.Ordinal);

    /// <summary>Every repair made, in the order of the document.</summary>
    public IReadOnlyList<AppliedRepair> Repairs => repairs;

    /// <summary>What an extractor could not make sense of; any finding fails the extraction.</summary>
    public IReadOnlyList<Finding> Findings => findings;

    /// <summary>Lines that state records or belong to one.</summary>
    public int RecordLines => uses.Values.Count(u => u == LineUse.Record);

    /// <summary>Lines that hold prose only.</summary>
    public int ProseLines => uses.Values.Count(u => u == LineUse.Prose);

    /// <summary>The line states a row of the set.</summary>
    /// <param name="line">1-based line.</param>
    /// <param name="set">Name of the set.</param>
    public void Record(int line, string set)
    {
        PartOfRecord(line);
        records[set] = records.GetValueOrDefault(set) + 1;
    }

    /// <summary>The line belongs to a record stated on another line (a header of its table, a continuation, a label).</summary>
    /// <param name="line">1-based line.</param>
    public void PartOfRecord(int line)
    {
        if (uses.TryGetValue(line, out var use) && use == LineUse.Furniture)
        {
            ClaimedTwice(line, "a record");
        }

        uses[line] = LineUse.Record;
    }

    /// <summary>The line is (part of) a paragraph.</summary>
    /// <param name="line">1-based line.</param>
    public void Prose(int line)
    {
        if (!uses.TryAdd(line, LineUse.Prose) && uses[line] == LineUse.Furniture)
        {
            ClaimedTwice(line, "prose");
        }
    }

    /// <summary>The line is page furniture of a named kind: running head, page number, index tab, caption of a picture.</summary>
    /// <param name="line">1-based line.</param>
    /// <param name="kind">Short English name of the kind.</param>
    /// <remarks>Furniture states nothing: a figure with a unit in it, or another claim on the line, is a finding.</remarks>
    public void PageFurniture(int line, string kind)
    {
        if (uses.TryAdd(line, LineUse.Furniture))
        {
            furnitureKinds[line] = kind;
            if (PrintedFigure.In(Document[line]) is { } figure)
            {
                NotRecognized(line, $"a {kind} states nothing, but \"{figure}\" is printed in it");
            }
        }
        else if (uses[line] != LineUse.Furniture || furnitureKinds[line] != kind)
        {
            ClaimedTwice(line, $"furniture ({kind})");
        }
    }

    /// <summary>Every cell of a row that holds something is one that its reader reads; any other is a finding that names it.</summary>
    /// <param name="row">The row.</param>
    /// <param name="isRead">Tells of a 1-based column whether its cell is read.</param>
    public void Cells(TableRow row, Func<int, bool> isRead)
    {
        foreach (var (column, text) in row.Filled.Where(c => !isRead(c.Column)))
        {
            NotRecognized(row.Line, $"nothing is expected in cell {column}, which prints \"{text}\"");
        }
    }

    private void ClaimedTwice(int line, string use) =>
        NotRecognized(line, $"the line is taken for {use} and for {(uses[line] == LineUse.Furniture ? $"furniture ({furnitureKinds[line]})" : $"{uses[line]}".ToLowerInvariant())}; it can be one only");

    /// <summary>A named rule repaired what the line prints; the row's note must say so too.</summary>
    /// <param name="line">1-based line.</param>
    /// <param name="rule">The rule.</param>
    /// <param name="detail">What was read instead of what, in English.</param>
    public void Repair(int line, RepairRule rule, string detail) => repairs.Add(new AppliedRepair(line, rule, detail));

    /// <summary>The line is not what its place in the document lets expect: the extraction goes on, to name all such lines, and fails.</summary>
    /// <param name="line">1-based line.</param>
    /// <param name="reason">What was expected, in English.</param>
    public void NotRecognized(int line, string reason) => findings.Add(new Finding(line, reason));

    /// <summary>True once somebody has said what the line is.</summary>
    /// <param name="line">1-based line.</param>
    public bool IsClaimed(int line) => uses.ContainsKey(line);

    /// <summary>Non-blank lines that nobody claimed, ascending.</summary>
    public IReadOnlyList<int> Unclaimed() =>
        [.. Enumerable.Range(1, Document.Lines.Count).Where(n => !string.IsNullOrWhiteSpace(Document[n]) && !uses.ContainsKey(n))];

    private enum LineUse
    {
        Record,
        Prose,
        Furniture,
    }
}

/// <summary>Something of a document that an extractor could not make sense of.</summary>
/// <param name="Line">1-based line.</param>
/// <param name="Reason">What was expected, in English.</param>
internal sealed record Finding(int Line, string Reason);

/// <summary>One use of a repair rule.</summary>
/// <param name="Line">1-based line.</param>
/// <param name="Rule">The rule.</param>
/// <param name="Detail">What was read instead of what.</param>
internal sealed record AppliedRepair(int Line, RepairRule Rule, string Detail);

/// <summary>A named rule that repairs the input; each has a test, and what it repaired says so in `note`.</summary>
/// <param name="Name">kebab-case name, printed in the account and in notes.</param>
/// <param name="Description">One English sentence: what is wrong in the input and what is read.</param>
internal sealed record RepairRule(string Name, string Description)
{
    /// <summary>The sentence for the row's note.</summary>
    /// <param name="detail">What was read instead of what.</param>
    public string Note(string detail) => $"repair {Name}: {detail}";
}
