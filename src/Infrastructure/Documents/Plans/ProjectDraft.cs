using System.Globalization;
using Kawasaki.Domain.Plan;

namespace Kawasaki.Infrastructure.Documents.Plans;

/// <summary>An action item while its years are being found.</summary>
internal sealed class ActionDraft(int line, string text, ActionDraft? parent)
{
    private readonly List<string> notes = [];

    /// <summary>Line that prints it.</summary>
    public int Line => line;

    /// <summary>Text.</summary>
    public string Text => text;

    /// <summary>The heading (● or ○) it stands under.</summary>
    public ActionDraft? Parent => parent;

    /// <summary>Items under it.</summary>
    public List<ActionDraft> Children { get; } = [];

    /// <summary>Fiscal years of the columns it covers.</summary>
    public SortedSet<int> Years { get; } = [];

    /// <summary>True where it goes on after these years.</summary>
    public bool IsOngoing { get; private set; }

    /// <summary>What the column behind the last year prints for the project (事業推進); a note of the items that reach that year.</summary>
    public (int LastYear, string Note)? AfterLastYear { get; set; }

    /// <summary>Why the document does not settle the years; null where it does.</summary>
    public string? Unsettled { get; private set; }

    /// <summary>Notes, in order.</summary>
    public IEnumerable<string> Notes => notes.Distinct();

    /// <summary>True where the item itself prints when it takes place; its column does not matter then.</summary>
    public bool HasOwnYears { get; private set; }

    /// <summary>True where nothing stands under it.</summary>
    public bool IsLeaf => Children.Count == 0;

    /// <summary>Adds fiscal years of columns, unless the item prints its own.</summary>
    /// <param name="years">The years.</param>
    public void Cover(IEnumerable<int> years)
    {
        if (!HasOwnYears)
        {
            Years.UnionWith(years);
        }
    }

    /// <summary>Takes the years that the item itself prints.</summary>
    /// <param name="period">The printed period.</param>
    public void FixYears(Period period)
    {
        Years.Clear();
        Years.UnionWith(Enumerable.Range(period.FiscalYear!.Value, (period.LastFiscalYear ?? period.FiscalYear.Value) - period.FiscalYear.Value + 1));
        (HasOwnYears, IsOngoing) = (true, false);
    }

    /// <summary>Marks the item as going on, unless it prints its own years.</summary>
    /// <param name="note">What the document prints.</param>
    public void GoOn(string? note)
    {
        if (!HasOwnYears)
        {
            IsOngoing = true;
            Note(note);
        }
    }

    /// <summary>The columns do not settle when the item takes place.</summary>
    /// <param name="reason">Why, in English.</param>
    public void LeaveOpen(string reason)
    {
        if (!HasOwnYears)
        {
            Unsettled ??= reason;
        }
    }

    /// <summary>Adds a note.</summary>
    /// <param name="note">The note; null for none.</param>
    public void Note(string? note)
    {
        if (note is not null)
        {
            notes.Add(note);
        }
    }

    /// <summary>Settles what needs the whole project: a heading takes place when its items do.</summary>
    public void Settle()
    {
        if (AfterLastYear is { } after && Years.Contains(after.LastYear))
        {
            // An item of the last year alone (a plan drawn up in it) may end there: that the project goes on does not say that it does.
            Note(after.Note);
            IsOngoing |= !HasOwnYears && Years.Contains(after.LastYear - 1);
        }

        foreach (var child in Children)
        {
            child.Settle();
            Cover(child.Years);
            IsOngoing |= child.IsOngoing;
            if (child.Unsettled is not null)
            {
                LeaveOpen("the years of its items are not all printed");
            }
        }
    }
}

/// <summary>A project while its rows are read: its items and its figures.</summary>
internal sealed class ProjectDraft(DocumentScope scope, string planCode, string measureCode, string code)
{
    private readonly List<ActionDraft> actions = [];
    private readonly List<(string Label, List<Statement> Statements)> series = [];

    /// <summary>Project code.</summary>
    public string Code => code;

    /// <summary>The last ● heading.</summary>
    public ActionDraft? Bullet { get; private set; }

    /// <summary>The last ○ heading under it.</summary>
    public ActionDraft? Circle { get; private set; }

    /// <summary>All items so far.</summary>
    public IReadOnlyList<ActionDraft> Actions => actions;

