using Kawasaki.Infrastructure.Documents.Reading;

namespace Kawasaki.Infrastructure.Documents.Reform;

/// <summary>A run of lines.</summary>
/// <param name="First">1-based first line.</param>
/// <param name="Last">1-based last line; before the first where the run is empty.</param>
internal readonly record struct LineRange(int First, int Last)
{
    /// <summary>The line numbers, ascending.</summary>
    public IEnumerable<int> Lines => Enumerable.Range(First, Math.Max(0, Last - First + 1));
}

/// <summary>The parts of the reform programme, in the order of the document.</summary>
internal enum ReformPart
{
    /// <summary>Title and foreword.</summary>
    Foreword,

    /// <summary>目次.</summary>
    Contents,

    /// <summary>Chapters 1 and 2: purpose, achievements, outline.</summary>
    Outline,

    /// <summary>Chapter 3: the sheets of the reform tasks.</summary>
    Sheets,

    /// <summary>Chapter 4: organisation and evaluation.</summary>
    Management,

    /// <summary>Chapter 5: public finance.</summary>
    Finance,

    /// <summary>参考資料 1 to 4.</summary>
    Appendices,

    /// <summary>参考資料 5: the outcome indicators with their yearly targets.</summary>
    OutcomeList,

    /// <summary>参考資料 6: the activity indicators with their yearly targets.</summary>
    ActivityList,

    /// <summary>参考資料 7: every task with its page.</summary>
    TaskIndex,

    /// <summary>Imprint and back cover.</summary>
    Imprint,
}

/// <summary>
/// Where each part stands. A heading that is missing leaves its part empty and its lines to the part before, whose reader
/// does not recognise them: the account of the document then names them.
/// </summary>
internal sealed class ReformSections
{
    private static readonly (ReformPart Part, string Heading)[] Headings =
    [
        (ReformPart.Contents, "目次"),
        (ReformPart.Outline, "第1章 策定の趣旨"),
        (ReformPart.Sheets, "第3章 改革の取組"),
        (ReformPart.Management, "第4章 推進体制と取組評価"),
        (ReformPart.Finance, "第5章 今後の財政運営の基本的な考え方"),
        (ReformPart.Appendices, "■ 参考資料"),
        (ReformPart.OutcomeList, "5 当初設定する成果指標一覧"),
        (ReformPart.ActivityList, "6 当初設定する活動指標一覧"),
        (ReformPart.TaskIndex, "7 行財政改革第3期プログラム 改革課題一覧"),
        (ReformPart.Imprint, "川崎市行財政改革第3期プログラム"),
    ];

    private readonly Dictionary<ReformPart, LineRange> ranges = [];

    private ReformSections()
    {
    }

    /// <summary>The lines of a part; empty where its heading is missing.</summary>
    /// <param name="part">The part.</param>
    public LineRange this[ReformPart part] => ranges.GetValueOrDefault(part, new LineRange(1, 0));

    /// <summary>Finds the parts by their headings, each after the one before.</summary>
    /// <param name="document">The document.</param>
    public static ReformSections Find(SourceDocument document)
    {
        var sections = new ReformSections();
        var (part, first, from) = (ReformPart.Foreword, 1, 1);
        foreach (var (next, heading) in Headings)
        {
            if (LineOf(document, heading, from) is { } line)
            {
                sections.ranges[part] = new LineRange(first, line - 1);
                (part, first, from) = (next, line, line + 1);
            }
        }

        sections.ranges[part] = new LineRange(first, document.Lines.Count);
        return sections;
    }

    private static int? LineOf(SourceDocument document, string heading, int from)
    {
        var wanted = TextFolding.Comparable(heading);
        for (var line = from; line <= document.Lines.Count; line++)
        {
            if (!TableRow.IsRow(document[line]) && TextFolding.Comparable(document[line]) == wanted)
            {
                return line;
            }
        }

        return null;
    }
}
