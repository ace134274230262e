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

    [Theory]
    [InlineData("三")]
    [InlineData("20~14")]
    [InlineData("99999999999")]
    public void A_sheet_whose_head_is_broken_gives_nothing_and_claims_nothing(string number)
    {
        var sample = new SampleSheet { Number = number };
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
    public void Pillars_and_items_take_their_pages_from_the_contents_and_their_paragraphs_from_their_headings()
    {
        var (data, ledger) = Chapter3.ReadLines(
            "取組の柱と改革項目\tページ", "取組1 柱の名\t42", "（1）項目の名\t43", "",
            "1 柱の名", "柱の段落です。", "■ 改革項目一覧", "取組 1 柱の名\tページ", "(1) 項目の名\t43", "",
            "1 – (1) 項目の別名", "■ これまでの主な取組と課題", "課題の段落です。", "■ 取組の方向性", "- 方向の段落です。", "¹² 注の段落です。",
            "図表－33 見直しの視点", "必要性\t<ul> ・一つ目か。 ・二つ目か。", "知らない見出し");
        Assert.Equal(("ar3-1", "柱の名", 42), data.ReformPillars.Select(p => (p.Code, p.Name, p.Page!.Value)).Single());
        Assert.Equal(("ar3-1-1", "ar3-1", "項目の別名", 43), data.ReformItems.Select(i => (i.Code, i.PillarCode, i.Name, i.Page!.Value)).Single());
        Assert.Equal(
            [("ar3-1", "text"), ("ar3-1-1", "issue"), ("ar3-1-1", "approach"), ("ar3-1-1", "text"), ("ar3-1-1", "text")],
            data.Passages.Select(p => (p.SubjectCode!, p.Kind)));
        Assert.Equal(("ar3-1-1", "項目の名", "項目の別名"), data.Discrepancies.Select(d => (d.SubjectCode, d.FirstText, d.SecondText)).Single());
        Assert.Equal(19, ledger.Unclaimed().Single());
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
    public void A_sheet_cut_off_anywhere_gives_at_most_its_one_task_and_no_fault()
    {
        var text = string.Join('\n', new SampleSheet { Outcome = ["成果指標①\t率\t現状値\t5% (令和2(2020)年度)\t目標値\t7% (令和7(2025)年度)"] }.Lines);
        for (var length = 1; length < text.Length; length++)
        {
            var (data, _) = Chapter3.ReadLines(text[..length].Split('\n'));
            Assert.InRange(data.ReformTasks.Count, 0, 1);
            Assert.All(data.Observations, o => Assert.Equal("ar3-2-3-3-o1", o.IndicatorCode));
        }
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
