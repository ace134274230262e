using Kawasaki.Domain.Plan;
using Kawasaki.Infrastructure.Documents;
using Kawasaki.Infrastructure.Documents.Reviews;
using Kawasaki.Tests.Unit.Documents.Plans;
using Xunit;

namespace Kawasaki.Tests.Unit.Documents.Reviews;

public sealed class FieldReviewTests
{
    [Fact]
    public void Five_themes_have_eleven_sub_themes()
    {
        Assert.Equal(5, PlanDocuments.Data.Themes.Count(t => t.ParentCode is null));
        Assert.Equal(11, PlanDocuments.Data.Themes.Count(t => t.ParentCode is not null));
    }

    [Fact]
    public void Two_kinds_of_facilities_are_counted_in_seven_wards_and_add_up_to_the_city()
    {
        var facilities = PlanDocuments.Data.Observations.Where(o => o.DocumentCode == "civic2015" && o.Line is 525 or 526).GroupBy(o => o.IndicatorCode).ToList();
        Assert.Equal(2, facilities.Count);
        Assert.All(facilities, f => Assert.Equal(7, f.Count(o => o.WardCode is not null)));
        Assert.All(facilities, f => Assert.Equal(f.Single(o => o.WardCode is null).Value, f.Where(o => o.WardCode is not null).Sum(o => o.Value)));
    }

    [Fact]
    public void Seven_wards_have_their_local_government_codes() =>
        Assert.Equal(
            ["141313 川崎区", "141321 幸区", "141330 中原区", "141348 高津区", "141356 多摩区", "141364 宮前区", "141372 麻生区"],
            PlanDocuments.Data.Wards.OrderBy(w => w.Code, StringComparer.Ordinal).Select(w => $"{w.Code} {w.Name}"));

    [Fact]
    public void The_same_count_in_two_sentences_is_one_observation()
    {
        var stores = PlanDocuments.Data.Observations.Single(o => o.ValueText == "約47,000店舗");
        Assert.Equal(782, stores.Line);
        Assert.Equal(801, Assert.Single(PlanDocuments.Data.Citations, c => c.SubjectCode == stores.Code).Line);
    }

    [Fact]
    public void A_sub_theme_without_its_heading_mark_is_repaired()
    {
        var (data, ledger) = MadeUpPlan.Read(
            new FieldReviewExtractor(), "### 重点検討テーマ", "#### 4 「活力」", "(1) 産業の振興  ", "振興に力を入れることが求められています。", "##### (2) 交通", "市内に約530店舗");
        Assert.Equal(["4", "4-1", "4-2"], data.Themes.Select(t => t.Code));
        Assert.Equal(ThemeList.HeadingMarkMissing, Assert.Single(ledger.Repairs).Rule);
        Assert.Equal("4-1", data.Passages[0].SubjectCode);
    }

    [Fact]
    public void A_date_above_a_figure_is_its_period()
    {
        var data = MadeUpPlan.Read(new FieldReviewExtractor(), "登録者の件数", "", "平成19年12月現在  ", "**616人**").Data;
        var observation = Assert.Single(data.Observations);
        Assert.Equal((616m, 2007, PeriodKind.PointInTime), (observation.Value!.Value, observation.FiscalYear!.Value, observation.PeriodKind));
    }

    [Theory]
    [InlineData("施設\t3\t4\t5", 4)]
    [InlineData("施設\t3\t4\t\t5", 5)]
    public void A_count_under_no_head_is_named(string row, int cell)
    {
        var (_, ledger) = MadeUpPlan.Read(new FieldReviewExtractor(), "\t川崎区\t全市", row);
        Assert.Equal(new Finding(2, $"nothing is expected in cell {cell}, which prints \"5\""), Assert.Single(ledger.Findings));
    }

    [Fact]
    public void A_table_of_an_unknown_kind_is_left_unclaimed() =>
        Assert.Equal([1, 2], MadeUpPlan.Read(new FieldReviewExtractor(), "甲\t乙", "1\t2").Ledger.Unclaimed());
}
