using System.Globalization;
using System.Text.RegularExpressions;
using Kawasaki.Domain.Plan;

namespace Kawasaki.Infrastructure.Documents.Reform.Sheets;

/// <summary>
/// Reads what stands between the sheets: the chapter's contents, the specimen sheet, and the introductions of the four
/// pillars and nineteen items. Paragraphs belong to the heading they stand under.
/// </summary>
/// <param name="section">The section.</param>
/// <param name="tasksByLastLine">Code of the task of each sheet by the sheet's last line, for the notes below a sheet.</param>
internal sealed partial class OutlineReader(SheetSection section, SortedDictionary<int, string> tasksByLastLine)
{
    private const string SpecimenHeading = "○ 改革課題の見方";
    private const string IssuesHeading = "■ これまでの主な取組と課題";
    private const string ApproachHeading = "■ 取組の方向性";
    private readonly ContentsTable contents = new();
    private string subjectKind = "plans";
    private string subjectCode = SheetSection.PlanCode;
    private string proseKind = "text";
    private int? page;
    private bool inSpecimen;
    private int figureLine;

    /// <summary>Reads one line; a line of no known form stays unclaimed.</summary>
    /// <param name="line">1-based line.</param>
    public void Read(int line)
    {
        var text = section.Document[line].Trim(' ', '　');
        if (text.Contains('\t', StringComparison.Ordinal))
        {
            ReadTable(line, text);
        }
        else if (!ReadHeading(line, text))
        {
            ReadParagraph(line, text);
        }
    }

    /// <summary>Names printed in the contents and on the sheets against those of the headings.</summary>
    /// <param name="sheets">Sheets.</param>
    public void CompareNames(IReadOnlyList<Sheet> sheets)
    {
        foreach (var (code, entry) in contents.Entries)
        {
            CompareName(code, entry.Name, entry.Line);
        }

        var named = new HashSet<(string Code, string Name)>();
        foreach (var sheet in sheets)
        {
            if (SheetHead.Read(sheet) is not { } head)
            {
                continue;
            }

            if (named.Add((head.PillarCode, head.PillarName)))
            {
                CompareName(head.PillarCode, head.PillarName, sheet.Single(SheetPart.Pillar)!.Line);
            }

            if (named.Add((head.ItemCode, head.ItemName)))
            {
                CompareName(head.ItemCode, head.ItemName, sheet.Single(SheetPart.Item)!.Line);
            }
        }
    }

    private void CompareName(string code, string name, int line)
    {
        if (section.Package.Data.ReformItems.Find(i => i.Code == code) is { } item)
        {
            section.CompareName("reformItems", code, name, line, item.Name, item.Line);
        }
        else if (section.Package.Data.ReformPillars.Find(p => p.Code == code) is { } pillar)
        {
            section.CompareName("reformPillars", code, name, line, pillar.Name, pillar.Line);
        }
    }

    private void ReadTable(int line, string text)
    {
        if (inSpecimen && Specimen().IsMatch(text))
        {
            section.Ledger.PageFurniture(line, "specimen sheet");
        }
        else if (contents.Read(line, text))
        {
            section.Ledger.PageFurniture(line, "chapter table of contents");
        }
        else if (figureLine > 0 && text.Split('\t') is [_, _])
        {
            section.Prose(line, "text", subjectKind, subjectCode, SheetText.Paragraphs(text.Replace('\t', ' ')), page);
        }
    }

    private bool ReadHeading(int line, string text)
    {
        if (PillarHeading().Match(text) is { Success: true } pillar)
        {
            AddPillar(line, int.Parse(pillar.Groups["pillar"].ValueSpan, CultureInfo.InvariantCulture), pillar.Groups["name"].Value);
        }
        else if (ItemHeading().Match(text) is { Success: true } item)
        {
            AddItem(
                line,
                int.Parse(item.Groups["pillar"].ValueSpan, CultureInfo.InvariantCulture),
                int.Parse(item.Groups["item"].ValueSpan, CultureInfo.InvariantCulture),
                item.Groups["name"].Value);
        }
        else if (FigureCaption().IsMatch(text))
        {
            figureLine = line;
            section.Ledger.PageFurniture(line, "figure caption");
        }
        else if (text is "第3章 改革の取組" or SpecimenHeading or "■ 改革項目一覧" or IssuesHeading or ApproachHeading)
        {
            inSpecimen = text == SpecimenHeading;
            figureLine = 0;
            proseKind = text switch { IssuesHeading => "issue", ApproachHeading => "approach", _ => "text" };
            section.Ledger.PageFurniture(line, "heading");
        }
        else
        {
            return false;
        }

        return true;
    }

    private void ReadParagraph(int line, string text)
    {
        if (inSpecimen && SpecimenLegend().IsMatch(text))
        {
            section.Ledger.PageFurniture(line, "specimen sheet");
        }
        else if (text.StartsWith('※') && tasksByLastLine.LastOrDefault(p => p.Key < line).Value is { } task)
        {
            section.Prose(line, "text", "reformTasks", task, text, section.Pages.TryGetValue(task, out var taskPage) ? taskPage : null);
        }
        else if (Footnote().IsMatch(text))
        {
            section.Prose(line, "text", subjectKind, subjectCode, text, page);
        }
        else if (text.EndsWith('。') || text.StartsWith("- ", StringComparison.Ordinal))
        {
            section.Prose(line, proseKind, subjectKind, subjectCode, text.StartsWith("- ", StringComparison.Ordinal) ? text[2..] : text, page);
        }
    }

    private void AddPillar(int line, int number, string name)
    {
        var code = string.Create(CultureInfo.InvariantCulture, $"ar3-{number}");
        Enter("reformPillars", code);
        section.Package.Data.ReformPillars.Add(new ReformPillar
        {
            Code = code,
            DocumentCode = section.Document.Code,
            Line = line,
            Page = page,
            PlanCode = SheetSection.PlanCode,
            Number = number,
            Name = name,
        });
        section.Ledger.Record(line, subjectKind);
    }

    private void AddItem(int line, int pillar, int number, string name)
    {
        var code = string.Create(CultureInfo.InvariantCulture, $"ar3-{pillar}-{number}");
        Enter("reformItems", code);
        section.Package.Data.ReformItems.Add(new ReformItem
        {
            Code = code,
            DocumentCode = section.Document.Code,
            Line = line,
            Page = page,
            PillarCode = string.Create(CultureInfo.InvariantCulture, $"ar3-{pillar}"),
            Number = number,
            Name = name,
        });
        section.Ledger.Record(line, subjectKind);
    }

    private void Enter(string set, string code)
    {
        (subjectKind, subjectCode, proseKind, inSpecimen, figureLine) = (set, code, "text", false, 0);
        page = contents.Entries.TryGetValue(code, out var entry) ? entry.Page : null;
    }

    [GeneratedRegex("^(?<pillar>[1-4]) (?<name>[^-–].+)$")]
    private static partial Regex PillarHeading();

    [GeneratedRegex("^(?<pillar>[1-4]) [-–] [(（](?<item>[0-9])[)）] (?<name>.+)$")]
    private static partial Regex ItemHeading();

    [GeneratedRegex("^図表[－-][0-9]+ ")]
    private static partial Regex FigureCaption();

    [GeneratedRegex("^[①-⑦]?\t")]
    private static partial Regex Specimen();

    [GeneratedRegex("^[①-⑦].+記載$")]
    private static partial Regex SpecimenLegend();

    [GeneratedRegex("^[¹²³⁴-⁹⁰]+ ")]
    private static partial Regex Footnote();
}
