using Kawasaki.Domain.Plan;
using Kawasaki.Infrastructure.Documents.Reform.Sheets;
using Xunit;

namespace Kawasaki.Tests.Unit.Documents.Reform.Sheets;

/// <summary>The totals of an independent reading of chapter 3, and that no line of it fell through.</summary>
/// <param name="chapter">The chapter.</param>
public sealed class ChapterTotalsTests(Chapter3 chapter) : IClassFixture<Chapter3>
{
    [Fact]
    public void Every_line_is_claimed() => Assert.Empty(chapter.Unclaimed());

    [Fact]
    public void Sheets_state_146_activity_and_208_outcome_indicators()
    {
        Assert.Equal(146, chapter.Data.Indicators.Count(i => i.Kind == IndicatorKind.Activity));
        Assert.Equal(208, chapter.Data.Indicators.Count(i => i.Kind == IndicatorKind.Outcome));
        Assert.Equal(354, chapter.Data.Indicators.DistinctBy(i => i.Code).Count());
        Assert.Equal(708, chapter.Data.Observations.Count);
    }

    /// <summary>
    /// The count of the sheets is 880 items in 386 blocks. The two shared sheets (one item, three items) are seven tasks
    /// each, so that their rows stand six times more: 880 + 6 × 1 + 6 × 3 = 904.
    /// </summary>
    [Fact]
    public void Sheets_hold_386_blocks_with_880_items_which_are_904_actions()
    {
        var lists = chapter.Sheets.Select(s => ActionListReader.Read([.. s.Of(SheetPart.Action)])).ToList();
        Assert.Equal(386, lists.Sum(l => l!.Value.Blocks));
        Assert.Equal(880, lists.Sum(l => l!.Value.Actions.Count));
        Assert.Equal(904, chapter.Data.Actions.Count);
        Assert.Equal(880 - 4, chapter.Data.Actions.Count(a => !IsShared(a.ReformTaskCode!)));
        Assert.All(
            Enumerable.Range(14, 14),
            n => Assert.Equal(n < 21 ? 1 : 3, chapter.Data.Actions.Count(a => a.ReformTaskCode == $"ar3-2-3-{n}")));
    }

    [Fact]
    public void Every_action_has_its_years_inside_the_programme()
    {
        Assert.All(chapter.Data.Actions, a => Assert.NotEmpty(a.FiscalYears));
        Assert.All(chapter.Data.Actions, a => Assert.All(a.FiscalYears, y => Assert.InRange(y, 2022, 2025)));
        Assert.All(chapter.Data.Actions.GroupBy(a => a.ReformTaskCode), g => Assert.Equal(Enumerable.Range(1, g.Count()), g.Select(a => a.Number)));
    }

    [Fact]
    public void Every_value_has_a_period_and_three_are_words()
    {
        Assert.All(chapter.Data.Observations, o => Assert.NotNull(o.FiscalYear));
        Assert.DoesNotContain(chapter.Data.Observations, o => o.Status is ValueStatus.Lost or ValueStatus.NotApplicable);
        Assert.Equal(
            ["ar3-4-1-5-o1.current.2021", "ar3-4-1-5-o1.target.2025", "ar3-4-3-2-a1.target.2025"],
            chapter.Data.Observations.Where(o => o.Status == ValueStatus.Text).Select(o => o.Code));
        Assert.All(chapter.Data.Observations.Where(o => o.ValueType == ObservationType.Target), o => Assert.NotEqual(ValueStatus.NotSet, o.Status));
    }

