using System.Globalization;
using Kawasaki.Domain.Plan;

namespace Kawasaki.Infrastructure.Documents.Reform.Sheets;

/// <summary>What every reader of the section works on: the document, its account and the package.</summary>
/// <param name="Document">Document.</param>
/// <param name="Ledger">Where every line is accounted for.</param>
/// <param name="Package">Where facts go.</param>
/// <param name="Pages">Printed page by task code.</param>
internal sealed record SheetSection(SourceDocument Document, LineLedger Ledger, PackageBuilder Package, IReadOnlyDictionary<string, int> Pages)
{
    /// <summary>Code of the plan whose section it is.</summary>
    public const string PlanCode = "ar3";

    /// <summary>A paragraph: prose in the account, a passage in the package.</summary>
    /// <param name="line">1-based line.</param>
    /// <param name="kind">Kind of passage.</param>
    /// <param name="subjectKind">Set of the subject.</param>
    /// <param name="subjectCode">Code of the subject.</param>
    /// <param name="text">Its text.</param>
    /// <param name="page">Printed page.</param>
    /// <param name="suffix">What tells apart passages of one line; null where there is one.</param>
    public void Prose(int line, string kind, string subjectKind, string subjectCode, string text, int? page = null, string? suffix = null)
    {
        Ledger.Prose(line);
        Package.Data.Passages.Add(new Passage
        {
            Code = string.Create(CultureInfo.InvariantCulture, $"{Document.Code}-l{line}{suffix}"),
            DocumentCode = Document.Code,
            Line = line,
            Page = page,
            SubjectKind = subjectKind,
            SubjectCode = subjectCode,
            Kind = kind,
            Number = line,
            Text = text,
        });
    }

    /// <summary>Two places of the document give one row different names: a discrepancy; the row's own name is the second.</summary>
    /// <param name="set">Set of the row.</param>
    /// <param name="code">Code of the row.</param>
    /// <param name="other">Name at the other place.</param>
    /// <param name="otherLine">Line of the other place.</param>
    /// <param name="name">Name of the row.</param>
    /// <param name="line">Line of the row.</param>
    public void CompareName(string set, string code, string other, int otherLine, string name, int line)
    {
        if (SheetText.WithoutBlanks(other) != SheetText.WithoutBlanks(name))
        {
            Package.Contradict(set, code, "name", (new Place(Document.Code, otherLine), other), (new Place(Document.Code, line), name));
        }
    }
}
