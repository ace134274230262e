using System.IO;
using System.Text;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Packages;
using Kawasaki.Domain.Plan;
using Kawasaki.Infrastructure.Documents.Evaluations;
using Kawasaki.Infrastructure.Documents.Plans;
using Kawasaki.Infrastructure.Documents.Reform;
using Kawasaki.Infrastructure.Documents.Reviews;

namespace Kawasaki.Infrastructure.Documents;

/// <summary>L1 to L3: reads the documents of a folder into the rows of a data package, and gives an account of every line.</summary>
public static class Extraction
{
    /// <summary>One extractor for each document, in the order of the register.</summary>
    internal static IReadOnlyList<IDocumentExtractor> Extractors { get; } =
    [
        new FieldReviewExtractor(),
        new FirstPlanExtractor(),
        new MeasureEvaluationExtractor(),
        new ThirdPlanExtractor(),
        new ReformProgrammeExtractor(),
    ];

    /// <summary>Reads all documents.</summary>
    /// <param name="folder">Folder with the five text files.</param>
    /// <returns>Rows and accounts; or one problem whose details name every document or line at fault.</returns>
    public static Result<ExtractionResult> Run(string folder) => Run(folder, Extractors);

    /// <summary>Reads the documents of the given extractors.</summary>
    /// <param name="folder">Folder with the text files.</param>
    /// <param name="extractors">The extractors, oldest document first: a later document's value wins.</param>
    internal static Result<ExtractionResult> Run(string folder, IReadOnlyList<IDocumentExtractor> extractors)
    {
        var opened = extractors.Select(e => (Extractor: e, Document: Open(folder, EntryOf(e)))).ToList();
        var problems = opened.Select(o => o.Document.Problem).OfType<Problem>().ToList();
        if (problems.Count > 0)
        {
            return problems is [var only] ? only : problems[0] with { Details = problems };
        }

        var package = new PackageBuilder();
        var ledgers = new List<LineLedger>();
        foreach (var (extractor, document) in opened)
        {
            var ledger = new LineLedger(document.Value!);
            package.Data.Documents.Add(ToRow(ledger.Document));
            extractor.Extract(ledger.Document, ledger, package);
            ledgers.Add(ledger);
        }

        var data = package.Build();
        var findings = ledgers.SelectMany(FindingsOf).Concat(package.Conflicts).ToList();
        return findings.Count > 0
            ? new Problem(
                ErrorCode.DocumentNotRecognized,
                $"The extraction does not recognise {findings.Count} place(s) of the documents; each is named in the details.",
                Details: findings)
            : new ExtractionResult(data, [.. ledgers.Select(l => ToAccount(l, data))], [.. ledgers.Select(l => l.Document).Where(IsAltered).Select(Warning)]);
    }

    private static DocumentEntry EntryOf(IDocumentExtractor extractor) => DocumentEntry.Register.Single(e => e.Code == extractor.DocumentCode);

    private static Result<SourceDocument> Open(string folder, DocumentEntry entry)
    {
        var path = Path.Combine(folder, entry.FileName);
        try
        {
            return SourceDocument.FromBytes(entry, entry.FileName, File.ReadAllBytes(path));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return new Problem(ErrorCode.DocumentMissing, $"Document {entry.Code} is missing: there is no file {path}.", entry.FileName, $"{entry.Title}, {entry.IssuedLabel}");
        }
        catch (DecoderFallbackException e)
        {
            return new Problem(ErrorCode.DocumentUnreadable, $"Document {entry.Code} is not UTF-8: unexpected byte at offset {e.Index} of {path}.", entry.FileName);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new Problem(ErrorCode.DocumentUnreadable, $"Document {entry.Code} cannot be read: {e.Message}", entry.FileName);
        }
    }

    private static Document ToRow(SourceDocument document) => new()
    {
        Code = document.Code,
        Title = document.Entry.Title,
        Kind = document.Entry.Kind,
        IssuedOn = document.Entry.IssuedOn,
        IssuedLabel = document.Entry.IssuedLabel,
        FileName = document.FileName,
        Sha256 = document.Sha256,
        LineCount = document.Lines.Count,
    };

    private static IEnumerable<Problem> FindingsOf(LineLedger ledger) =>
        ledger.Unclaimed()
            .Select(line => new Finding(line, "nothing of the line is recognised"))
            .Concat(ledger.Findings)
            .OrderBy(f => f.Line)
            .Select(f => new Problem(ErrorCode.DocumentNotRecognized, $"{ledger.Document.Code} line {f.Line}: {f.Reason}.", $"{ledger.Document.FileName}:{f.Line}"));

    private static DocumentAccount ToAccount(LineLedger ledger, PlanData data)
    {
        var code = ledger.Document.Code;
        return new DocumentAccount(
            code,
            ledger.Document.FileName,
            ledger.Document.Lines.Count,
            ledger.Document.Lines.Count(string.IsNullOrWhiteSpace),
            ledger.RecordLines,
            ledger.ProseLines,
            ledger.Records,
            ledger.Furniture,
            new SortedDictionary<string, int>(ledger.Repairs.GroupBy(r => r.Rule.Name).ToDictionary(g => g.Key, g => g.Count()), StringComparer.Ordinal),
            data.Observations.Count(o => o.DocumentCode == code && o.Status == ValueStatus.Lost),
            data.Discrepancies.Count(d => d.FirstDocumentCode == code || d.SecondDocumentCode == code));
    }

    private static bool IsAltered(SourceDocument document) => document.Sha256 != document.Entry.Sha256;

    private static string Warning(SourceDocument document) =>
        $"{document.Code}: {document.FileName} differs from the registered file (SHA-256 {document.Sha256} instead of {document.Entry.Sha256}); line numbers may differ from the published ones.";
}
