using System.IO;
using Kawasaki.Domain.Packages;
using Kawasaki.Infrastructure.Documents;
using Kawasaki.Infrastructure.Documents.Evaluations;
using Kawasaki.Infrastructure.Documents.Plans;
using Kawasaki.Infrastructure.Documents.Reviews;
using Xunit;

namespace Kawasaki.Tests.Unit.Documents;

/// <summary>The real plans, evaluation and review, extracted once; tests are skipped where the documents are not at hand.</summary>
internal static class PlanDocuments
{
    private static readonly Lazy<(PlanData Data, IReadOnlyDictionary<string, LineLedger> Ledgers, PackageBuilder Package)> Read = new(ReadAll);

    public static PlanData Data => Open().Data;

    public static PackageBuilder Package => Open().Package;

    public static LineLedger Ledger(string code) => Open().Ledgers[code];

    /// <summary>Folder of the source documents; null where there is none.</summary>
    public static string? Folder { get; } = FindFolder();

    private static (PlanData Data, IReadOnlyDictionary<string, LineLedger> Ledgers, PackageBuilder Package) Open()
    {
        Assert.SkipWhen(Folder is null, "the source documents are not at hand: set KAWASAKI_DOCUMENTS");
        return Read.Value;
    }

    private static (PlanData, IReadOnlyDictionary<string, LineLedger>, PackageBuilder) ReadAll()
    {
        IDocumentExtractor[] extractors = [new FieldReviewExtractor(), new FirstPlanExtractor(), new MeasureEvaluationExtractor(), new ThirdPlanExtractor()];
        var package = new PackageBuilder();
        var ledgers = new Dictionary<string, LineLedger>();
        foreach (var extractor in extractors)
        {
            var entry = DocumentEntry.Register.Single(e => e.Code == extractor.DocumentCode);
            var document = SourceDocument.FromBytes(entry, entry.FileName, File.ReadAllBytes(Path.Combine(Folder!, entry.FileName)));
            ledgers[entry.Code] = new LineLedger(document);
            extractor.Extract(document, ledgers[entry.Code], package);
        }

        return (package.Build(), ledgers, package);
    }

    private static string? FindFolder()
    {
        var folders = new List<string?> { Environment.GetEnvironmentVariable("KAWASAKI_DOCUMENTS") };
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            folders.Add(File.Exists(Path.Combine(folder.FullName, "Kawasaki.Api.sln")) ? Path.Combine(folder.FullName, "..", "shared", "documents") : null);
        }

        return folders.OfType<string>().FirstOrDefault(f => File.Exists(Path.Combine(f, DocumentEntry.Register[0].FileName)));
    }
}
