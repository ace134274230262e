using System.Globalization;
using Kawasaki.Domain.Plan;
using Xunit;

namespace Kawasaki.Tests.Unit.Documents.Plans;

/// <summary>
/// Facts chosen by reading the four documents, not by extracting them. A value that a later document states again is found as
/// a citation of the later document's observation.
/// </summary>
public sealed class PlanFactsTests
{
    [Theory]
    [InlineData("ip3", 37, "5-1-s1.baseline.2015", 2015, "30.3", "Eq", "%", "30.3%")]
    [InlineData("ip3", 38, "5-1-s2.target.2025", 2025, "25", "Ge", "%", "25%以上")]
    [InlineData("ip3", 102, "5-1-1-o2.current.2020", 2020, "59.0", "Eq", "%", "59.0 %")]
    [InlineData("ip3", 104, "5-1-1-o4.current.2021", 2021, "607", "Eq", "者", "607 ^{※2} 者")]
    [InlineData("ip3", 349, "5-1-3-o1.current.2019", 2019, "99", "Eq", "%", "99 %")]
    [InlineData("ip3", 350, "5-1-3-o2.target.2025", 2025, "85", "Ge", "%", "85 %以上")]
    [InlineData("ip3", 476, "5-2-1-o3.target.2020.children", 2020, "52", "Ge", "%", "52%以上(子ども)")]
    [InlineData("ip3", 476, "5-2-1-o3.baseline.2014.adults", 2014, "31.9", "Eq", "%", "31.9%(大人)")]
    [InlineData("ip3", 737, "5-2-3-o1.target.2025", 2025, "26.6", "Le", "%", "26.6 %以下")]
    [InlineData("ip3", 642, "5-2-2-o2.target.2021", 2021, "40", "Ge", "%", "40 %以上")]
    [InlineData("ip1", 53, "ip1-5-1-2-p04-f1.target.2017", 2017, "4936000", "Ge", "回", "月平均ページ閲覧回数：4,936,000回以上")]
    [InlineData("ip3", 128, "ip3-5-1-1-p02-f1.target.2025", 2025, "30000", "Ge", "件", "サイトアクセス件数：30,000件以上")]
    [InlineData("ip3", 129, "ip3-5-1-1-p02-f3.actual.2020-12", 2020, "75", "Eq", "件", "大学：75件")]
    [InlineData("ip3", 158, "ip3-5-1-1-p04-f1.target.2022", 2022, "59700", "Ge", "人", "参加者数：59,700人以上（合計）")]
    [InlineData("ip3", 485, "ip3-5-2-1-p01-f1.target.2023", 2023, "560", "Ge", "人", "市人権学校等の参加者数：560人以上")]
    [InlineData("ip3", 529, "ip3-5-2-1-p03-f2.actual.2019", 2019, "19050", "Eq", "部", "R1：19,050部")]
    [InlineData("ip3", 531, "ip3-5-2-1-p03-f3.actual.2020", 2020, "0", "Eq", "人", "R2オープン会議参加者数：0人(中止)")]
    [InlineData("ip3", 575, "ip3-5-2-1-p06-f1.target.2025", 2025, "160", "Ge", "人", "参加者数：160人以上")]
    [InlineData("ip3", 669, "ip3-5-2-2-p02-f1.target.2022", 2022, "2800", "Ge", "人", "参加者数：2,800人以上")]
    [InlineData("eval1", 457, "5-1-1-o1.actual.2017", 2017, "14.7", "Eq", "%", "14.7%")]
    [InlineData("eval1", 499, "5-1-1-o3.baseline.2015", 2015, "9", "Eq", "団体", "9団体")]
    [InlineData("eval1", 340, "eval1-c340.actual.2018-01-31", 2017, "315", "Eq", "件", "315件")]
    [InlineData("eval1", 236, "eval1-c235.actual.undated.2", null, "28", "Eq", "%", "②ちょうどよい(28%)")]
    [InlineData("civic2015", 525, "civic2015-c525.current.undated.141330", null, "10", "Eq", null, "10")]
    [InlineData("civic2015", 526, "civic2015-c526.current.undated.141364", null, "5", "Eq", null, "5")]
    [InlineData("civic2015", 526, "civic2015-c526.current.undated", null, "49", "Eq", null, "49")]
    [InlineData("civic2015", 676, "civic2015-c676.current.2015-05-12", 2015, "138", "Eq", "人", "138人 (現在2名欠員)")]
    [InlineData("civic2015", 676, "civic2015-c676g.current.2015-05-12", 2015, "19.6", "Eq", "%", "19.6% (138人中27人)")]
    [InlineData("civic2015", 722, "civic2015-c722.actual.2014", 2014, "25.5", "Eq", "%", "認知度の低さ(25.5%)※H26年度市民アンケート結果")]
    [InlineData("civic2015", 291, "civic2015-c286.actual.2014-04", 2014, "7881", "Eq", "人", "7,881人")]
    [InlineData("civic2015", 244, "civic2015-c244c.actual.undated", null, "508", "Eq", "公園", "管理運営協議会【508公園377団体】")]
    public void An_observation_says_what_its_line_prints(string document, int line, string code, int? year, string value, string comparator, string? unit, string text)
    {
        var observation = PlanDocuments.Data.Observations.Single(o => o.Code == code);
        Assert.Equal((document, line, year), (observation.DocumentCode, observation.Line, observation.FiscalYear));
        Assert.Equal(decimal.Parse(value, CultureInfo.InvariantCulture), observation.Value);
        Assert.Equal((Enum.Parse<Comparator>(comparator), unit, text, ValueStatus.Ok), (observation.Comparator!.Value, observation.Unit, observation.ValueText, observation.Status));
    }

