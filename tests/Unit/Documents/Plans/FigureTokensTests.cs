using Kawasaki.Infrastructure.Documents.Plans;
using Xunit;

namespace Kawasaki.Tests.Unit.Documents.Plans;

public sealed class FigureTokensTests
{
    [Theory]
    [InlineData("R2サイトアクセス件数：24,135件", "サイトアクセス件数", "24135", "R2")]
    [InlineData("参加者数：59,700人以上（合計）", "参加者数", "59700", null)]
    [InlineData("R2 受理件数：4,953件", "受理件数", "4953", "R2")]
    [InlineData("かわさき☆えるぼし認証企業数：83企業", "かわさき☆えるぼし認証企業数", "83", null)]
    [InlineData("R2オープン会議参加者数：0人(中止)", "オープン会議参加者数", "0", "R2")]
    [InlineData("研修達成度：90%以上", "研修達成度", "90", null)]
    public void Reads_a_figure_with_label_and_year(string printed, string label, string value, string? year)
    {
        var figures = FigureTokens.Extract(printed);
        Assert.True(figures.IsPure);
        var token = Assert.Single(figures.Tokens);
        Assert.Equal((label, value, year, printed), (token.Label, $"{token.Figure.Value:0}", token.PeriodText, token.Figure.ValueText));
    }

    [Fact]
    public void An_earlier_year_in_brackets_is_a_second_figure_of_the_same_label()
    {
        var figures = FigureTokens.Extract("R2参加者数：32,073人（合計）（R1：56,163人）");
        Assert.Equal([("参加者数", "R2", 32073m), ("参加者数", "R1", 56163m)], figures.Tokens.Select(t => (t.Label, t.PeriodText!, t.Figure.Value!.Value)));
    }

    [Fact]
    public void A_label_over_labels_and_a_common_date_belong_to_each_figure()
    {
        var figures = FigureTokens.Extract("取組の実施 協定締結数： 企業：392件 大学：75件 ※R2.12現在");
        Assert.Equal("取組の実施", figures.Rest);
        Assert.Equal([("協定締結数：企業", "R2.12現在", "企業：392件"), ("協定締結数：大学", "R2.12現在", "大学：75件")], figures.Tokens.Select(t => (t.Label, t.PeriodText!, t.Figure.ValueText)));
    }

    [Theory]
    [InlineData("第2・4土曜日の区役所窓口開設の実施")]
    [InlineData("実施方針の策定（R2）")]
    public void Words_are_no_figures(string printed) => Assert.Empty(FigureTokens.Extract(printed).Tokens);
}
