using System.Globalization;
using System.Text.RegularExpressions;
using Kawasaki.Infrastructure.Documents.Reading;

namespace Kawasaki.Infrastructure.Documents.Plans;

/// <summary>
/// Reads the items of a row of an action table and gives them the fiscal years of their columns. An empty year cell is the
/// continuation of the merged cell to its left; 継続実施 and → carry on what the cell before lists; 事業推進 in the last column
/// says that the project goes on.
/// </summary>
internal sealed partial class ActionRowReader(DocumentScope scope, ActionCalendar calendar, ProjectDraft project)
{
    /// <summary>継続実施 glued behind the items of the current column.</summary>
    public static RepairRule GluedContinuation { get; } = new(
        "glued-continuation", "継続実施 behind an item in the cell of the current column is the cell of the plan's years: the items since the last 継続実施 or heading go on in them.");

    private readonly ActionFigures figures = new(scope, calendar, project);
    private string? goesOn;

    /// <summary>Reads one row.</summary>
    /// <param name="row">The row.</param>
    public void Read(ActionRow row)
    {
        var before = project.Actions.Count;
        var last = ReadCurrent(row);
        figures.AddTargets(row);
        if (!HasUnevenTerms(row))
        {
            last = ReadYears(row, last);
            ReadOpen(row, last);
        }
        else
        {
            AddUneven(row);
        }

        foreach (var item in project.Actions.Skip(before))
        {
            item.Note(row.Note);
            item.AfterLastYear = goesOn is null ? null : (calendar.Years[^1], goesOn);
        }
    }

    private List<ActionDraft> ReadCurrent(ActionRow row)
    {
        var added = new List<ActionDraft>();
        var pending = new List<ActionDraft>();
        var tokens = new List<FigureToken>();
        foreach (var item in BulletList.Items(row.Current))
        {
            var found = calendar.HasFigures ? FigureTokens.Extract(item.Text) : new FigureTokens(item.Text, []);
            var text = ActionText.Read(figures.WithoutStray(row.Line, found));
            if (item.Marker == '●')
            {
                pending.Clear();
            }

            if (text.Text.Length > 0)
            {
                figures.Add(row.Line, tokens, added is [] ? null : added[^1]);
                tokens.Clear();
                var action = Add(row.Line, item.Marker, text.Text, calendar.CurrentYears);
                added.Add(action);
                pending.Add(action);
                AddSteps(action, text);
            }

            tokens.AddRange(found.Tokens);
            if (text.Continues && text.Steps is [])
            {
                CarryOnGlued(row.Line, text.ByArrow ? pending.TakeLast(1) : pending);
                pending.Clear();
            }
        }

        figures.Add(row.Line, tokens, added is [] ? null : added[^1]);

        // A row of figures belongs to the item above it.
        return added is [] && row.Current.Length > 0 ? [.. project.Actions.TakeLast(1)] : [.. added.Where(a => a.IsLeaf)];
    }

    private void CarryOnGlued(int line, IEnumerable<ActionDraft> items)
    {
        var note = scope.Repair(line, GluedContinuation, string.Create(CultureInfo.InvariantCulture, $"goes on in FY{calendar.Years[0]} to FY{calendar.Years[^1]}"));
        foreach (var action in items.Where(a => a.IsLeaf))
        {
            action.Cover(calendar.Years);
            action.Note(note);
        }
    }

    private List<ActionDraft> ReadYears(ActionRow row, List<ActionDraft> last)
    {
        var fromYears = false;
        for (var i = 0; i < calendar.Years.Count; i++)
        {
            if (row.Years[i].Length == 0)
            {
                if (i == 0 && last.Count > 0 && row.Years.Any(c => c.Length > 0))
                {
                    last.Where(a => !a.HasOwnYears).ToList()
                        .ForEach(a => a.Note("the columns behind the current one are empty: whether the item goes on is not printed"));
                }

                continue;
            }

            var empty = row.Years.Skip(i + 1).TakeWhile(c => c.Length == 0).Count();
            var covered = calendar.Years.Skip(i).Take(1 + empty).ToList();
            var added = ReadCell(row.Line, row.Years[i], last, covered, a => a.Cover(row.Current.Length > 0 ? covered : covered.Take(1)));
            if (row.Current.Length == 0 && empty > 0)
            {
                // A second line of the row above: its cells are not merged ones.
                added.ForEach(a => a.Note("the columns behind its own are empty: whether the item goes on is not printed"));
            }

            if (added.Count > 0)
            {
                if (fromYears && last.Count > added.Count)
                {
                    last.Where(a => !a.Years.Contains(calendar.Years[i])).ToList()
                        .ForEach(a => a.Note("the next column prints fewer and other items: whether this one goes on is not printed"));
                }

                last = added;
            }

            fromYears = true;
        }

        return last;
    }

