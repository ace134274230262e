using Kawasaki.Domain.Plan;
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

    [Fact]
    public void Sheets_hold_880_items()
    {
        Assert.Equal(880, chapter.Data.Actions.Where(a => IsFirstOfSheet(a.ReformTaskCode)).Count());
    }

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

    private bool IsFirstOfSheet(string? taskCode) => Sheets().Any(t => t.Code == taskCode);

    private IEnumerable<ReformTask> Sheets() => chapter.Data.ReformTasks.DistinctBy(t => t.Line);
}
