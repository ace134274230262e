using Kawasaki.Domain.Plan;
using Kawasaki.Infrastructure.Documents.Plans;
using Xunit;

namespace Kawasaki.Tests.Unit.Documents.Plans;

public sealed class FirstPlanTests
{
    [Fact]
    public void An_empty_year_cell_continues_the_merged_cell_to_its_left()
    {
        var action = MadeUpPlan.FirstPlanTable("<b>○乙事業</b> 説明。\t●子\t●取組\t\t事業推進").Data.Actions[1];
        Assert.Equal([2016, 2017], action.FiscalYears);
        Assert.Equal((true, 2016, null, "FY2018 on: 事業推進"), (action.IsOngoing, action.FirstFiscalYear!.Value, action.LastFiscalYear, action.Note));
    }

    [Fact]
    public void Arrows_carry_on_as_many_items_as_there_are()
    {
        var data = MadeUpPlan.FirstPlanTable("<b>○乙事業</b>\t<ul> <li>●子</li> </ul>\t<ul> <li>●丑</li> <li>●寅</li> </ul>\t→ →\t事業推進").Data;
        Assert.Equal(["子", "丑", "寅"], data.Actions.Select(a => a.Text));
        Assert.Equal([2014, 2015], data.Actions[0].FiscalYears);
        Assert.All(data.Actions.Skip(1), a => Assert.Equal([2016, 2017], a.FiscalYears));
    }

    [Fact]
    public void Arrows_that_match_no_items_leave_the_years_open()
    {
        var data = MadeUpPlan.FirstPlanTable("<b>○乙事業</b>\t\t<ul> <li>●丑</li> <li>●寅</li> <li>●卯</li> </ul>\t→ →\t").Data;
        Assert.All(data.Actions, a => Assert.Empty(a.FiscalYears));
        Assert.All(data.Actions, a => Assert.Contains("not settled", a.Note, StringComparison.Ordinal));
    }

    [Fact]
    public void A_year_printed_in_the_item_is_narrower_than_its_column()
    {
        var action = Assert.Single(MadeUpPlan.FirstPlanTable("<b>○乙事業</b>\t\t\t\t●会館の完成（H31 予定）").Data.Actions);
        Assert.Equal([2019], action.FiscalYears);
        Assert.False(action.IsOngoing);
    }

    [Fact]
    public void Items_of_the_last_column_begin_there_and_go_on()
    {
        var action = Assert.Single(MadeUpPlan.FirstPlanTable("<b>○乙事業</b>\t\t\t\t●取組").Data.Actions);
        Assert.Equal((2018, null, true), (action.FirstFiscalYear!.Value, action.LastFiscalYear, action.IsOngoing));
    }

    [Fact]
    public void Sub_items_stand_under_their_item()
    {
        var data = MadeUpPlan.FirstPlanTable("<b>○乙事業</b>\t<ul> <li>●子 <ul> <li>・丑</li> </ul> </li> <li>●寅</li> </ul>").Data;
        Assert.Equal([null, "子", null], data.Actions.Select(a => a.Group));
    }

    [Fact]
    public void The_mark_before_a_name_says_that_the_project_is_major()
    {
        var data = MadeUpPlan.FirstPlanTable("<b>○乙 事業</b> 説明。\t●子", "<b>丙事務</b> <div style=\"x\"> 説明。 </div>\t●子").Data;
        Assert.Equal([("ip1-5-1-1-p01", "乙事業", true), ("ip1-5-1-1-p02", "丙事務", false)], data.Projects.Select(p => (p.Code, p.Name, p.IsMajor!.Value)));
        Assert.Equal(2, data.Passages.Count(p => p.Kind == "description" && p.Text == "説明。"));
    }

    [Fact]
    public void A_count_in_brackets_is_a_figure_of_its_project()
    {
        var data = MadeUpPlan.FirstPlanTable("<b>○乙事業</b>\t●子（H26 登録数：全 647 団体）\t●子（登録数：全 650 団体以上）\t\t").Data;
        Assert.Equal(("ip1-5-1-1-p01-f1", "登録数", Direction.Increase), Assert.Single(data.Indicators.Select(i => (i.Code, i.Name, i.Direction))));
        Assert.Equal([(2014, 647m, ObservationType.Actual), (2016, 650m, ObservationType.Target)], data.Observations.Select(o => (o.FiscalYear!.Value, o.Value!.Value, o.ValueType)));
        Assert.Equal("登録数：全 650 団体以上", data.Observations[1].ValueText);
    }

    [Fact]
    public void A_sentence_over_merged_target_cells_is_prose_and_no_value()
    {
        var data = MadeUpPlan.Read(
            new FirstPlanExtractor(),
            "## 施策5-1-1 甲",
            "名称 (指標の出典)\t現 状\t第1期実施計画期間 における目標値\t第2期実施計画期間 における目標値\t第3期実施計画期間 における目標値",
            "満足度 ※5点満点（総務局調べ）\t4.9点 (平成27年度)\t4.9点以上 (平成29年度)\t目標を定めます。\t").Data;
        Assert.Equal(["5-1-1-o1.baseline.2015", "5-1-1-o1.target.2017"], data.Observations.Select(o => o.Code));
        Assert.All(data.Observations, o => Assert.Equal("※5点満点", o.Note));
        Assert.Equal("rationale", Assert.Single(data.Passages).Kind);
        Assert.Equal(("満足度", "総務局調べ"), Assert.Single(data.Indicators.Select(i => (i.Name, i.Source))));
    }

    [Fact]
    public void A_row_without_a_bold_name_is_a_finding_and_not_a_guess()
    {
        var ledger = MadeUpPlan.FirstPlanTable("乙事業\t●子").Ledger;
        Assert.Equal(4, Assert.Single(ledger.Findings).Line);
    }
}
