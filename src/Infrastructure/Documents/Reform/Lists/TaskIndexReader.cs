using System.Text.RegularExpressions;
using Kawasaki.Infrastructure.Documents.Reading;

namespace Kawasaki.Infrastructure.Documents.Reform.Lists;

/// <summary>
/// Reads 参考資料7, the index of all tasks, and 参考資料4, the tasks of the work style reform: each row is a further place that names a
/// task, never a task of its own.
/// </summary>
/// <param name="context">What it works on.</param>
internal sealed partial class TaskIndexReader(ListContext context)
{
    private string pillar = "";

    /// <summary>Reads the index, or the tables of tasks in the range.</summary>
    /// <param name="range">Where to look.</param>
    /// <param name="isIndex">True for the index: its headings name pillars and items.</param>
    public void Read(LineRange range, bool isIndex)
    {
        foreach (var line in range.Lines)
        {
            var text = TextFolding.Narrow(context.Document[line]);
            if (Row().Match(text) is { Success: true } row)
            {
                ReadRow(line, row);
            }
            else if (Header().IsMatch(text))
            {
                context.Ledger.PartOfRecord(line);
            }
            else if (isIndex && Pillar().Match(text) is { Success: true } head)
            {
                pillar = $"ar3-{head.Groups["pillar"].Value}";
                ReadHeading(line, pillar, head);
            }
            else if (isIndex && Item().Match(text) is { Success: true } item)
            {
                ReadHeading(line, $"{pillar}-{item.Groups["item"].Value}", item);
            }
            else if (isIndex && line == range.First)
            {
                context.Ledger.PageFurniture(line, "heading");
            }
        }
    }

    private void ReadHeading(int line, string code, Match match)
    {
        context.CompareOutline(code, context.Document[line][match.Groups["name"].Index..], line);
        context.Ledger.PartOfRecord(line);
    }

    private void ReadRow(int line, Match row)
    {
        var code = $"ar3-{row.Groups["pillar"].Value}-{row.Groups["item"].Value}-{row.Groups["task"].Value}";
        var place = new Place(context.Document.Code, line);
        var name = Printed(line, row.Groups["name"]);

        // A sheet that ward offices share prints no office of its own, so there is nothing to compare.
        var department = row.Groups["department"] is { Success: true } cell && context.Package.Data.ReformTasks.Find(t => t.Code == code) is { DepartmentText: not "各区役所" }
            ? Printed(line, cell)
            : null;
        if (context.CompareTask(code, name, department, place))
        {
            context.Package.Cite("reformTasks", code, place, TextFolding.Name(name));
            context.Ledger.PartOfRecord(line);
        }
    }

    private string Printed(int line, Group group) => context.Document[line].Substring(group.Index, group.Length);

    [GeneratedRegex(@"^(?<pillar>\d)\t\((?<item>\d)\)\t(?<task>\d{1,2})\t(?<name>[^\t]+)(\t(?<department>[^\t]+)\t\d{1,3})?$", RegexOptions.ExplicitCapture)]
    private static partial Regex Row();

    [GeneratedRegex(@"^(取組 ?No\.\t項目 ?No\.\t課題 ?No\.\t課題名(\t局区等名\t頁)?|改革課題 ?No\.\t+課題名)\t*$", RegexOptions.ExplicitCapture)]
    private static partial Regex Header();

    [GeneratedRegex(@"^取組(?<pillar>\d) (?<name>.+)$")]
    private static partial Regex Pillar();

    [GeneratedRegex(@"^\((?<item>\d)\) (?<name>.+)$")]
    private static partial Regex Item();
}
