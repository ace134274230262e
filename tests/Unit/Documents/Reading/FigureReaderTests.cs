using System.Globalization;
using Kawasaki.Domain.Plan;
using Kawasaki.Infrastructure.Documents.Reading;
using Xunit;

namespace Kawasaki.Tests.Unit.Documents.Reading;

public sealed class FigureReaderTests
{
    [Theory]
    [InlineData("21%以上", "21", "Ge", "%")]
    [InlineData("14 団体以上", "14", "Ge", "団体")]
    [InlineData("717,694人", "717694", "Eq", "人")]
    [InlineData("4.9点", "4.9", "Eq", "点")]
    [InlineData("9.0分", "9.0", "Eq", "分")]
    [InlineData("607 ^{※2} 者", "607", "Eq", "者")]
    [InlineData("3,077,558千円", "3077558", "Eq", "千円")]
    [InlineData("26.6 %以下", "26.6", "Le", "%")]
    [InlineData("20%未満", "20", "Lt", "%")]
    [InlineData("１０日以内", "10", "Le", "日")]
    [InlineData("400件超", "400", "Gt", "件")]
    [InlineData("▲17億円", "-17", "Eq", "億円")]
    [InlineData("▲ 120", "-120", "Eq", null)]
    [InlineData("△ 55", "-55", "Eq", null)]
    [InlineData("0円以上 （純利益の確保）", "0", "Ge", "円")]
    [InlineData("7千枚", "7000", "Eq", "枚")]
    [InlineData("1万枚", "10000", "Eq", "枚")]
    [InlineData("約22%", "22", "Eq", "%")]
    [InlineData("年5回", "5", "Eq", "回")]
    [InlineData("31企業・団体以上", "31", "Ge", "企業・団体")]
    [InlineData("138人 (現在2名欠員)", "138", "Eq", "人")]
    [InlineData("52%以上(子ども)", "52", "Ge", "%")]
    [InlineData("0人※コロナにより大会中止", "0", "Eq", "人")]
    [InlineData("12,700部 (R1：19,050部)", "12700", "Eq", "部")]
    public void Reads_a_number_with_comparator_and_unit(string printed, string value, string comparator, string? unit)
    {
        var figure = FigureReader.Read(printed);
        Assert.Equal(ValueStatus.Ok, figure.Status);
        Assert.Equal(decimal.Parse(value, CultureInfo.InvariantCulture), figure.Value);
        Assert.Equal(Enum.Parse<Comparator>(comparator), figure.Comparator);
        Assert.Equal(unit, figure.Unit);
        Assert.Equal(printed, figure.ValueText);
    }

    [Theory]
    [InlineData("2~3", "2", "3", null)]
    [InlineData("59～90%", "59", "90", "%")]
    [InlineData("70%～90%", "70", "90", "%")]
    public void Reads_a_range(string printed, string value, string upper, string? unit)
    {
        var figure = FigureReader.Read(printed);
        Assert.Equal((ValueStatus.Ok, Comparator.Range, unit), (figure.Status, figure.Comparator!.Value, figure.Unit));
        Assert.Equal(decimal.Parse(value, CultureInfo.InvariantCulture), figure.Value);
        Assert.Equal(decimal.Parse(upper, CultureInfo.InvariantCulture), figure.UpperValue);
    }

    [Fact]
    public void Keeps_the_printed_scale() => Assert.Equal("98.0", FigureReader.Read("98.0 %以上").Value?.ToString(CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("-")]
    [InlineData("—")]
    [InlineData("― ")]
    [InlineData("－")]
    public void A_dash_is_no_value_set(string printed) => Assert.Equal(ValueStatus.NotSet, FigureReader.Read(printed).Status);

    [Fact]
    public void A_newly_set_indicator_has_no_earlier_value() =>
        Assert.Equal(ValueStatus.NotApplicable, FigureReader.Read("第3期実施計画 から新たに設定").Status);

    [Theory]
    [InlineData("全区分で 3倍以上")]
    [InlineData("全部署")]
    [InlineData("月1回程度")]
    [InlineData("- 20%未満")]
    [InlineData("平成28年1月 から交付開始")]
    [InlineData("1/2")]
    [InlineData("12.3.4件")]
    [InlineData("2テーマ 10回 15回")]
    [InlineData("第14期")]
    public void Never_guesses_a_number_out_of_words(string printed)
    {
        var figure = FigureReader.Read(printed);
        Assert.Equal(ValueStatus.Text, figure.Status);
        Assert.Null(figure.Value);
        Assert.Null(figure.Comparator);
        Assert.Equal(printed, figure.ValueText);
    }

    [Fact]
    public void Nothing_printed_is_lost_not_zero() => Assert.Equal(ValueStatus.Lost, FigureReader.Read(" ").Status);
}
