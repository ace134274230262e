using Kawasaki.Domain.Plan;
using Kawasaki.Infrastructure.Documents;
using Kawasaki.Infrastructure.Documents.Plans;
using Xunit;

namespace Kawasaki.Tests.Unit.Documents.Plans;

public sealed class ThirdPlanTests
{
    private const string Project = "乙事業 説明。";

    [Fact]
    public void A_heading_takes_place_when_its_items_do()
    {
        var data = MadeUpPlan.ThirdPlanTable($"{Project}\t●子 ・丑\t継続実施\t\t\t\t事業推進").Data;
        Assert.All(data.Actions, a => Assert.Equal([2021, 2022, 2023, 2024, 2025], a.FiscalYears));
        Assert.All(data.Actions, a => Assert.True(a.IsOngoing));
        Assert.Equal([null, "子"], data.Actions.Select(a => a.Group));
    }

    [Fact]
    public void Each_step_has_the_years_of_its_columns()
    {
        var data = MadeUpPlan.ThirdPlanTable($"{Project}\t●子 ・丑\t・寅\t\t・卯\t\t・辰").Data;
        Assert.Equal([2022, 2023], Action(data.Actions, "寅").FiscalYears);
        Assert.Equal([2024, 2025], Action(data.Actions, "卯").FiscalYears);
        Assert.Equal((2026, true), (Action(data.Actions, "辰").FirstFiscalYear!.Value, Action(data.Actions, "辰").IsOngoing));
        Assert.Equal("子", Action(data.Actions, "辰").Group);
    }

    [Fact]
    public void A_continuation_beside_other_items_leaves_the_years_of_several_items_open()
    {
        var data = MadeUpPlan.ThirdPlanTable($"{Project}\t●子 ・丑 ・寅\t・卯 継続実施").Data;
        Assert.Empty(Action(data.Actions, "丑").FiscalYears);
        Assert.Null(Action(data.Actions, "寅").FirstFiscalYear);
        Assert.StartsWith("years not settled: 継続実施 stands beside other items", Action(data.Actions, "寅").Note, StringComparison.Ordinal);
        Assert.Equal([2022, 2023, 2024, 2025], Action(data.Actions, "卯").FiscalYears);
    }

    [Fact]
    public void Steps_joined_by_arrows_in_one_cell_have_no_years()
    {
        var data = MadeUpPlan.ThirdPlanTable($"{Project}\t●子 ○丑 → 寅 → 卯 → 事業推進").Data;
        Assert.Equal(["子", "丑", "寅", "卯"], data.Actions.Select(a => a.Text));
        Assert.All(data.Actions, a => Assert.Empty(a.FiscalYears));
        Assert.Equal("丑", Action(data.Actions, "卯").Group);
    }

    [Fact]
    public void A_year_printed_behind_an_item_is_its_year()
    {
        var data = MadeUpPlan.ThirdPlanTable($"{Project}\t●子 ・設置(R2)\t\t\t\t\t・開始予定(R11[2029]～R13[2031]) 事業推進").Data;
        Assert.Equal([2020], Action(data.Actions, "設置(R2)").FiscalYears);
        Assert.Equal([2029, 2030, 2031], Action(data.Actions, "開始予定(R11[2029]～R13[2031])").FiscalYears);
    }

    [Fact]
    public void Glued_continuation_is_repaired()
    {
        var (data, ledger) = MadeUpPlan.ThirdPlanTable($"{Project}\t●子 ・丑 継続実施 ・寅 継続実施 ・卯");
        Assert.Equal([2021, 2022, 2023, 2024, 2025], Action(data.Actions, "丑").FiscalYears);
        Assert.Equal([2021, 2022, 2023, 2024, 2025], Action(data.Actions, "寅").FiscalYears);
        Assert.Equal([2021], Action(data.Actions, "卯").FiscalYears);
        AssertRepair(ActionRowReader.GluedContinuation, ledger, Action(data.Actions, "寅").Note);
    }

    [Fact]
    public void Glued_yearly_figures_are_repaired_and_the_stray_character_dropped()
    {
        var (data, ledger) = MadeUpPlan.ThirdPlanTable($"{Project}\t●子 ・丑の開催 数：64人 数：161人以上 数：162人以上 数：163人以上 数：164人以上 (R1：145人) 上");
        Assert.Equal([161m, 162m, 163m, 164m], data.Observations.Where(o => o.ValueType == ObservationType.Target).OrderBy(o => o.FiscalYear).Select(o => o.Value!.Value));
        Assert.Equal(145, data.Observations.Single(o => o.FiscalYear == 2019).Value);
        Assert.Equal(64, data.Observations.Single(o => o.FiscalYear is null).Value);
        Assert.Equal([2021, 2022, 2023, 2024, 2025], Action(data.Actions, "丑の開催").FiscalYears);
        AssertRepair(ActionFigures.GluedYears, ledger, data.Observations.First(o => o.FiscalYear == 2022).Note);
        Assert.Contains(ledger.Repairs, r => r.Rule == ActionFigures.StrayCharacter);
    }

