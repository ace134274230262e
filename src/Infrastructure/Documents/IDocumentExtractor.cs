namespace Kawasaki.Infrastructure.Documents;

/// <summary>L2: reads one document into the package: every line claimed in the ledger, every fact handed to the builder.</summary>
internal interface IDocumentExtractor
{
    /// <summary>Code of the document it reads.</summary>
    string DocumentCode { get; }

    /// <summary>Reads the document.</summary>
    /// <param name="document">Its text.</param>
    /// <param name="ledger">Where every line is accounted for.</param>
    /// <param name="package">Where facts go.</param>
    void Extract(SourceDocument document, LineLedger ledger, PackageBuilder package);
}
