using Kawasaki.Infrastructure.Documents.Reform.Lists;
using Kawasaki.Infrastructure.Documents.Reform.Sheets;

namespace Kawasaki.Infrastructure.Documents.Reform;

/// <summary>Reads `ar3`, the third administrative and fiscal reform programme: finds its parts and calls one reader for each.</summary>
internal sealed class ReformProgrammeExtractor : IDocumentExtractor
{
    /// <summary>Code of the plan, and of its document.</summary>
    internal const string PlanCode = "ar3";

    /// <inheritdoc/>
    public string DocumentCode => PlanCode;

    /// <inheritdoc/>
    public void Extract(SourceDocument document, LineLedger ledger, PackageBuilder package)
    {
        var sections = ReformSections.Find(document);
        var pages = PageIndex.Read(document, sections[ReformPart.Contents]);
        if (sections[ReformPart.Sheets] is { Last: > 0 } sheets)
        {
            SheetSectionReader.Read(document, ledger, package, sheets.First, sheets.Last);
        }

        var series = new ContextSeries(document, ledger, package, pages);
        var (outline, finance) = (sections[ReformPart.Outline], sections[ReformPart.Finance]);
        SavingsTableReader.Read(document, ledger, package, pages, outline);
        new ResourceExamplesReader(document, ledger, series).Read(outline);
        ProgrammeIndicatorReader.Read(document, ledger, series, outline);
        new FiscalIndicatorReader(document, ledger, series).Read(finance);
        ReformEffectReader.Read(document, ledger, package, pages, finance);
        new ProjectionReader(document, ledger, series).Read(finance);
        new FiscalFrameReader(document, ledger, package, pages).Read(finance);
        new ConsultationReader(document, ledger, series).Read(sections[ReformPart.Appendices]);

        var lists = new ListContext(document, ledger, package);
        new IndicatorListReader(lists, pages, sections[ReformPart.OutcomeList], 'o').Read();
        new IndicatorListReader(lists, pages, sections[ReformPart.ActivityList], 'a').Read();
        new TaskIndexReader(lists).Read(sections[ReformPart.Appendices], isIndex: false);
        new TaskIndexReader(lists).Read(sections[ReformPart.TaskIndex], isIndex: true);

        foreach (var part in new[] { ReformPart.Foreword, ReformPart.Contents, ReformPart.Outline, ReformPart.Management, ReformPart.Finance, ReformPart.Appendices, ReformPart.Imprint })
        {
            ReformProse.Read(document, ledger, package, sections[part]);
        }

        // After the prose: these lines are passages and records.
        var sentences = new ProseFigureReader(document, series, package);
        foreach (var part in new[] { ReformPart.Outline, ReformPart.Finance, ReformPart.Appendices })
        {
            sentences.Read(sections[part]);
        }
    }
}