    [Fact]
    public void A_row_shifted_left_is_repaired_until_the_next_project()
    {
        var (data, ledger) = MadeUpPlan.ThirdPlanTable($"{Project}\t●子", "・丑\t継続実施\t\t\t\t事業推進\t", "\t・寅\t\t\t・卯\t\t", "丙事業\t●辰\t・巳");
        Assert.Equal([2021, 2022, 2023, 2024, 2025], Action(data.Actions, "丑").FiscalYears);
        Assert.Equal([2022], Action(data.Actions, "寅").FiscalYears);
        Assert.Equal([2025], Action(data.Actions, "卯").FiscalYears);
        Assert.Equal(2022, Action(data.Actions, "巳").FirstFiscalYear);
        AssertRepair(ThirdPlanColumns.RowShiftedLeft, ledger, Action(data.Actions, "丑").Note);
    }

    [Fact]
    public void A_projects_name_in_the_second_cell_is_repaired()
    {
        var (data, ledger) = MadeUpPlan.ThirdPlanTable($"{Project}\t●子", "\t丙事業 説明。\t●丑\t継続実施\t\t\t");
        Assert.Equal(["乙事業", "丙事業"], data.Projects.Select(p => p.Name));
        Assert.Equal([2021, 2022, 2023, 2024, 2025], Action(data.Actions, "丑").FiscalYears);
        AssertRepair(ThirdPlanColumns.RowShiftedRight, ledger, Action(data.Actions, "丑").Note);
    }

    [Fact]
    public void An_item_in_the_name_column_beside_its_figures_is_repaired()
    {
        var (data, ledger) = MadeUpPlan.ThirdPlanTable($"{Project}\t●子", "○丑の開催\tR2回数：7回\t回数：8回以上\t回数：8回以上\t回数：8回以上\t回数：9回以上\t");
        Assert.Equal([(2020, 7m), (2022, 8m), (2023, 8m), (2024, 8m), (2025, 9m)], data.Observations.Select(o => (o.FiscalYear!.Value, o.Value!.Value)));
        AssertRepair(ThirdPlanColumns.ItemInNameColumn, ledger, data.Observations[1].Note);
    }

    [Fact]
    public void The_current_columns_cell_in_the_next_column_is_repaired()
    {
        var (data, ledger) = MadeUpPlan.ThirdPlanTable($"{Project}\t\t<ul style=\"x\"> ● 子 ・丑 継続実施\t\t\t\t事業推進");
        Assert.Equal([2021, 2022, 2023, 2024, 2025], Action(data.Actions, "丑").FiscalYears);
        AssertRepair(ThirdPlanColumns.CurrentInNextColumn, ledger, Action(data.Actions, "丑").Note);
    }

    [Fact]
    public void Years_one_column_right_are_repaired_and_the_goes_on_cell_found()
    {
        var (data, ledger) = MadeUpPlan.Read(
            new ThirdPlanExtractor(), "施策5-1-1 甲", "事務事業名\t現 状\t\t事業内容・目標\t\t\t\t\t", MadeUpPlan.Years + "\t\t", $"{Project}\t●子\t\t・丑\t・寅\t\t\t\t事業推進");
        Assert.Equal([2022], Action(data.Actions, "丑").FiscalYears);
        Assert.Equal([2023, 2024, 2025], Action(data.Actions, "寅").FiscalYears);
        Assert.True(Action(data.Actions, "寅").IsOngoing);
        AssertRepair(ThirdPlanColumns.YearsOneColumnRight, ledger, Action(data.Actions, "丑").Note);
        AssertRepair(ThirdPlanColumns.GoesOnInLastColumn, ledger, Action(data.Actions, "丑").Note);
    }

    [Fact]
    public void Four_targets_side_by_side_are_the_four_years_wherever_they_stand()
    {
        var (data, ledger) = MadeUpPlan.Read(
            new ThirdPlanExtractor(), "施策5-1-1 甲", "事務事業名\t現 状\t\t事業内容・目標\t\t\t\t\t", MadeUpPlan.Years + "\t\t",
            $"{Project}\t●子 R2件数：1件\t件数：2件以上\t件数：3件以上\t件数：4件以上\t件数：5件以上\t\t\t");
        Assert.Equal([(2022, 2m), (2023, 3m), (2024, 4m), (2025, 5m)], data.Observations.Skip(1).Select(o => (o.FiscalYear!.Value, o.Value!.Value)));
        AssertRepair(ThirdPlanColumns.FourTargets, ledger, data.Observations[1].Note);
    }

