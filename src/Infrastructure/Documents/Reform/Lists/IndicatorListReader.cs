using System.Text.RegularExpressions;
using Kawasaki.Infrastructure.Documents.Reading;

namespace Kawasaki.Infrastructure.Documents.Reform.Lists;

/// <summary>
/// Reads 参考資料5 (outcome indicators) or 6 (activity indicators): under the heading of each item a table with the indicators of
/// its tasks. Each table head stands on a page of its own, so that their number tells the pages.
/// </summary>
internal sealed partial class IndicatorListReader
{
    private readonly ListContext context;
    private readonly LineRange range;
    private readonly int? firstPage;
    private readonly ListStatements statements;

    /// <summary>A reader of one of the lists.</summary>
    /// <param name="context">What it works on.</param>
    /// <param name="pages">Printed pages.</param>
    /// <param name="range">The list.</param>
    /// <param name="kind">Mark of its indicators in codes: a or o.</param>
    public IndicatorListReader(ListContext context, PageIndex pages, LineRange range, char kind)
    {
        (this.context, this.range) = (context, range);
        statements = new ListStatements(context, kind);
        var headers = range.Lines.Count(l => ListRow.IsHeader(context.Document[l]));
        firstPage = pages.PagesOf(range) is { } p && p.Next - p.First == headers ? p.First : null;
    }

    /// <summary>Reads the list.</summary>
    public void Read()
    {
        var (item, page) = ("", firstPage - 1);
        foreach (var line in range.Lines.Where(l => !string.IsNullOrWhiteSpace(context.Document[l])))
        {
            var text = context.Document[line];
            if (ItemHeading().Match(TextFolding.Narrow(text)) is { Success: true } heading)
            {
                item = $"ar3-{heading.Groups["pillar"].Value}-{heading.Groups["item"].Value}";
                context.CompareOutline(item, heading.Groups["name"].Value, line);
                context.Ledger.PartOfRecord(line);
            }
            else if (ListRow.IsHeader(text))
            {
                page++;
                context.Ledger.PartOfRecord(line);
            }
            else if (line == range.First)
            {
                context.Ledger.PageFurniture(line, "heading");
            }
            else if (item.Length > 0 && ListRow.Read(line, text) is { BeginsTask: true } row)
            {
                ReadTask(item, [row, .. Continuation(line)], page);
            }
        }
    }

    private IEnumerable<ListRow> Continuation(int line)
    {
        for (var next = line + 1; next <= range.Last && ListRow.Read(next, context.Document[next]) is { BeginsTask: false } row; next++)
        {
            yield return row;
        }
    }

    private void ReadTask(string item, List<ListRow> rows, int? page)
    {
        var first = rows[0];
        var task = $"{item}-{first.TaskNumber}";
        if (!context.CompareTask(task, first.TaskName, first.Department, new Place(context.Document.Code, first.Line, page)))
        {
            return;
        }

        var methods = MarkedText.Shared(first.Method);
        foreach (var row in rows)
        {
            if (statements.Add(task, row, rows[^1], methods, page))
            {
                context.Ledger.PartOfRecord(row.Line);
                context.Ledger.Cells(row.Row, row.IsRead);
            }
        }

        AddRationale(first, task, first.Rationale, "");
        AddRationale(first, task, first.TargetRationale, "-target");
    }

    private void AddRationale(ListRow row, string task, string text, string mark)
    {
        if (text.Length > 0)
        {
            ReformProse.AddPassage(context.Document, context.Package, row.Line, HtmlCell.Text(text), "rationale", ("reformTasks", task), mark);
        }
    }

    [GeneratedRegex(@"^取組 ?(?<pillar>\d) - \((?<item>\d)\) (?<name>.+)$")]
    private static partial Regex ItemHeading();
}
