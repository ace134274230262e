using System.Globalization;
using System.Text.RegularExpressions;

namespace Kawasaki.Infrastructure.Documents.Reform.Sheets;

/// <summary>
/// The contents at the head of the chapter and of each pillar: 取組1 …, below it （1） …, each with its page. The first
/// statement of a name counts; the pages say where the headings stand.
/// </summary>
internal sealed partial class ContentsTable
{
    private readonly SortedDictionary<string, (string Name, int Line, int? Page)> entries = new(StringComparer.Ordinal);
    private int pillar;

    /// <summary>Name, line of the contents and page, by code of the pillar or item.</summary>
    public IReadOnlyDictionary<string, (string Name, int Line, int? Page)> Entries => entries;

    /// <summary>Reads one line; false if it is no line of contents.</summary>
    /// <param name="line">1-based line.</param>
    /// <param name="text">Its text.</param>
    public bool Read(int line, string text)
    {
        if (text == "取組の柱と改革項目\tページ")
        {
            return true;
        }

        if (PillarLine().Match(text) is { Success: true } head)
        {
            pillar = int.Parse(head.Groups["pillar"].ValueSpan, CultureInfo.InvariantCulture);
            Add(string.Create(CultureInfo.InvariantCulture, $"ar3-{pillar}"), head, line);
            return true;
        }

        if (pillar > 0 && ItemLine().Match(text) is { Success: true } item)
        {
            Add(string.Create(CultureInfo.InvariantCulture, $"ar3-{pillar}-{item.Groups["item"].Value}"), item, line);
            return true;
        }

        return false;
    }

    private void Add(string code, Match match, int line)
    {
        int? page = int.TryParse(match.Groups["page"].ValueSpan, CultureInfo.InvariantCulture, out var printed) ? printed : null;
        entries.TryAdd(code, (match.Groups["name"].Value.Trim(), line, page));
    }

    [GeneratedRegex("^取組 ?(?<pillar>[1-4]) (?<name>[^\t]+)\t(?<page>[0-9]+|ページ)$")]
    private static partial Regex PillarLine();

    [GeneratedRegex("^[（(](?<item>[0-9])[）)] ?(?<name>[^\t]+)\t(?<page>[0-9]+)$")]
    private static partial Regex ItemLine();
}
