using Kawasaki.Domain.Packages;

namespace Kawasaki.Infrastructure.Documents;

/// <summary>What the extraction of the documents gives: the rows, the account of each document, and warnings.</summary>
/// <param name="Data">Every row, passages included.</param>
/// <param name="Accounts">One account for each document, oldest document first.</param>
/// <param name="Warnings">What the operator should know, such as a file that differs from the registered one.</param>
public sealed record ExtractionResult(PlanData Data, IReadOnlyList<DocumentAccount> Accounts, IReadOnlyList<string> Warnings);

/// <summary>What became of the lines of one document.</summary>
/// <param name="DocumentCode">Document code.</param>
/// <param name="FileName">File it was read from.</param>
/// <param name="LineCount">Lines of the file.</param>
/// <param name="BlankLines">Lines without any character but blanks.</param>
/// <param name="RecordLines">Lines that state rows, or belong to a row stated on another line.</param>
/// <param name="ProseLines">Lines that hold prose only.</param>
/// <param name="Records">Number of rows stated, by set.</param>
/// <param name="Furniture">Number of lines of page furniture, by kind.</param>
/// <param name="Repairs">Number of repairs, by rule.</param>
/// <param name="ValuesLost">Observations of this document whose value the conversion lost.</param>
/// <param name="Discrepancies">Contradictions in which this document is one side.</param>
public sealed record DocumentAccount(
    string DocumentCode,
    string FileName,
    int LineCount,
    int BlankLines,
    int RecordLines,
    int ProseLines,
    IReadOnlyDictionary<string, int> Records,
    IReadOnlyDictionary<string, int> Furniture,
    IReadOnlyDictionary<string, int> Repairs,
    int ValuesLost,
    int Discrepancies)
{
    /// <summary>Lines of page furniture of any kind.</summary>
    public int FurnitureLines => Furniture.Values.Sum();
}