    [Theory]
    [InlineData("ip1", 12, "5-1-1-o1.target.2021", "23%以上", null)]
    [InlineData("ip1", 13, "5-1-1-o2.target.2025", "64%以上", null)]
    [InlineData("ip1", 14, "5-1-1-o3.target.2017", "14 団体以上", null)]
    [InlineData("ip1", 40, "5-1-2-o1.target.2017", "4.9点以上", null)]
    [InlineData("ip1", 68, "5-1-3-o1.baseline.2015", "97%", "value")]
    [InlineData("ip1", 69, "5-1-3-o2.baseline.undated", "平成28年1月 から交付開始", null)]
    [InlineData("eval1", 33, "5-1-1-o1.target.2025", "25%以上", null)]
    [InlineData("eval1", 50, "5-1-1-o3.target.2017", "14団体", "comparator")]
    [InlineData("eval1", 456, "5-1-1-o1.target.2017", "21%", "comparator")]
    [InlineData("ip3", 159, "ip3-5-1-1-p04-f1.target.2022", "参加者数：59,700人以上（合計）", null)]
    public void A_further_place_is_cited_and_a_contradiction_named(string document, int line, string code, string text, string? field)
    {
        var citation = Assert.Single(PlanDocuments.Data.Citations, c => c.ObservationCode == code && c.DocumentCode == document && c.Line == line);
        Assert.Equal(text, citation.ValueText);
        var discrepancies = PlanDocuments.Data.Discrepancies.Where(d => d.SubjectCode == code && d.FirstDocumentCode == document && d.FirstLine == line);
        Assert.Equal(field is null ? [] : [field], discrepancies.Select(d => d.Field));
    }

    [Theory]
    [InlineData("5-1-1-o4.target.p1", 104, ValueStatus.NotSet, "-")]
    [InlineData("5-2-1-o2.baseline.undated", 475, ValueStatus.NotApplicable, "第3期実施計画 から新たに設定")]
    [InlineData("5-1-3-o2.baseline.undated", 350, ValueStatus.Text, "平成28 (2016) 年 1月から交付開始")]
    [InlineData("ip3-5-1-2-p01-f1.target.2022", 251, ValueStatus.Text, "車座集会開催数：月1回程度")]
    public void A_printed_value_that_is_no_number_keeps_its_text(string code, int line, ValueStatus status, string text)
    {
        var observation = PlanDocuments.Data.Observations.Single(o => o.Code == code);
        Assert.Equal((line, status, text, null), (observation.Line, observation.Status, observation.ValueText, observation.Value));
    }

    [Fact]
    public void No_figure_is_made_for_a_target_that_is_not_printed()
    {
        Assert.DoesNotContain(PlanDocuments.Data.Observations, o => o.Code == "ip3-5-2-1-p01-f1.target.2022");
        Assert.DoesNotContain(PlanDocuments.Data.Citations, c => c.DocumentCode == "ip1" && c.Line == 40 && c.ObservationCode == "5-1-2-o1.target.2021");
    }

    [Theory]
    [InlineData("ip1-5-1-1-p07", 29, "都市政策研究事業", false)]
    [InlineData("ip1-5-1-1-p01", 20, "多様な主体による協働・連携推進事業", true)]
    [InlineData("ip3-5-1-2-p02", 252, "コンタクトセンター運営事業", null)]
    public void A_project_has_its_line_and_mark(string code, int line, string name, bool? isMajor)
    {
        var project = PlanDocuments.Data.Projects.Single(p => p.Code == code);
        Assert.Equal((line, name, isMajor), (project.Line, project.Name, project.IsMajor));
    }

    [Theory]
    [InlineData("ip1-5-1-1-p03", 25, "新総合自治会館の完成（H31予定）", new[] { 2019 })]
    [InlineData("ip3-5-1-3-p05", 388, "新区役所供用開始予定(R11[2029]～R13[2031])", new[] { 2029, 2030, 2031 })]
    [InlineData("ip3-5-2-2-p02", 672, "方向性の決定", new[] { 2025 })]
    [InlineData("ip3-5-2-1-p03", 527, "第15期代表者の募集・選考", new int[0])]
    [InlineData("ip3-5-1-3-p02", 357, "窓口開設の実施", new int[0])]
    public void An_action_has_the_years_its_cells_settle(string project, int line, string text, int[] years) =>
        Assert.All(Actions(project, line, text), a => Assert.Equal(years, a.FiscalYears));

    [Fact]
    public void The_method_of_an_indicator_is_the_evaluations_and_its_line_cited()
    {
        Assert.Equal("町内会・自治会加入世帯数(442,037世帯)/総世帯数(693,203世帯)×100(%)", PlanDocuments.Data.Indicators.Single(i => i.Code == "5-1-1-o2").Method);
        Assert.Contains(PlanDocuments.Data.Citations, c => c is { SubjectCode: "5-1-1-o2", DocumentCode: "eval1", Line: 37 });
    }

    [Fact]
    public void The_theme_without_heading_mark_has_its_parent() =>
        Assert.Equal((98, "参加と協働により市民自治を推進する", "5"), PlanDocuments.Data.Themes.Where(t => t.Code == "5-1").Select(t => (t.Line, t.Name, t.ParentCode!)).Single());

    private static List<PlannedAction> Actions(string project, int line, string text)
    {
        var found = PlanDocuments.Data.Actions.FindAll(a => a.ProjectCode == project && a.Line == line && a.Text == text);
        Assert.NotEmpty(found);
        return found;
    }
}