    /// <summary>Adds an item under the headings that its bullet lets expect.</summary>
    /// <param name="line">Line that prints it.</param>
    /// <param name="marker">Bullet.</param>
    /// <param name="text">Text.</param>
    public ActionDraft Add(int line, char? marker, string text)
    {
        if (marker == '●')
        {
            (Bullet, Circle) = (new ActionDraft(line, text, null), null);
            return Add(Bullet);
        }

        if (marker == '○')
        {
            Circle = new ActionDraft(line, text, Bullet);
            return Add(Circle);
        }

        return Add(new ActionDraft(line, text, Circle ?? Bullet));
    }

    /// <summary>Adds a step that an arrow joins to an item.</summary>
    /// <param name="item">The item.</param>
    /// <param name="text">The step.</param>
    public ActionDraft AddStep(ActionDraft item, string text) => Add(new ActionDraft(item.Line, text, item));

    /// <summary>Adds a value of one of the project's figures.</summary>
    /// <param name="line">Line that prints it.</param>
    /// <param name="label">Name of the figure.</param>
    /// <param name="type">Kind of value.</param>
    /// <param name="period">Period; null if none is printed.</param>
    /// <param name="figure">The value.</param>
    /// <param name="note">Note.</param>
    public void AddFigure(int line, string label, ObservationType type, Period? period, Figure figure, string? note)
    {
        var index = series.FindIndex(s => s.Label == label);
        if (index < 0)
        {
            index = series.Count;
            series.Add((label, []));
        }

        series[index].Statements.Add(new Statement
        {
            IndicatorCode = string.Create(CultureInfo.InvariantCulture, $"{code}-f{index + 1}"),
            ValueType = type,
            Period = period,
            Figure = figure,
            DocumentCode = scope.Code,
            Line = line,
            Note = note,
        });
    }

    /// <summary>Hands items and figures to the package.</summary>
    public void Finish()
    {
        actions.Where(a => a.Parent is null).ToList().ForEach(a => a.Settle());
        for (var i = 0; i < actions.Count; i++)
        {
            scope.Package.Data.Actions.Add(ToRow(actions[i], i + 1));
            scope.Ledger.Record(actions[i].Line, "actions");
        }

        foreach (var (label, statements) in series)
        {
            scope.Package.Data.Indicators.Add(ToIndicator(label, statements));
            scope.Ledger.Record(statements[0].Line, "indicators");
            foreach (var statement in statements)
            {
                scope.Ledger.Record(statement.Line, "observations");
                scope.Package.State(statement);
            }
        }
    }

    private ActionDraft Add(ActionDraft item)
    {
        item.Parent?.Children.Add(item);
        actions.Add(item);
        return item;
    }

    private PlannedAction ToRow(ActionDraft draft, int number)
    {
        var years = draft.Unsettled is null ? draft.Years.ToList() : [];
        var notes = draft.Unsettled is { } reason ? draft.Notes.Prepend("years not settled: " + reason) : draft.Notes;
        return new PlannedAction
        {
            Code = string.Create(CultureInfo.InvariantCulture, $"{code}-a{number:00}"),
            DocumentCode = scope.Code,
            Line = draft.Line,
            PlanCode = planCode,
            ProjectCode = code,
            Number = number,
            Group = draft.Parent?.Text,
            Text = draft.Text,
            FirstFiscalYear = years.Count > 0 ? years[0] : null,
            LastFiscalYear = years.Count > 0 && !draft.IsOngoing ? years[^1] : null,
            FiscalYears = years,
            IsOngoing = draft.IsOngoing,
            Note = string.Join("; ", notes) is { Length: > 0 } note ? note : null,
        };
    }

    private Indicator ToIndicator(string label, List<Statement> statements) => new()
    {
        Code = statements[0].IndicatorCode,
        DocumentCode = scope.Code,
        Line = statements[0].Line,
        Kind = IndicatorKind.Project,
        PlanCode = planCode,
        PolicyCode = PlanGrammar.PolicyOf(measureCode),
        MeasureCode = measureCode,
        ProjectCode = code,
        Number = series.FindIndex(s => s.Label == label) + 1,
        Name = label,
        Unit = statements.Select(s => s.Figure.Unit).FirstOrDefault(u => u is not null),
        Direction = IndicatorTerms.DirectionOf(statements.Where(s => s.ValueType == ObservationType.Target).Select(s => s.Figure)),
        IsCumulative = label.Contains("累計", StringComparison.Ordinal),
    };
}