    [Fact]
    public void Three_targets_stay_in_their_columns()
    {
        var data = MadeUpPlan.ThirdPlanTable($"{Project}\t●子 R2件数：1件\t継続実施\t件数：3件以上\t件数：3件以上\t件数：3件以上").Data;
        Assert.Equal([2020, 2023, 2024, 2025], data.Observations.Select(o => o.FiscalYear!.Value));
        Assert.Equal([2021, 2022, 2023, 2024, 2025], data.Actions[0].FiscalYears);
    }

    [Fact]
    public void Figures_printed_again_by_merged_cells_are_one_observation_each()
    {
        const string table = "<table border=\"1\"> <tr> <td>R2数：1人（合計）（R1：9人）</td> <td>数：2人以上</td> <td>数：3人以上</td> <td>数：4人以上</td> <td>数：5人以上</td> </tr> </table>";
        const string again = "R2数：1人（合計）（R1：9人）\t数：2人以上\t数：3人以上\t数：4人以上\t数：5人以上";
        var (data, ledger) = MadeUpPlan.ThirdPlanTable($"{Project}\t●子 {table}\t\t\t\t\t\t{again}", again);
        Assert.Empty(ledger.Findings);
        Assert.Equal(6, data.Observations.Count);
        Assert.All(data.Citations, c => Assert.Equal(5, c.Line));
        Assert.Equal(6, data.Citations.Count);
    }

    [Fact]
    public void Terms_of_uneven_length_leave_the_years_open()
    {
        var data = MadeUpPlan.ThirdPlanTable($"{Project}\t・第14期代表者の募集\t\t\t・第15期代表者の募集\t\t・第16期代表者の募集").Data;
        Assert.Equal(3, data.Actions.Count);
        Assert.All(data.Actions, a => Assert.Empty(a.FiscalYears));
    }

    [Fact]
    public void A_cell_in_no_column_is_a_finding()
    {
        var ledger = MadeUpPlan.ThirdPlanTable($"{Project}\t●子\t継続実施\t\t\t\t\t\t余り").Ledger;
        Assert.Equal("cell 9 is in no column of the table", Assert.Single(ledger.Findings).Reason);
    }

    [Fact]
    public void A_project_continues_the_first_plans_project_of_the_same_name_and_measure()
    {
        var package = new PackageBuilder();
        MadeUpPlan.Read(package, new FirstPlanExtractor(), "## 施策5-1-1 甲", "事務事業名\t現 状", "\t平成 26～27 (2014～15)年度\t平成 28(2016) 年度\t平成 29(2017) 年度\t平成 30(2018) 年度以降", "<b>○NPO 法人事業</b>\t●子");
        MadeUpPlan.Read(package, new ThirdPlanExtractor(), "施策5-1-1 甲", MadeUpPlan.Header, MadeUpPlan.Years, "NPO法人事業 説明。\t●子", "丙事業\t●子");
        Assert.Equal(["ip1-5-1-1-p01", null], package.Build().Projects.Where(p => p.PlanCode == "ip3").Select(p => p.PredecessorCode));
    }

    [Fact]
    public void A_typing_error_in_a_name_makes_no_second_indicator()
    {
        const string head = "\t現 状\t第1期実施計画期間 における目標値";
        var package = new PackageBuilder();
        MadeUpPlan.Read(package, new FirstPlanExtractor(), "## 施策5-1-1 甲", "名称 (指標の出典)" + head, "得ることができていると思う人の割合 (市民アンケート)\t37.5% (平成27年度)\t39%以上 (平成29年度)");
        var ledger = MadeUpPlan.Read(
            package, new ThirdPlanExtractor(), "施策5-1-1 甲", "名称 (指標の出典)\t計画策定時" + head, "得ることができ いると思う人の割合 (市民調査)\t37.5 % (平成27 (2015) 年度)\t-\t39 %以上 (平成29 (2017) 年度)");
        var data = package.Build();
        Assert.Equal("得ることができていると思う人の割合", Assert.Single(data.Indicators).Name);
        Assert.Equal(["source", "name"], data.Discrepancies.Select(d => d.Field));
        AssertRepair(OutcomeIndicators.NameTypo, ledger, data.Observations[0].Note);
    }

    private static PlannedAction Action(IEnumerable<PlannedAction> actions, string text) => actions.Single(a => a.Text == text);

    private static void AssertRepair(RepairRule rule, LineLedger ledger, string? note)
    {
        Assert.Contains(ledger.Repairs, r => r.Rule == rule);
        Assert.Contains("repair " + rule.Name, note, StringComparison.Ordinal);
    }
}
