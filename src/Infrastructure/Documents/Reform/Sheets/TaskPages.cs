using System.Globalization;
using System.Text.RegularExpressions;

namespace Kawasaki.Infrastructure.Documents.Reform.Sheets;

/// <summary>
/// The printed page of every sheet, from the list of reform tasks (参考資料7), where each line ends in the page of its
/// task. A sheet fills one page, so the page of the task is the page of everything on its sheet.
/// </summary>
internal static partial class TaskPages
{
    /// <summary>Page by task code.</summary>
    /// <param name="document">The whole document.</param>
    public static IReadOnlyDictionary<string, int> Read(SourceDocument document)
    {
        var pages = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var match in document.Lines.Select(l => ListLine().Match(l)).Where(m => m.Success))
        {
            var code = $"ar3-{match.Groups["pillar"].Value}-{match.Groups["item"].Value}-{match.Groups["task"].Value}";
            pages.TryAdd(code, int.Parse(match.Groups["page"].ValueSpan, CultureInfo.InvariantCulture));
        }

        return pages;
    }

    [GeneratedRegex(@"^(?<pillar>[1-4])\t[（(](?<item>[0-9])[）)]\t(?<task>[0-9]{1,2})\t[^\t]+\t[^\t]+\t(?<page>[0-9]{1,3})\s*$")]
    private static partial Regex ListLine();
}
