namespace Kawasaki.Infrastructure.Documents.Reviews;

/// <summary>Reads 政策の方向性と本市の取組 ～「市民自治」分野～: review themes, facilities per ward, counts.</summary>
internal sealed class FieldReviewExtractor : IDocumentExtractor
{
    /// <inheritdoc/>
    public string DocumentCode => "civic2015";

    /// <inheritdoc/>
    public void Extract(SourceDocument document, LineLedger ledger, PackageBuilder package)
    {
        var scope = new DocumentScope(document, ledger, package);
        new FieldReviewReading(scope, new ContextFigures(scope)).Run();
    }
}
