using System.Text.RegularExpressions;
using Kawasaki.Domain.Plan;
using Kawasaki.Infrastructure.Documents.Reading;

namespace Kawasaki.Infrastructure.Documents.Reviews;

/// <summary>Reads 重点検討テーマ: numbered themes with numbered sub-themes and a paragraph each.</summary>
/// <param name="scope">The document.</param>
internal sealed partial class ThemeList(DocumentScope scope)
{
    /// <summary>A sub-theme without its heading mark.</summary>
    public static RepairRule HeadingMarkMissing { get; } = new(
        "heading-mark-missing", "A numbered line in the list of themes without the mark of a heading is a sub-theme as the numbered headings beside it are.");

    private string? theme;
    private string? current;

    /// <summary>Reads a line of the list.</summary>
    /// <param name="line">1-based line.</param>
    /// <param name="text">The line.</param>
    /// <returns>False where the line ends the list.</returns>
    public bool Read(int line, string text)
    {
        if (Theme().Match(text) is { Success: true } top)
        {
            theme = current = top.Groups["number"].Value;
            Add(line, theme, null, top.Groups["name"].Value);
        }
        else if (SubTheme().Match(text) is { Success: true } sub && theme is not null)
        {
            if (!sub.Groups["mark"].Success)
            {
                scope.Repair(line, HeadingMarkMissing, $"\"{text}\" read as a heading");
            }

            current = $"{theme}-{sub.Groups["number"].Value}";
            Add(line, current, theme, sub.Groups["name"].Value);
        }
        else if (text.StartsWith("資料：", StringComparison.Ordinal))
        {
            scope.Furniture(line, "source of a figure");
        }
        else if (text.StartsWith('#'))
        {
            return false;
        }
        else
        {
            scope.Passage(line, text, "text", current is null ? null : "themes", current);
        }

        return true;
    }

    private void Add(int line, string code, string? parent, string name)
    {
        scope.Ledger.Record(line, "themes");
        scope.Package.Data.Themes.Add(new Theme { Code = code, DocumentCode = scope.Code, Line = line, ParentCode = parent, Name = TextFolding.Name(name) });
    }

    [GeneratedRegex(@"^#### (?<number>\d) 「(?<name>.+)」$")]
    private static partial Regex Theme();

    [GeneratedRegex(@"^(?<mark>##### )?\((?<number>\d)\) (?<name>[^。]+)$")]
    private static partial Regex SubTheme();
}
