using Kawasaki.Domain.Packages;
using Kawasaki.Infrastructure.Documents;
using Kawasaki.Infrastructure.Documents.Reform;
using Kawasaki.Infrastructure.Documents.Reform.Sheets;

namespace Kawasaki.Tests.Unit.Documents.Reform.Sheets;

/// <summary>Chapter 3 of the real reform programme, read once; tests that need it are skipped where the documents are absent.</summary>
public sealed class Chapter3
{
    private readonly Lazy<(PlanData Data, LineLedger Ledger, LineRange Range)> read = new(Read);

    /// <summary>The rows read.</summary>
    internal PlanData Data => read.Value.Data;

    /// <summary>The account.</summary>
    internal LineLedger Ledger => read.Value.Ledger;

    /// <summary>Its sheets.</summary>
    internal IReadOnlyList<Sheet> Sheets => SheetGrammar.Sheets(Ledger.Document, read.Value.Range.First, read.Value.Range.Last);

    /// <summary>Reads hand-made lines as if they were the chapter.</summary>
    /// <param name="lines">Lines.</param>
    internal static (PlanData Data, LineLedger Ledger) ReadLines(params string[] lines)
    {
        var document = ReformDocument.Of(lines);
        return ReadRange(document, new LineRange(1, document.Lines.Count));
    }

    /// <summary>Lines of the chapter that nobody claimed.</summary>
    internal IEnumerable<int> Unclaimed() => Ledger.Unclaimed().Where(l => l >= read.Value.Range.First && l <= read.Value.Range.Last);

    private static (PlanData Data, LineLedger Ledger, LineRange Range) Read()
    {
        var document = ReformDocument.Real().Document;
        var range = ReformSections.Find(document)[ReformPart.Sheets];
        var (data, ledger) = ReadRange(document, range);
        return (data, ledger, range);
    }

    private static (PlanData Data, LineLedger Ledger) ReadRange(SourceDocument document, LineRange range)
    {
        var ledger = new LineLedger(document);
        var package = new PackageBuilder();
        SheetSectionReader.Read(document, ledger, package, range.First, range.Last);
        return (package.Build(), ledger);
    }
}
