namespace Kawasaki.Infrastructure.Documents.Evaluations;

/// <summary>Reads 施策評価: definitions of the indicators, targets against actuals, grades and their legends.</summary>
internal sealed class MeasureEvaluationExtractor : IDocumentExtractor
{
    /// <inheritdoc/>
    public string DocumentCode => "eval1";

    /// <inheritdoc/>
    public void Extract(SourceDocument document, LineLedger ledger, PackageBuilder package) =>
        new MeasureEvaluationReading(new DocumentScope(document, ledger, package)).Run();
}
