using System.Text.RegularExpressions;
using Kawasaki.Domain.Plan;
using Kawasaki.Infrastructure.Documents.Reading;

namespace Kawasaki.Infrastructure.Documents.Plans;

/// <summary>Reads 第1期実施計画: measures, outcome indicators with targets of three plan periods, projects with their actions.</summary>
internal sealed class FirstPlanExtractor : IDocumentExtractor
{
    /// <inheritdoc/>
    public string DocumentCode => "ip1";

    /// <inheritdoc/>
    public void Extract(SourceDocument document, LineLedger ledger, PackageBuilder package) =>
        new FirstPlanReading(new DocumentScope(document, ledger, package)).Run();
}

/// <summary>One reading of the first plan.</summary>
internal sealed partial class FirstPlanReading(DocumentScope scope)
{
    private const string PlanCode = "ip1";

    private string? measure;
    private OutcomeTable? outcomes;
    private FirstPlanTable? actions;
    private string section = "";

    /// <summary>Reads line after line.</summary>
    public void Run()
    {
        for (var line = 1; line <= scope.LineCount; line++)
        {
            var text = scope[line];
            if (text.Length == 0)
            {
                (outcomes, actions) = (null, null);
            }
            else if (TableRow.IsRow(scope.Raw(line)))
            {
                ReadRow(new TableRow(line, scope.Raw(line)));
            }
            else
            {
                ReadText(line, text);
            }
        }
    }

    private void ReadText(int line, string text)
    {
        if (text.StartsWith("### ", StringComparison.Ordinal))
        {
            section = text[4..];
            scope.Furniture(line, "section heading");
        }
        else if (text.StartsWith("## ", StringComparison.Ordinal) && PlanGrammar.Measure(text[3..]) is var (code, name))
        {
            measure = code;
            PlanHierarchy.StateMeasure(scope, line, code, name);
        }
        else if (measure is not null && section == "直接目標")
        {
            scope.Passage(line, text.TrimStart('-', '●', ' '), "directGoal", "measures", measure);
        }
        else if (measure is not null && text.EndsWith('。'))
        {
            scope.Passage(line, text, "text", "measures", measure);
        }
    }

    private void ReadRow(TableRow row)
    {
        if (measure is null)
        {
            return;
        }

        if (PlanGrammar.IsOutcomeHead(row))
        {
            outcomes = OutcomeTable.FromHeader(scope, row, measure, new Dictionary<string, string>());
            PlanHierarchy.StatePlans(scope, row);
        }
        else if (PlanGrammar.IsActionHead(row))
        {
            actions = new FirstPlanTable(scope, PlanCode, measure);
            scope.Ledger.Cells(row, c => PlanGrammar.IsHeadOfActions(row[c]));
            scope.Ledger.PartOfRecord(row.Line);
        }
        else if (outcomes is not null)
        {
            outcomes.Read(row);
        }
        else
        {
            actions?.Read(row);
        }
    }
}

/// <summary>An action table of the first plan: two header rows, then one project a row.</summary>
internal sealed partial class FirstPlanTable(DocumentScope scope, string planCode, string measureCode)
{
    private ActionCalendar? calendar;

    /// <summary>Reads the second header row or a project.</summary>
    /// <param name="row">The row.</param>
    public void Read(TableRow row)
    {
        if (calendar is null)
        {
            calendar = ReadCalendar(row);
            scope.Ledger.PartOfRecord(row.Line);
            if (calendar is null)
            {
                scope.Ledger.NotRecognized(row.Line, "a header with the current years, the plan's years and the years from then on is expected");
            }

            return;
        }

        var lines = HtmlCell.Lines(row[1]);
        var match = ProjectCell().Match(row[1]);
        if (!match.Success)
        {
            scope.Ledger.NotRecognized(row.Line, "a project's name in bold type is expected in the first cell");
            return;
        }

        var printed = HtmlCell.Text(match.Groups["name"].Value);
        var isMajor = printed.StartsWith('○');
        var code = PlanHierarchy.AddProject(scope, row.Line, planCode, measureCode, TextFolding.Name(printed.TrimStart('○')), isMajor);
        if (HtmlCell.Text(match.Groups["rest"].Value) is { Length: > 0 } description)
        {
            scope.Passage(row.Line, description, "description", "projects", code);
        }

        ReadActions(row, code);
    }

    private void ReadActions(TableRow row, string code)
    {
        var project = new ProjectDraft(scope, planCode, measureCode, code);
        var last = 2 + calendar!.Years.Count;
        var beyond = row.Filled.Where(c => c.Column > last).ToList();
        var open = string.Join(' ', beyond.Select(c => c.Text));

        // An arrow may have a cell of its own before the words that end the row.
        var words = beyond.Find(c => c.Text != "→").Column;
        scope.Ledger.Cells(row, c => c <= last || row[c] == "→" || c == words);
        var cells = new ActionRow(row.Line, row[2], [.. calendar.Years.Select((_, i) => row[3 + i])], open);
        new ActionRowReader(scope, calendar, project).Read(cells);
        foreach (var (text, years, type) in Columns(cells))
        {
            AddFigures(project, row.Line, text, years, type);
        }

        project.Finish();
    }

    private IEnumerable<(string Text, int? Year, ObservationType Type)> Columns(ActionRow row) =>
        calendar!.Years.Select((year, i) => (row.Years[i], (int?)year, ObservationType.Target)).Prepend((row.Current, null, ObservationType.Actual));

    private static void AddFigures(ProjectDraft project, int line, string cell, int? year, ObservationType type)
    {
        foreach (var item in BulletList.Items(cell))
        {
            if (BracketedFigure().Match(item.Text) is not { Success: true } match)
            {
                continue;
            }

            var figure = FigureReader.Read(match.Groups["value"].Value) with { ValueText = TextFolding.Collapse(match.Groups["all"].Value) };
            var period = match.Groups["year"] is { Success: true, Value: var printed }
                ? PeriodReader.Read(printed)!.Period
                : year is { } column ? Period.OfFiscalYear(column, null) : null;
            var label = match.Groups["label"].Value.Trim();
            project.AddFigure(line, label.Length > 0 ? label : item.Text[..match.Index], type, period, figure, null);
        }
    }

    private static ActionCalendar? ReadCalendar(TableRow row)
    {
        var periods = row.Filled.Select(c => PeriodReader.Read(c.Text)?.Period).ToList();
        return periods is [{ LastFiscalYear: { } lastCurrent } current, .. { } years, { FiscalYear: { } open }] && years.Count > 0 && years.TrueForAll(y => y?.FiscalYear is not null)
            ? new ActionCalendar([.. Enumerable.Range(current.FiscalYear!.Value, lastCurrent - current.FiscalYear.Value + 1)], [.. years.Select(y => y!.FiscalYear!.Value)], open, HasFigures: false)
            : null;
    }

    [GeneratedRegex(@"^<b>(?<name>[^<]+)</b>(?<rest>.*)$")]
    private static partial Regex ProjectCell();

    // （登録団体数：全 650 団体以上）, (H26 301 事業): a short count at the item's end.
    [GeneratedRegex(@"[（(](?<all>(?<year>H\d\d)?\s*(?<label>[^\d：（()）]*)：?\s*(?<value>全?\s*[\d,]+\s*[^\d\s（()）]{1,3}(以上)?))[）)]$", RegexOptions.ExplicitCapture)]
    private static partial Regex BracketedFigure();
}
