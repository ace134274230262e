using Kawasaki.Domain.Plan;

namespace Kawasaki.Infrastructure.Documents;

/// <summary>One document while it is read: its lines, its account, and the package its facts go to.</summary>
/// <param name="document">The document.</param>
/// <param name="ledger">Account of its lines.</param>
/// <param name="package">Where facts go.</param>
internal sealed class DocumentScope(SourceDocument document, LineLedger ledger, PackageBuilder package)
{
    private readonly Dictionary<int, int> passagesOfLine = [];
    private int passages;

    /// <summary>Document code.</summary>
    public string Code => document.Code;

    /// <summary>The account.</summary>
    public LineLedger Ledger => ledger;

    /// <summary>Where facts go.</summary>
    public PackageBuilder Package => package;

    /// <summary>Number of lines.</summary>
    public int LineCount => document.Lines.Count;

    /// <summary>Text of a line, trimmed.</summary>
    /// <param name="line">1-based line.</param>
    public string this[int line] => document[line].Trim();

    /// <summary>Text of a line with its leading and trailing cells.</summary>
    /// <param name="line">1-based line.</param>
    public string Raw(int line) => document[line];

    /// <summary>A place in this document.</summary>
    /// <param name="line">1-based line.</param>
    public Place At(int line) => new(document.Code, line);

    /// <summary>The line is furniture.</summary>
    /// <param name="line">1-based line.</param>
    /// <param name="kind">Kind of furniture.</param>
    public void Furniture(int line, string kind) => ledger.PageFurniture(line, kind);

    /// <summary>Adds a paragraph and claims its line.</summary>
    /// <param name="line">1-based line.</param>
    /// <param name="text">The paragraph.</param>
    /// <param name="kind">What it is, see <see cref="Passage.Kind"/>.</param>
    /// <param name="set">Published name of the set of its subject; null for the document as a whole.</param>
    /// <param name="subject">Code of its subject.</param>
    public void Passage(int line, string text, string kind, string? set = null, string? subject = null)
    {
        ledger.Prose(line);
        var onLine = passagesOfLine[line] = passagesOfLine.GetValueOrDefault(line) + 1;
        package.Data.Passages.Add(new Passage
        {
            Code = onLine == 1 ? $"{Code}-l{line}" : $"{Code}-l{line}-{onLine}",
            DocumentCode = Code,
            Line = line,
            SubjectKind = set,
            SubjectCode = subject,
            Kind = kind,
            Number = ++passages,
            Text = text,
        });
    }

    /// <summary>Records a repair and returns the sentence for the row's note.</summary>
    /// <param name="line">1-based line.</param>
    /// <param name="rule">The rule.</param>
    /// <param name="detail">What was read instead of what.</param>
    public string Repair(int line, RepairRule rule, string detail)
    {
        ledger.Repair(line, rule, detail);
        return rule.Note(detail);
    }
}
