using Kawasaki.Domain.Plan;
using Kawasaki.Infrastructure.Documents;
using Kawasaki.Infrastructure.Documents.Reading;
using Xunit;

namespace Kawasaki.Tests.Unit.Documents.Reading;

public sealed class PeriodReaderTests
{
    [Theory]
    [InlineData("21%以上 (平成29年度)", "21%以上", "平成29年度")]
    [InlineData("19.8 % (平成27 (2015) 年度)", "19.8 %", "平成27 (2015) 年度")]
    [InlineData("2,011台 (令和2（2020）年度)", "2,011台", "令和2（2020）年度")]
    [InlineData("① 4回 (R03) 【2021】", "① 4回", "(R03)【2021】")]
    [InlineData("25%以上(H37)", "25%以上", "H37")]
    [InlineData("0円以上 （純利益の確保） (令和7(2025)年度)", "0円以上 （純利益の確保）", "令和7(2025)年度")]
    [InlineData("52%以上(子ども)", "52%以上(子ども)", null)]
    [InlineData("607 ^{※2} 者", "607 ^{※2} 者", null)]
    public void Splits_the_bracketed_year_from_the_value(string cell, string value, string? period) =>
        Assert.Equal((value, period), PeriodReader.Split(cell));

    [Theory]
    [InlineData("平成29年度", 2017)]
    [InlineData("令和7 (2025) 年度", 2025)]
    [InlineData("(R03)【2021】", 2021)]
    [InlineData("H37", 2025)]
    public void Reads_a_fiscal_year(string printed, int year)
    {
        var reading = PeriodReader.Read(printed)!;
        Assert.False(reading.IsContradictory);
        Assert.Equal(Period.OfFiscalYear(year, printed), reading.Period);
    }

    [Fact]
    public void A_year_without_度_is_a_calendar_year()
    {
        var period = PeriodReader.Read("令和2（2020）年")!.Period;
        Assert.Equal((PeriodKind.CalendarYear, 2020), (period.Kind, period.FiscalYear!.Value));
        Assert.Equal((new DateOnly(2020, 1, 1), new DateOnly(2020, 12, 31)), (period.Start!.Value, period.End!.Value));
    }

    [Theory]
    [InlineData("令和4（2022）年2月1日現在", "2022-02-01", "2022-02-01", 2021)]
    [InlineData("令和4（2022）年2月末時点", "2022-02-28", "2022-02-28", 2021)]
    [InlineData("R2.12現在", "2020-12-01", "2020-12-31", 2020)]
    [InlineData("平成19年12月", "2007-12-01", "2007-12-31", 2007)]
    public void A_date_is_a_point_in_time_with_its_fiscal_year(string printed, string start, string end, int fiscalYear)
    {
        var period = PeriodReader.Read(printed)!.Period;
        Assert.Equal((PeriodKind.PointInTime, fiscalYear), (period.Kind, period.FiscalYear!.Value));
        Assert.Equal((start, end), ($"{period.Start:yyyy-MM-dd}", $"{period.End:yyyy-MM-dd}"));
    }

    [Theory]
    [InlineData("平成 26～27 (2014～15)年度", 2014, 2015)]
    [InlineData("令和元（2019）～令和2（2020）年度", 2019, 2020)]
    public void Several_years_are_a_multi_year_period(string printed, int first, int last)
    {
        var period = PeriodReader.Read(printed)!.Period;
        Assert.Equal((PeriodKind.MultiYear, first, last), (period.Kind, period.FiscalYear!.Value, period.LastFiscalYear!.Value));
    }

    [Fact]
    public void A_contradiction_gives_both_readings()
    {
        var reading = PeriodReader.Read("令和3(2020)年度")!;
        Assert.True(reading.IsContradictory);
        Assert.Equal((2021, 2020), (reading.Period.FiscalYear!.Value, reading.ByWesternYear!.FiscalYear!.Value));
    }

    [Fact]
    public void Text_without_a_year_has_no_period() => Assert.Null(PeriodReader.Read("全部署"));
}