    [Fact]
    public void Repairs_by_rule() =>
        Assert.Equal(
            [("era-over-western-year", 2), ("glued-target-label", 3), ("of-for-no", 1), ("scattered-resources", 3), ("spaced-letters", 5), ("year-on-next-line", 30)],
            chapter.Ledger.Repairs.GroupBy(r => r.Rule.Name).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => (g.Key, g.Count())));

    [Fact]
    public void Four_pillars_nineteen_items_and_215_tasks()
    {
        Assert.Equal(("ar3", 2022, 2025), chapter.Data.Plans.Select(p => (p.Code, p.FirstFiscalYear, p.LastFiscalYear)).Single());
        Assert.Equal(["ar3-1", "ar3-2", "ar3-3", "ar3-4"], chapter.Data.ReformPillars.Select(p => p.Code));
        Assert.Equal(19, chapter.Data.ReformItems.Count);
        Assert.Equal(215, chapter.Data.ReformTasks.DistinctBy(t => t.Code).Count());
        Assert.Equal([45, 83, 58, 29], Enumerable.Range(1, 4).Select(n => chapter.Data.ReformTasks.Count(t => t.ItemCode[4] == '0' + n)));
        Assert.All(chapter.Data.ReformTasks.GroupBy(t => t.ItemCode), g => Assert.Equal(Enumerable.Range(1, g.Count()), g.Select(t => t.Number).Order()));
    }

    [Fact]
    public void The_215_tasks_stand_on_203_sheets() => Assert.Equal(203, Sheets().Count());

    [Fact]
    public void Resources_by_sheet()
    {
        Assert.Equal(97, Sheets().Count(t => t.SecuresPeople));
        Assert.Equal(85, Sheets().Count(t => t.SecuresGoods));
        Assert.Equal(58, Sheets().Count(t => t.SecuresMoney));
        Assert.Equal(54, Sheets().Count(t => t.SecuresInformation));
        Assert.Equal(30, Sheets().Count(t => t.SecuresTime));
    }

    [Fact]
    public void Every_row_knows_its_printed_page()
    {
        Assert.All(chapter.Data.ReformTasks, t => Assert.NotNull(t.Page));
        Assert.All(chapter.Data.ReformItems, i => Assert.NotNull(i.Page));
        Assert.Equal([42, 92, 173, 236], chapter.Data.ReformPillars.Select(p => p.Page!.Value));
        Assert.Equal(203, chapter.Data.ReformTasks.DistinctBy(t => t.Page).Count());
    }

    [Fact]
    public void Every_task_has_its_departments_and_every_department_stands_once()
    {
        var links = chapter.Data.ReformTaskDepartments;
        Assert.Equal(216, links.Count);
        Assert.Equal(["transportation", "urban-development"], links.Where(l => l.ReformTaskCode == "ar3-1-1-19").Select(l => l.DepartmentCode).Order());
        Assert.Equal("まちづくり局（交通局）", chapter.Data.ReformTasks.Single(t => t.Code == "ar3-1-1-19").DepartmentText);
        Assert.Equal(27, chapter.Data.Departments.DistinctBy(d => d.Code).Count());
        Assert.Equal(chapter.Data.Departments.Count, chapter.Data.Departments.DistinctBy(d => d.Name).Count());
        Assert.Equal(7, chapter.Data.Departments.Count(d => d.Kind == DepartmentKind.WardOffice && d.WardCode is not null));
        Assert.All(chapter.Data.Departments, d => Assert.Matches("^[a-z][a-z-]+$", d.Code));
    }

    [Fact]
    public void Tasks_14_to_20_and_21_to_27_belong_to_one_ward_office_each()
    {
        string[] offices = ["kawasaki", "saiwai", "nakahara", "takatsu", "miyamae", "tama", "asao"];
        foreach (var first in new[] { 14, 21 })
        {
            Assert.Equal(
                offices.Select((o, n) => ($"ar3-2-3-{first + n}", $"{o}-ward-office")),
                chapter.Data.ReformTaskDepartments.Where(l => Enumerable.Range(first, 7).Any(n => l.ReformTaskCode == $"ar3-2-3-{n}"))
                    .Select(l => (l.ReformTaskCode, l.DepartmentCode)));
        }

        Assert.All(chapter.Data.ReformTasks.Where(t => t.DepartmentText == "各区役所"), t => Assert.Equal("ar3-2-3", t.ItemCode));
    }

    [Fact]
    public void Every_sheet_has_its_three_paragraphs() =>
        Assert.Equal(215 * 3, chapter.Data.Passages.Count(p => p is { SubjectKind: "reformTasks", Kind: "currentState" or "approach" or "goal" }));

    [Fact]
    public void A_name_printed_in_two_ways_is_a_discrepancy() =>
        Assert.All(chapter.Data.Discrepancies.Where(d => d.Field == "name"), d => Assert.Equal("ar3-4-1", d.SubjectCode));

    private static bool IsShared(string taskCode) => Enumerable.Range(14, 14).Any(n => taskCode == $"ar3-2-3-{n}");

    private IEnumerable<ReformTask> Sheets() => chapter.Data.ReformTasks.DistinctBy(t => t.Line);
}
