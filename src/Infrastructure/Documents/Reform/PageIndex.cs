using System.Globalization;
using System.Text.RegularExpressions;
using Kawasaki.Infrastructure.Documents.Reading;

namespace Kawasaki.Infrastructure.Documents.Reform;

/// <summary>
/// Printed pages, as far as the table of contents settles them: a line between two headings on one page stands on that page;
/// a line between headings on different pages has none.
/// </summary>
internal sealed partial class PageIndex
{
    private readonly List<(int Line, int Page)> headings;

    private PageIndex(List<(int Line, int Page)> headings) => this.headings = headings;

    /// <summary>The printed page of a line; null where the contents do not settle it.</summary>
    /// <param name="line">1-based line.</param>
    public int? PageOf(int line)
    {
        var next = headings.FindIndex(h => h.Line > line);
        var (here, after) = (next < 0 ? headings.Count - 1 : next - 1, next);
        return here < 0 ? null
            : headings[here].Line == line ? headings[here].Page
            : after >= 0 && headings[after].Page == headings[here].Page ? headings[here].Page : null;
    }

    /// <summary>First page of the part that begins at the line and first page of the part behind it; null where either is unknown.</summary>
    /// <param name="range">The part.</param>
    public (int First, int Next)? PagesOf(LineRange range)
    {
        var here = headings.FindIndex(h => h.Line == range.First);
        return here >= 0 && here + 1 < headings.Count && headings[here + 1].Line == range.Last + 1
            ? (headings[here].Page, headings[here + 1].Page)
            : null;
    }

    /// <summary>Reads the table of contents and finds its headings in the text, each behind the one before.</summary>
    /// <param name="document">The document.</param>
    /// <param name="contents">The lines of the table of contents.</param>
    public static PageIndex Read(SourceDocument document, LineRange contents)
    {
        var found = new List<(int Line, int Page)>();
        var from = contents.Last + 1;

        // Items of chapter 3 print the pillar before their number: `1 - (2) …`.
        var folded = document.Lines.Select(l => TableRow.IsRow(l) ? "" : Pillar().Replace(TextFolding.Comparable(l).TrimStart('■'), "")).ToList();
        foreach (var line in contents.Lines)
        {
            if (Entry().Match(document[line]) is { Success: true } entry
                && folded.IndexOf(TextFolding.Comparable(entry.Groups["title"].Value), from - 1) is var index and >= 0)
            {
                found.Add((index + 1, int.Parse(entry.Groups["page"].Value, CultureInfo.InvariantCulture)));
                from = index + 2;
            }
        }

        return new PageIndex(found);
    }

    [GeneratedRegex(@"^(?<title>[^\t]+)\t(?<page>\d{1,3})$", RegexOptions.ExplicitCapture)]
    private static partial Regex Entry();

    [GeneratedRegex(@"^\d-(?=\()")]
    private static partial Regex Pillar();
}
