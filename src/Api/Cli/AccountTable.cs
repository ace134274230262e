using System.Globalization;
using Kawasaki.Infrastructure.Documents;

namespace Kawasaki.Api.Cli;

/// <summary>Prints what became of every line of the documents.</summary>
internal static class AccountTable
{
    /// <summary>The lines of the account.</summary>
    /// <param name="result">What was extracted.</param>
    public static IEnumerable<string> Lines(ExtractionResult result)
    {
        foreach (var account in result.Accounts)
        {
            yield return string.Create(CultureInfo.InvariantCulture,
                $"{account.DocumentCode} ({account.FileName}): {account.LineCount} lines = {account.RecordLines} records + {account.ProseLines} prose + {account.FurnitureLines} furniture + {account.BlankLines} blank");
            yield return Row("records", account.Records);
            yield return Row("furniture", account.Furniture);
            yield return Row("repairs", account.Repairs);
            yield return string.Create(CultureInfo.InvariantCulture, $"  values lost    {account.ValuesLost}");
            yield return string.Create(CultureInfo.InvariantCulture, $"  discrepancies  {account.Discrepancies}");
        }
    }

    private static string Row(string title, IReadOnlyDictionary<string, int> counts) =>
        $"  {title,-13}  {(counts.Count == 0 ? "none" : string.Join(", ", counts.Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.Key} {c.Value}"))))}";
}