    private void ReadOpen(ActionRow row, List<ActionDraft> last)
    {
        if (row.Open.Length == 0)
        {
            return;
        }

        var hasGoesOn = HtmlCell.Text(row.Open).Contains(ActionText.GoesOnWord, StringComparison.Ordinal);
        goesOn = hasGoesOn ? string.Create(CultureInfo.InvariantCulture, $"FY{calendar.OpenYear} on: {ActionText.GoesOnWord}") : null;
        ReadCell(row.Line, row.Open, last, [], a =>
        {
            a.Cover([calendar.OpenYear]);
            a.GoOn(null);
        });
    }

    /// <summary>Reads one cell behind the current column: marks that carry on the items before, and items of its own.</summary>
    private List<ActionDraft> ReadCell(int line, string cell, List<ActionDraft> last, List<int> covered, Action<ActionDraft> place)
    {
        var text = HtmlCell.Text(cell);
        var arrows = text.Count(c => c == '→');
        if (arrows > 0 && text.All(c => c is '→' or ' '))
        {
            CarryOn(line, last, arrows, covered, hasOwnItems: false);
            return [];
        }

        var parsed = BulletList.Items(cell).Select(i => (Item: i, Text: ActionText.Read(i.Text))).ToList();
        var marks = parsed.Sum(p => ContinuationMark().Count(p.Item.Text));
        var own = parsed.Where(p => p.Text.Text.Length > 0).ToList();
        if (marks > 0)
        {
            CarryOn(line, last, marks, covered, own.Count > 0);
        }

        var added = new List<ActionDraft>();
        foreach (var (item, content) in own)
        {
            var action = Add(line, item.Marker, content.Text, []);
            if (action.Years.Count == 0)
            {
                place(action);
            }

            added.Add(action);
        }

        return [.. added.Where(a => a.IsLeaf)];
    }

    private void CarryOn(int line, List<ActionDraft> last, int marks, List<int> covered, bool hasOwnItems)
    {
        if (last is [])
        {
            scope.Ledger.NotRecognized(line, "a mark of continuation without an item that it could carry on");
        }

        if (last.Count > 1 && (hasOwnItems || (marks > 1 && marks != last.Count)))
        {
            last.ForEach(a => a.LeaveOpen($"{ActionText.ContinuesWord} stands beside other items: which of the items goes on is not printed"));
            return;
        }

        foreach (var action in last)
        {
            action.Cover(covered);
            if (covered.Count == 0)
            {
                action.GoOn(string.Create(CultureInfo.InvariantCulture, $"FY{calendar.OpenYear} on: →"));
            }
        }
    }

    private ActionDraft Add(int line, char? marker, string text, IReadOnlyList<int> years)
    {
        var action = project.Add(line, marker, text);
        action.Cover(years);
        if (PeriodReader.Split(Planned().Replace(text, "")).PeriodText is { } period && PeriodReader.Read(period) is { } reading)
        {
            action.FixYears(reading.Period);
        }

        return action;
    }

    private void AddSteps(ActionDraft action, ActionText text)
    {
        const string reason = "steps joined by arrows stand in one cell";
        if (text.GoesOn)
        {
            action.GoOn(string.Create(CultureInfo.InvariantCulture, $"FY{calendar.OpenYear} on: {ActionText.GoesOnWord}"));
        }

        foreach (var step in text.Steps)
        {
            project.AddStep(action, step).LeaveOpen(reason);
            action.LeaveOpen(reason);
        }
    }

    /// <summary>Terms of office (第14期, 第15期, 第16期) have one length; columns that give them different lengths cannot be trusted.</summary>
    private bool HasUnevenTerms(ActionRow row)
    {
        int[] years = [calendar.CurrentYears[^1], .. calendar.Years, calendar.OpenYear];
        string[] cells = [row.Current, .. row.Years, row.Open];
        var terms = cells.Zip(years)
            .Select(c => (Term: Term().Match(HtmlCell.Text(c.First)), Year: c.Second))
            .Where(t => t.Term.Success)
            .Select(t => (Number: int.Parse(t.Term.Groups["number"].Value, CultureInfo.InvariantCulture), t.Year))
            .ToList();
        return terms.Count > 2 && terms.Zip(terms.Skip(1)).All(p => p.Second.Number == p.First.Number + 1)
            && terms.Zip(terms.Skip(1), (a, b) => b.Year - a.Year).Distinct().Count() > 1;
    }

    private void AddUneven(ActionRow row)
    {
        const string reason = "its columns give terms of office of different lengths, so that the cells cannot stand in their columns";
        foreach (var cell in row.Years.Append(row.Open).Where(c => c.Length > 0))
        {
            ReadCell(row.Line, cell, [], [], a => a.LeaveOpen(reason));
        }

        project.Actions.Where(a => a.Line == row.Line).ToList().ForEach(a => a.LeaveOpen(reason));
    }

    [GeneratedRegex(@"(?<=^|\s)継続実施(?=\s|$)")]
    private static partial Regex ContinuationMark();

    [GeneratedRegex(@"\s?予定")]
    private static partial Regex Planned();

    [GeneratedRegex(@"^・第(?<number>\d{1,3})期\D")]
    private static partial Regex Term();
}
