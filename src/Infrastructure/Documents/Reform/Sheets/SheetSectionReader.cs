using Kawasaki.Domain.Plan;

namespace Kawasaki.Infrastructure.Documents.Reform.Sheets;

/// <summary>
/// Reads chapter 3 of the reform programme: the outline (pillars 取組の柱, items 改革項目) and 203 sheets, of which two
/// are shared by the seven ward offices, so that there are 215 reform tasks. Lines it does not understand stay unclaimed.
/// </summary>
internal static class SheetSectionReader
{
    private const string Title = "行財政改革第3期プログラム";
    private const int FirstFiscalYear = 2022;
    private const int LastFiscalYear = 2025;

    /// <summary>Reads the range of lines that holds the chapter.</summary>
    /// <param name="document">The whole document.</param>
    /// <param name="ledger">Where every line is accounted for.</param>
    /// <param name="package">Where facts go.</param>
    /// <param name="firstLine">First line of the chapter.</param>
    /// <param name="lastLine">Last line of the chapter.</param>
    public static void Read(SourceDocument document, LineLedger ledger, PackageBuilder package, int firstLine, int lastLine)
    {
        var section = new SheetSection(document, ledger, package, TaskPages.Read(document));
        AddPlan(section, firstLine);
        var sheets = SheetGrammar.Sheets(document, firstLine, lastLine);
        var writer = new TaskWriter(section);
        var below = new SortedDictionary<int, string>();
        var taken = new HashSet<int>();
        foreach (var sheet in sheets)
        {
            taken.UnionWith(sheet.Rows.Select(r => r.Line));
            var head = SheetHead.Read(sheet);
            if (head is null)
            {
                continue;
            }

            var offices = head.FirstTask == head.LastTask ? null : WardOfficeTable.Read(document, sheet.LastLine, lastLine);
            taken.UnionWith(offices?.Lines ?? []);
            if (writer.Write(sheet, head, offices) is { } lastTask)
            {
                below[sheet.LastLine] = lastTask;
            }
        }

        var outline = new OutlineReader(section, below);
        for (var line = firstLine; line <= lastLine; line++)
        {
            if (!taken.Contains(line) && !string.IsNullOrWhiteSpace(document[line]))
            {
                outline.Read(line);
            }
        }

        outline.CompareNames(sheets);
    }

    private static void AddPlan(SheetSection section, int firstLine)
    {
        if (section.Package.Data.Plans.Exists(p => p.Code == SheetSection.PlanCode))
        {
            return;
        }

        var titleLine = Enumerable.Range(1, firstLine).FirstOrDefault(n => section.Document[n].Trim() == Title);
        if (titleLine > 0)
        {
            section.Ledger.Record(titleLine, "plans");
        }

        section.Package.Data.Plans.Add(new PlanProgramme
        {
            Code = SheetSection.PlanCode,
            DocumentCode = section.Document.Code,
            Line = titleLine > 0 ? titleLine : firstLine,
            MunicipalityCode = "141305",
            Name = section.Document.Entry.Title,
            Kind = PlanKind.ReformProgramme,
            FirstFiscalYear = FirstFiscalYear,
            LastFiscalYear = LastFiscalYear,
        });
    }
}
