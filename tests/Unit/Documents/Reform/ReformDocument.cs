using System.IO;
using System.Text;
using Kawasaki.Infrastructure.Documents;
using Kawasaki.Infrastructure.Documents.Reform;
using Xunit;

namespace Kawasaki.Tests.Unit.Documents.Reform;

/// <summary>The reform programme for tests: a few made-up lines, or the real file where it is at hand.</summary>
internal static class ReformDocument
{
    public static DocumentEntry Entry { get; } = DocumentEntry.Register.Single(e => e.Code == "ar3");

    public static SourceDocument Of(params string[] lines) =>
        SourceDocument.FromBytes(Entry, Entry.FileName, Encoding.UTF8.GetBytes(string.Join('\n', lines)));

    /// <summary>The whole of the real document, read once; skips the test where the file is not there.</summary>
    public static (SourceDocument Document, LineLedger Ledger, PackageBuilder Package) Real()
    {
        Assert.SkipWhen(RealPath is null, "the source documents are not at hand: set KAWASAKI_DOCUMENTS");
        return Extraction.Value;
    }

    private static string? RealPath { get; } = FindFile();

    private static Lazy<(SourceDocument, LineLedger, PackageBuilder)> Extraction { get; } = new(() =>
    {
        var document = SourceDocument.FromBytes(Entry, Entry.FileName, File.ReadAllBytes(RealPath!));
        var ledger = new LineLedger(document);
        var package = new PackageBuilder();
        new ReformProgrammeExtractor().Extract(document, ledger, package);
        package.Build();
        return (document, ledger, package);
    });

    private static string? FindFile()
    {
        var folders = new List<string?> { Environment.GetEnvironmentVariable("KAWASAKI_DOCUMENTS") };
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            folders.Add(File.Exists(Path.Combine(folder.FullName, "Kawasaki.Api.sln")) ? Path.Combine(folder.FullName, "..", "shared", "documents") : null);
        }

        return folders.OfType<string>().Select(f => Path.Combine(f, Entry.FileName)).FirstOrDefault(File.Exists);
    }
}
