using Kawasaki.Infrastructure.Documents.Reform.Sheets;
using Xunit;

namespace Kawasaki.Tests.Unit.Documents.Reform.Sheets;

public sealed class YearMarkTests
{
    [Theory]
    [InlineData("【R04（2022）】", new[] { 2022 })]
    [InlineData("【R04（2022）～R07（2025）】", new[] { 2022, 2023, 2024, 2025 })]
    [InlineData("【R04 (2022) ～R07 (2025) 】", new[] { 2022, 2023, 2024, 2025 })]
    [InlineData("【R06(2024)・R07(2025)】", new[] { 2024, 2025 })]
    [InlineData("【R05(2023)・R07(2025)】", new[] { 2023, 2025 })]
    public void A_middle_dot_joins_years_and_a_tilde_makes_a_range(string printed, int[] years)
    {
        var mark = YearMark.Cut(printed).Select(c => c.Mark).OfType<YearMark>().Single();
        Assert.Equal(years, mark.FiscalYears);
        Assert.Null(mark.Contradiction);
    }

    [Theory]
    [InlineData("【ソフト面】")]
    [InlineData("令和4（2022）年度")]
    [InlineData("【R04】")]
    public void Other_brackets_are_no_year_head(string printed) => Assert.Equal([(null, printed)], YearMark.Cut(printed));

    [Fact]
    public void A_text_is_cut_at_its_heads() =>
        Assert.Equal(
            ["①北部 ", "", "・調査 ", "", ""],
            YearMark.Cut("①北部 【R04（2022）】・調査 【R05（2023）】").Select(c => c.Text));

    [Fact]
    public void Repair_era_over_western_year_reads_the_era()
    {
        var (data, ledger) = new SampleSheet { Actions = ["<p>【R04（2020）～R07（2025）】</p> <p>・整備</p>\t"] }.Read();
        var action = data.Actions.Single();
        Assert.Equal([2022, 2023, 2024, 2025], action.FiscalYears);
        Assert.Equal("repair era-over-western-year: 2022 for the printed 2020", action.Note);
        Assert.Equal("era-over-western-year", ledger.Repairs.Single().Rule.Name);
    }
}
