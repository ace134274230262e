using Kawasaki.Infrastructure.Documents.Reading;

namespace Kawasaki.Infrastructure.Documents.Plans;

/// <summary>Reads 第3期実施計画: policies, perception indicators, measures, outcome indicators, projects with yearly actions and figures.</summary>
internal sealed class ThirdPlanExtractor : IDocumentExtractor
{
    /// <inheritdoc/>
    public string DocumentCode => "ip3";

    /// <inheritdoc/>
    public void Extract(SourceDocument document, LineLedger ledger, PackageBuilder package) =>
        new ThirdPlanReading(new DocumentScope(document, ledger, package)).Run();
}

/// <summary>One reading of the third plan.</summary>
internal sealed class ThirdPlanReading(DocumentScope scope)
{
    private const string PlanCode = "ip3";

    /// <summary>Index tabs at the page's edge; the conversion reads 進行 as 進化 on some pages.</summary>
    private static readonly HashSet<string> Tabs =
    [
        "総論", "10年戦略", "基本政策1", "基本政策2", "基本政策3", "基本政策4", "基本政策5", "政策体系別計画", "区計画", "進行管理・評価", "進化管理・評価",
    ];

    private static readonly HashSet<string> Logo = ["KAWASAKI", "SDGs", "川崎市は持続可能な開発目標(sdgs)を支援しています。"];

    /// <summary>Sections, and what their paragraphs are; null where a section holds a table.</summary>
    private static readonly Dictionary<string, string?> Sections = new()
    {
        ["政策の体系"] = null,
        ["政策の方向性"] = "approach",
        ["市民の実感指標"] = null,
        ["施策の体系"] = null,
        ["これまでの主な取組状況"] = "progress",
        ["施策の主な課題"] = "issue",
        ["施策の方向性"] = "approach",
        ["直接目標"] = "directGoal",
        ["主な成果指標"] = null,
        ["計画期間の主な取組"] = null,
    };

    private string? basicPolicy;
    private string? policy;
    private string? measure;
    private string? passageKind = "text";
    private string section = "";
    private OutcomeTable? outcomes;
    private PerceptionTable? perceptions;
    private ThirdPlanTable? actions;

    /// <summary>Reads line after line.</summary>
    public void Run()
    {
        for (var line = 1; line <= scope.LineCount; line++)
        {
            var text = scope[line];
            if (text.Length == 0)
            {
                EndTables();
            }
            else if (TableRow.IsRow(scope.Raw(line)))
            {
                ReadRow(new TableRow(line, scope.Raw(line)));
            }
            else if (!ReadFurniture(line, text) && !ReadHeading(line, text))
            {
                ReadParagraph(line, text);
            }
        }

        EndTables();
    }

    private void EndTables()
    {
        actions?.Finish();
        (outcomes, perceptions, actions) = (null, null, null);
    }

    private bool ReadFurniture(int line, string text)
    {
        var kind = Tabs.Contains(text) ? "index tab"
            : Logo.Contains(text) || Logo.Contains(TextFolding.Comparable(text)) ? "SDGs logo"
            : text is "(川崎市基本構想)" or "(川崎市基本計画)" ? "source of a quotation"
            : section == "これまでの主な取組状況" && !text.StartsWith('-') && PlanGrammar.Measure(text) is null && SectionOf(text) is null ? "caption of a picture"
            : null;
        if (kind is not null)
        {
            scope.Furniture(line, kind);
        }

        return kind is not null;
    }

    private bool ReadHeading(int line, string text)
    {
        if (SectionOf(text) is { } name)
        {
            (section, passageKind) = (name, Sections[name]);
            scope.Furniture(line, "section heading");
            return true;
        }

        if (PlanGrammar.Measure(text) is var (measureCode, measureName))
        {
            PlanHierarchy.StateMeasure(scope, line, measureCode, measureName);
            measure = measureCode;
            return true;
        }

        if (PlanGrammar.Policy(text) is var (policyCode, policyName))
        {
            PlanHierarchy.StatePolicy(scope, line, policyCode, policyName);
            (policy, measure) = (policyCode, null);
            return true;
        }

        if (PlanGrammar.BasicPolicy(text) is var (code, basicName))
        {
            PlanHierarchy.StateBasicPolicy(scope, line, code, basicName);
            basicPolicy = code;
            return true;
        }

        return text == "基本政策" && ReadTitle(line);
    }

    /// <summary>The title page: 基本政策, its number and its name in two lines.</summary>
    private bool ReadTitle(int line)
    {
        var parts = Enumerable.Range(line, scope.LineCount - line + 1).Where(l => scope[l].Length > 0).Take(4).ToList();
        if (parts.Count < 4 || scope[parts[1]].Length != 1 || !char.IsAsciiDigit(scope[parts[1]][0]))
        {
            return false;
        }

        basicPolicy = scope[parts[1]];
        scope.Ledger.PartOfRecord(line);
        scope.Ledger.PartOfRecord(parts[1]);
        PlanHierarchy.StateBasicPolicy(scope, parts[2], basicPolicy, scope[parts[2]] + scope[parts[3]]);
        scope.Ledger.PartOfRecord(parts[3]);
        return true;
    }

    private void ReadParagraph(int line, string text)
    {
        if (text.StartsWith('※') && measure is not null && section == "主な成果指標")
        {
            // Footnotes of values are notes of the values (see OutcomeTable); this one explains a name.
            scope.Passage(line, text, "text", "measures", measure);
        }
        else if (text.StartsWith('-') && passageKind is not null)
        {
            var (set, subject) = measure is not null ? ("measures", measure) : policy is not null ? ("policies", policy) : ("basicPolicies", basicPolicy);
            scope.Passage(line, text.TrimStart('-', ' '), passageKind, set, subject);
        }
    }

    private void ReadRow(TableRow row)
    {
        if (PlanGrammar.IsOutcomeHead(row) && measure is not null)
        {
            outcomes = OutcomeTable.FromHeader(scope, row, measure, FootnotesBehind(row.Line));
            PlanHierarchy.StatePlans(scope, row);
        }
        else if (PerceptionTable.IsHead(row) && policy is not null)
        {
            perceptions = PerceptionTable.FromHeader(scope, row, policy);
        }
        else if (PlanGrammar.IsActionHead(row) && measure is not null)
        {
            actions = new ThirdPlanTable(scope, PlanCode, measure, row);
        }
        else if (outcomes is not null)
        {
            outcomes.Read(row);
        }
        else if (perceptions is not null)
        {
            perceptions.Read(row);
        }
        else
        {
            actions?.Read(row);
        }
    }

    /// <summary>Footnotes of the table: lines `※2 …` behind it, up to the next section.</summary>
    private Dictionary<string, string> FootnotesBehind(int line) =>
        Enumerable.Range(line, scope.LineCount - line + 1)
            .Select(l => scope[l])
            .TakeWhile(t => SectionOf(t) is null)
            .Where(t => t.Length > 3 && t[0] == '※' && char.IsAsciiDigit(t[1]))
            .GroupBy(t => t[..2])
            .ToDictionary(g => g.Key, g => g.First()[2..].Trim());

    private static string? SectionOf(string text)
    {
        var name = text.Length > 2 && char.IsAsciiDigit(text[0]) && text[1] == ' ' ? text[2..] : text;
        return Sections.ContainsKey(name) ? name : null;
    }
}
