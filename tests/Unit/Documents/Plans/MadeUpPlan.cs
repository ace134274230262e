using System.Text;
using Kawasaki.Domain.Packages;
using Kawasaki.Infrastructure.Documents;
using Kawasaki.Infrastructure.Documents.Plans;

namespace Kawasaki.Tests.Unit.Documents.Plans;

/// <summary>Reads made-up lines as if they were a plan.</summary>
internal static class MadeUpPlan
{
    public const string Header = "事務事業名\t現状\t事業内容・目標\t\t\t\t";

    public const string Years = "\t令和3(2021)年度\t令和4(2022)年度\t令和5(2023)年度\t令和6(2024)年度\t令和7(2025)年度\t令和8(2026)年度以降";

    /// <summary>An action table of the third plan with the given rows.</summary>
    public static (PlanData Data, LineLedger Ledger) ThirdPlanTable(params string[] rows) =>
        Read(new ThirdPlanExtractor(), ["施策5-1-1 甲", Header, Years, .. rows]);

    /// <summary>An action table of the first plan with the given rows.</summary>
    public static (PlanData Data, LineLedger Ledger) FirstPlanTable(params string[] rows) =>
        Read(
            new FirstPlanExtractor(),
            [
                "## 施策5-1-1 甲", "事務事業名\t現 状\t事業内容・目標\t\t",
                "\t平成 26～27 (2014～15)年度\t平成 28(2016) 年度\t平成 29(2017) 年度\t平成 30(2018) 年度以降", .. rows,
            ]);

    public static (PlanData Data, LineLedger Ledger) Read(IDocumentExtractor extractor, params string[] lines)
    {
        var package = new PackageBuilder();
        var ledger = Read(package, extractor, lines);
        return (package.Build(), ledger);
    }

    public static LineLedger Read(PackageBuilder package, IDocumentExtractor extractor, params string[] lines)
    {
        var entry = DocumentEntry.Register.Single(e => e.Code == extractor.DocumentCode);
        var document = SourceDocument.FromBytes(entry, entry.FileName, Encoding.UTF8.GetBytes(string.Join('\n', lines)));
        var ledger = new LineLedger(document);
        extractor.Extract(document, ledger, package);
        return ledger;
    }
}
