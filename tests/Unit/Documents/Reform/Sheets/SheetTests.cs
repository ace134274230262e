using Xunit;

namespace Kawasaki.Tests.Unit.Documents.Reform.Sheets;

/// <summary>Whole sheets: what a well-formed one gives, and what happens to lines that are not understood.</summary>
public sealed class SheetTests
{
    [Fact]
    public void A_sheet_gives_its_task()
    {
        var (data, ledger) = new SampleSheet().Read();
        var task = Assert.Single(data.ReformTasks);
        Assert.Equal(("ar3-2-3-3", "ar3-2-3", 3, "窓口の見直し", "財政局"), (task.Code, task.ItemCode, task.Number, task.Name, task.DepartmentText));
        Assert.Equal(
            (false, true, false, true, false),
            (task.SecuresPeople, task.SecuresGoods, task.SecuresMoney, task.SecuresInformation, task.SecuresTime));
        Assert.Equal(("ar3-2-3-3", "finance"), data.ReformTaskDepartments.Select(l => (l.ReformTaskCode, l.DepartmentCode)).Single());
        Assert.Equal(["currentState", "approach", "goal"], data.Passages.Select(p => p.Kind));
        Assert.Equal("・一つ目の段落です。\n・二つ目の段落です。", data.Passages[0].Text);
        Assert.Empty(data.Indicators);
        Assert.Empty(ledger.Unclaimed());
        Assert.Equal(2, ledger.Furniture["empty indicator row"]);
    }

    [Theory]
    [InlineData("見知らぬ行\t—\t")]
    [InlineData("\t見知らぬ\t続き\t")]
    public void A_line_the_grammar_does_not_know_stays_unclaimed(string stranger)
    {
        var (_, ledger) = new SampleSheet { Activity = ["活動指標①\t—\t現状値\t—\t目標値\t—", stranger] }.Read();
        Assert.Equal([SampleSheet.ActivityLine + 1], ledger.Unclaimed());
    }

    [Fact]
    public void A_sheet_whose_head_is_broken_gives_nothing_and_claims_nothing()
    {
        var sample = new SampleSheet { Number = "三" };
        var (data, ledger) = sample.Read();
        Assert.Empty(data.ReformTasks);
        Assert.Equal(sample.Lines.Length, ledger.Unclaimed().Count);
    }

    [Fact]
    public void A_department_nobody_knows_is_not_guessed()
    {
        var (data, ledger) = new SampleSheet { Office = "未知局" }.Read();
        Assert.Empty(data.ReformTasks);
        Assert.NotEmpty(ledger.Unclaimed());
    }

    [Fact]
    public void The_specimen_sheet_gives_no_task()
    {
        var (data, ledger) = Chapter3.ReadLines(
            "○ 改革課題の見方", "", "\t所管\t\t\t", "\t課題No.\t課題名\t\t", "①\t現 状\t\t\t", "③\t活動指標①\t現状値\t目標値\t", "\tヒト\tモノ\tカネ\t情報 時間", "", "①「現状認識」を記載");
        Assert.Empty(data.ReformTasks);
        Assert.Empty(data.Indicators);
        Assert.Equal(6, ledger.Furniture["specimen sheet"]);
        Assert.Empty(ledger.Unclaimed());
    }

    [Fact]
    public void The_heading_of_the_resources_may_be_missing()
    {
        var (data, ledger) = new SampleSheet { Resources = ["ヒト\t○\tモノ\t—\tカネ\t—\t情報\t—\t時間\t—"] }.Read();
        Assert.True(data.ReformTasks.Single().SecuresPeople);
        Assert.Single(data.Actions);
        Assert.Empty(ledger.Unclaimed());
    }

    [Fact]
    public void The_task_list_gives_the_printed_page_of_everything_on_the_sheet()
    {
        var (data, _) = new SampleSheet { Below = ["", "2\t(3)\t3\t窓口の見直し\t財政局\t108"] }.Read();
        Assert.Equal(108, data.ReformTasks.Single().Page);
        Assert.Equal(108, data.Actions.Single().Page);
        Assert.All(data.Passages, p => Assert.Equal(108, p.Page));
    }
}
