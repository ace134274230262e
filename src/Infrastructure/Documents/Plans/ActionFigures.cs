using System.Globalization;
using Kawasaki.Domain.Plan;
using Kawasaki.Infrastructure.Documents.Reading;

namespace Kawasaki.Infrastructure.Documents.Plans;

/// <summary>Gives the figures among a project's actions their kind and year.</summary>
/// <param name="scope">The document.</param>
/// <param name="calendar">Columns of the table.</param>
/// <param name="project">The project.</param>
internal sealed class ActionFigures(DocumentScope scope, ActionCalendar calendar, ProjectDraft project)
{
    /// <summary>Yearly figures glued in the current column's cell.</summary>
    public static RepairRule GluedYears { get; } = new(
        "glued-years", "Five figures of one name in one cell are the value of the current column and the targets of the plan's four years.");

    /// <summary>A part of 以上 left behind by the conversion.</summary>
    public static RepairRule StrayCharacter { get; } = new(
        "stray-character", "A lone 上 behind glued figures is the rest of a broken 以上 and no part of the item.");

    private readonly Dictionary<string, ActionDraft> figureItems = [];

    /// <summary>What is left of an item without its figures and their rests.</summary>
    /// <param name="line">1-based line.</param>
    /// <param name="figures">The item, its figures taken out.</param>
    public string WithoutStray(int line, FigureTokens figures)
    {
        if (figures.Tokens.Count == 0 || !figures.Rest.EndsWith(" 上", StringComparison.Ordinal))
        {
            return figures.Rest;
        }

        scope.Repair(line, StrayCharacter, "上 dropped");
        return figures.Rest[..^2];
    }

    /// <summary>Adds the figures found beside the items of a cell.</summary>
    /// <param name="line">1-based line.</param>
    /// <param name="tokens">The figures, in order.</param>
    /// <param name="action">The item they belong to; null if none stands before them.</param>
    public void Add(int line, IReadOnlyList<FigureToken> tokens, ActionDraft? action)
    {
        foreach (var same in tokens.GroupBy(t => t.Label))
        {
            if (action is not null)
            {
                figureItems[same.Key] = action;
            }

            var dated = same.Where(t => t.PeriodText is not null).ToList();
            var undated = same.Where(t => t.PeriodText is null).ToList();
            foreach (var token in dated)
            {
                project.AddFigure(line, token.Label, ObservationType.Actual, PeriodReader.Read(token.PeriodText!)!.Period, token.Figure, null);
            }

            var run = undated.Count + dated.Count(t => t == same.First());
            if (run == calendar.Years.Count + 1)
            {
                AddGluedTargets(line, undated, action);
            }
            else if (undated.Count == 1)
            {
                AddUndated(line, undated[0], null);
            }
            else if (undated.Count > 0)
            {
                scope.Ledger.NotRecognized(line, $"{undated.Count} figures of {same.Key} without a year");
            }
        }
    }

    /// <summary>Adds the targets that stand in cells of their own.</summary>
    /// <param name="row">The row.</param>
    public void AddTargets(ActionRow row)
    {
        foreach (var (year, token) in row.Targets)
        {
            project.AddFigure(row.Line, token.Label, ObservationType.Target, Period.OfFiscalYear(year, null), token.Figure, row.TargetNote);

            // An item with a target for a year takes place in that year.
            var item = figureItems.GetValueOrDefault(token.Label) ?? (project.Actions.Count > 0 ? project.Actions[^1] : null);
            item?.Cover([year]);
        }
    }

    private void AddGluedTargets(int line, List<FigureToken> undated, ActionDraft? action)
    {
        var note = scope.Repair(line, GluedYears, $"targets of FY{calendar.Years[0]} to FY{calendar.Years[^1]} by their order");
        foreach (var (token, year) in undated.TakeLast(calendar.Years.Count).Zip(calendar.Years))
        {
            project.AddFigure(line, token.Label, ObservationType.Target, Period.OfFiscalYear(year, null), token.Figure, note);
        }

        if (undated.Count > calendar.Years.Count)
        {
            AddUndated(line, undated[0], note);
        }

        action?.Cover(calendar.Years);
    }

    private void AddUndated(int line, FigureToken token, string? repair)
    {
        var type = repair is null && token.Figure.Comparator is Comparator.Ge or Comparator.Le ? ObservationType.Target : ObservationType.Current;
        var note = string.Create(CultureInfo.InvariantCulture, $"no year is printed with the figure; its column is headed FY{calendar.CurrentYears[^1]}");
        project.AddFigure(line, token.Label, type, null, token.Figure, repair is null ? note : $"{note}; {repair}");
    }
}
