using Kawasaki.Domain.Errors;
using Kawasaki.Infrastructure.Documents;
using Kawasaki.Infrastructure.Postgres.Mapping;

namespace Kawasaki.Infrastructure.Packages;

/// <summary>L1 to L4: from the source documents to a data package on disk, all or nothing.</summary>
public static class DocumentPackager
{
    /// <summary>Extracts, writes the package in memory, holds it against every rule, and only then replaces the folder.</summary>
    /// <param name="documents">Folder of the source documents.</param>
    /// <param name="target">Folder of the package.</param>
    /// <param name="cancellationToken">Stops the work; the old package then stands.</param>
    /// <returns>What was extracted. Problems: those of the extraction; <see cref="ErrorCode.PackageInvalid"/> with every finding.</returns>
    public static async Task<Result<ExtractionResult>> RunAsync(string documents, string target, CancellationToken cancellationToken)
    {
        var extracted = Extraction.Run(documents);
        if (!extracted.IsOk)
        {
            return extracted.Problem;
        }

        var schema = PackageSchema.From(PlanModel.Instance.Published);
        var files = new PackageWriter(schema).Render(extracted.Value.Data);
        var findings = PackageValidator.Validate(PackageContent.Read(schema, files));
        if (findings.Count > 0)
        {
            return new Problem(ErrorCode.PackageInvalid, $"The documents give no valid data package: {findings.Count} finding(s). Nothing was written.", target, Details: findings);
        }

        var written = await PackageWriter.ReplaceFolderAsync(files, target, cancellationToken).ConfigureAwait(false);
        return written.IsOk ? extracted : written.Problem;
    }
}
