using Kawasaki.Infrastructure.Documents.Reading;
using Xunit;

namespace Kawasaki.Tests.Unit.Documents.Reading;

public sealed class EraYearsTests
{
    [Theory]
    [InlineData("平成27年度", 2015)]
    [InlineData("平成33年度", 2021)]
    [InlineData("H33", 2021)]
    [InlineData("令和元 (2019) 年度", 2019)]
    [InlineData("R04（2022）", 2022)]
    [InlineData("令和 3 (2021) 年度", 2021)]
    [InlineData("昭和53年から", 1978)]
    [InlineData("【2022】", 2022)]
    [InlineData("(R02)【2020】", 2020)]
    [InlineData("2015年", 2015)]
    public void Reads_the_western_year(string printed, int expected)
    {
        var year = EraYears.First(printed);
        Assert.Equal(expected, year?.Year);
        Assert.False(year?.IsContradictory);
    }

    [Theory]
    [InlineData("令和3(2020)年度", 2021, 2020)]
    [InlineData("R04（2020）", 2022, 2020)]
    [InlineData("(R04) 【2023】", 2022, 2023)]
    public void Reports_an_era_that_contradicts_the_western_year(string printed, int era, int western)
    {
        var year = EraYears.First(printed)!.Value;
        Assert.True(year.IsContradictory);
        Assert.Equal((era, western), (year.ByEra, year.Western));
    }

    [Theory]
    [InlineData("1,280時間")]
    [InlineData("DVR2件")]
    [InlineData("2,020件")]
    public void Finds_no_year_where_none_is_printed(string printed) => Assert.Null(EraYears.First(printed));

    [Fact]
    public void Finds_every_year_in_order() => Assert.Equal([2023, 2025], EraYears.All("【R05(2023)・R07(2025)】").Select(y => y.Year));
}
