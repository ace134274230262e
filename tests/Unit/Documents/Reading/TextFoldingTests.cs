using Kawasaki.Infrastructure.Documents.Reading;
using Xunit;

namespace Kawasaki.Tests.Unit.Documents.Reading;

public sealed class TextFoldingTests
{
    [Theory]
    [InlineData("  a 　b  ", "a b")]
    [InlineData("14 団体以上", "14 団体以上")]
    [InlineData("", "")]
    public void Collapse_folds_runs_of_blanks_only(string printed, string expected) => Assert.Equal(expected, TextFolding.Collapse(printed));

    [Theory]
    [InlineData("地域貢献活動に関する 取組にかかわったこと のある人の割合", "地域貢献活動に関する取組にかかわったことのある人の割合")]
    [InlineData("市内認定・条例指定 NPO法人数", "市内認定・条例指定NPO法人数")]
    [InlineData("SDGs for Schools 事業", "SDGs for Schools事業")]
    public void Name_drops_layout_blanks_beside_wide_characters(string printed, string expected) => Assert.Equal(expected, TextFolding.Name(printed));

    [Fact]
    public void Narrow_keeps_positions()
    {
        const string printed = "（Ｒ０４）【２０２２】～";
        Assert.Equal("(R04)[2022]~", TextFolding.Narrow(printed));
    }

    [Theory]
    [InlineData("G I G Aスクール", "ＧＩＧＡスクール")]
    [InlineData("70%～90%", "70％〜90％")]
    [InlineData("— ", "-")]
    public void Comparable_ignores_width_blanks_and_dash_glyphs(string one, string other) =>
        Assert.Equal(TextFolding.Comparable(one), TextFolding.Comparable(other));

    [Fact]
    public void Comparable_keeps_different_words_apart() => Assert.NotEqual(TextFolding.Comparable("総務局"), TextFolding.Comparable("総務企画局"));
}
