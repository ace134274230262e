using System.IO;
using Kawasaki.Domain.Packages;
using Kawasaki.Infrastructure.Documents;
using Kawasaki.Infrastructure.Documents.Reform.Sheets;
using Xunit;

namespace Kawasaki.Tests.Unit.Documents.Reform.Sheets;

/// <summary>Chapter 3 of the real reform programme, read once; tests that need it are skipped where the documents are absent.</summary>
public sealed class Chapter3
{
    private const int FirstLine = 660;
    private const int LastLine = 4346;
    private readonly Lazy<(PlanData Data, LineLedger Ledger)?> read = new(Read);

    /// <summary>The rows read.</summary>
    internal PlanData Data => Result.Data;

    /// <summary>The account.</summary>
    internal LineLedger Ledger => Result.Ledger;

    private (PlanData Data, LineLedger Ledger) Result
    {
        get
        {
            Assert.SkipWhen(read.Value is null, "the source documents are not here: set KAWASAKI_DOCUMENTS to their folder");
            return read.Value!.Value;
        }
    }

    /// <summary>Reads hand-made lines as if they were the chapter.</summary>
    /// <param name="lines">Lines.</param>
    internal static (PlanData Data, LineLedger Ledger) ReadLines(params string[] lines) =>
        ReadRange(SourceDocument.FromBytes(Entry, "hand-made.txt", System.Text.Encoding.UTF8.GetBytes(string.Join('\n', lines))), 1, lines.Length);

    /// <summary>Lines of the chapter that nobody claimed.</summary>
    internal IEnumerable<int> Unclaimed() => Ledger.Unclaimed().Where(l => l is >= FirstLine and <= LastLine);

    private static DocumentEntry Entry => DocumentEntry.Register.Single(e => e.Code == "ar3");

    private static (PlanData Data, LineLedger Ledger)? Read()
    {
        var folder = Environment.GetEnvironmentVariable("KAWASAKI_DOCUMENTS") ?? Beside(AppContext.BaseDirectory);
        var path = folder is null ? null : Path.Combine(folder, Entry.FileName);
        return path is null || !File.Exists(path)
            ? null
            : ReadRange(SourceDocument.FromBytes(Entry, Entry.FileName, File.ReadAllBytes(path)), FirstLine, LastLine);
    }

    private static (PlanData Data, LineLedger Ledger) ReadRange(SourceDocument document, int firstLine, int lastLine)
    {
        var ledger = new LineLedger(document);
        var package = new PackageBuilder();
        SheetSectionReader.Read(document, ledger, package, firstLine, lastLine);
        return (package.Build(), ledger);
    }

    private static string? Beside(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Kawasaki.Api.sln")))
            {
                return Path.Combine(folder.FullName, "..", "shared", "documents");
            }
        }

        return null;
    }
}
