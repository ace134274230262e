using Kawasaki.Domain.Plan;
using Xunit;

namespace Kawasaki.Tests.Unit.Documents.Reform.Sheets;

/// <summary>Rows of indicators in the shapes the sheets print them in.</summary>
public sealed class IndicatorTests
{
    [Theory]
    [InlineData("成果指標①\t来庁者数\t現状値\t1,580人 (令和2(2020)年度)\t目標値\t1,280人 (令和7(2025)年度)\t\t")]
    [InlineData("成果指標①\t来庁者数\t\t\t現 状 値\t1,580人 （令和2（2020）年度）\t\t目 標 値\t1,280人 （令和7（2025）年度）\t")]
    [InlineData("成果指標①\t来庁者数\t\t現状値\t1,580人\t(令和2（2020）年度)\t目標値\t1,280人\t(令和7（2025）年度)\t")]
    [InlineData("成果指標①\t来庁者数\t現状値\t1,580 人 (令和 2 (2020) 年度)\t目標値 1,280人 (令和7(2025)年度)")]
    [InlineData("成果指標①\t来庁者数\t現状値\t1,580人 (令和2(2020)年度)\t目 標 値 1,280人 (令和7(2025)年度)")]
    public void Cells_may_be_empty_glued_or_apart(string line)
    {
        var (data, ledger) = Outcome(line).Read();
        var indicator = data.Indicators.Single();
        Assert.Equal(("ar3-2-3-3-o1", "来庁者数", "人", IndicatorKind.Outcome, 1), (indicator.Code, indicator.Name, indicator.Unit, indicator.Kind, indicator.Number));
        Assert.Equal(
            [("ar3-2-3-3-o1.current.2020", 1580m), ("ar3-2-3-3-o1.target.2025", 1280m)],
            data.Observations.Select(o => (o.Code, o.Value!.Value)));
        Assert.Empty(ledger.Unclaimed());
    }

    [Fact]
    public void Repair_glued_target_label_is_noted()
    {
        var (data, ledger) = Outcome("成果指標①\t来庁者数\t現状値\t5人 (令和2(2020)年度)\t目標値 7人以上 (令和7(2025)年度)").Read();
        Assert.Equal([null, "repair glued-target-label: 目標値 and 7人以上 read apart"], data.Observations.Select(o => o.Note));
        Assert.Equal("glued-target-label", ledger.Repairs.Single().Rule.Name);
    }

    [Fact]
    public void Repair_year_on_next_line_belongs_to_the_row_above()
    {
        var (data, ledger) = Outcome(
            "成果指標①\t派遣人数\t\t現状値\t0名\t目標値\t70名", "\t\t\t(令和3(2021)年度)\t\t(令和7(2025)年度)\t",
            "成果指標②\t協力者数\t\t現状値\t23社\t目標値\t31社", "\t\t\t(令和2(2020)年度)\t\t(令和6(2024)年度)\t").Read();
        Assert.Equal(
            ["ar3-2-3-3-o1.current.2021", "ar3-2-3-3-o1.target.2025", "ar3-2-3-3-o2.current.2020", "ar3-2-3-3-o2.target.2024"],
            data.Observations.Select(o => o.Code));
        Assert.Equal((0m, ValueStatus.Ok), (data.Observations[0].Value!.Value, data.Observations[0].Status));
        Assert.Equal("repair year-on-next-line: 令和3(2021)年度 read with 0名", data.Observations[0].Note);
        Assert.Equal(4, ledger.Repairs.Count(r => r.Rule.Name == "year-on-next-line"));
        Assert.Empty(ledger.Unclaimed());
    }

    [Fact]
    public void Repair_era_over_western_year_leaves_a_discrepancy()
    {
        var (data, ledger) = Outcome("成果指標①\t農園数（累計）\t現状値\t3農園 (令和3(2020)年度)\t目標値\t5農園 (令和7(2025)年度)").Read();
        Assert.Equal((2021, "repair era-over-western-year: 2021 for the printed 2020"), (data.Observations[0].FiscalYear!.Value, data.Observations[0].Note));
        var discrepancy = data.Discrepancies.Single();
        Assert.Equal(("ar3-2-3-3-o1.current.2021", "fiscalYear", "2020"), (discrepancy.SubjectCode, discrepancy.Field, discrepancy.FirstText));
        Assert.Equal("era-over-western-year", ledger.Repairs.Single().Rule.Name);
    }

    [Fact]
    public void A_dash_with_a_year_is_a_value_not_set()
    {
        var observation = Outcome("成果指標①\t習得度\t現状値\t—\t（令和2（2020）年度）\t目標値\t70%\t（令和7（2025）年度）").Read().Data.Observations[0];
        Assert.Equal((2020, null, ValueStatus.NotSet, "—"), (observation.FiscalYear!.Value, observation.Value, observation.Status, observation.ValueText));
    }

    [Theory]
    [InlineData("成果指標①\t—\t現 状 値\t—\t目 標 値\t—")]
    [InlineData("成果指標①\t—\t\t\t—\t目標値\t\t\t—\t")]
    public void Dashes_all_along_are_no_indicator(string line)
    {
        var (data, ledger) = Outcome(line).Read();
        Assert.Empty(data.Indicators);
        Assert.Empty(ledger.Unclaimed());
    }

    [Theory]
    [InlineData("成果指標①\t来庁者数\t5人 (令和2(2020)年度)\t目標値\t7人")]
    [InlineData("成果指標①\t来庁者数\t現状値\t\t目標値\t7人 (令和7(2025)年度)")]
    [InlineData("成果指標①\t来庁者数\t現状値\t5人 (令和2(2020)年度)")]
    public void A_row_without_a_label_or_value_is_not_guessed_at(string line)
    {
        var (data, ledger) = Outcome(line).Read();
        Assert.Empty(data.Indicators);
        Assert.Single(ledger.Unclaimed());
    }

    [Fact]
    public void Numbers_in_two_parts_keep_both_in_the_code_and_count_on()
    {
        var (data, _) = Outcome(
            "成果指標①-1\t収入率 （現年度分）\t現状値\t94.76% （令和2（2020）年度）\t目標値\t95.20% （令和7（2025）年度）",
            "成果指標①-2\t収入未済額\t現状値\t90千円 （令和2（2020）年度）\t目標値\t80千円 （令和7（2025）年度）",
            "成果指標②-1\t収納率\t現状値\t1% （令和2（2020）年度）\t目標値\t2% （令和7（2025）年度）").Read();
        Assert.Equal([("ar3-2-3-3-o1-1", 1), ("ar3-2-3-3-o1-2", 2), ("ar3-2-3-3-o2-1", 3)], data.Indicators.Select(i => (i.Code, i.Number)));
        Assert.Equal("収入率（現年度分）", data.Indicators[0].Name);
    }

    [Fact]
    public void Several_years_calendar_years_and_notes_are_kept()
    {
        var (data, _) = Outcome(
            "成果指標①\t財政効果（累計）\t現状値\t115千円 （令和元（2019）～ 令和2（2020）年度）\t目標値\t200千円以上 （令和7（2025）年度）",
            "成果指標②\t到着時間\t現状値\t9.0分 (令和2（2020）年)\t目標値\t8.0分以下 (令和7（2025）年)",
            "成果指標③\tオンライン化率\t現状値\t11% (令和3（2021）年度) ※令和3（2021）年9月時点\t目標値\t100% (令和4（2022）年度)",
            "成果指標④\tボランティアの数\t現状値\t0人※大会中止 (令和3（2021）年度)\t目標値\t11人以上 (令和7（2025）年度)").Read();
        Assert.Equal((2019, 2020, PeriodKind.MultiYear), (data.Observations[0].FiscalYear!.Value, data.Observations[0].LastFiscalYear!.Value, data.Observations[0].PeriodKind));
        Assert.Equal([PeriodKind.CalendarYear, PeriodKind.CalendarYear], data.Observations.Skip(2).Take(2).Select(o => o.PeriodKind));
        Assert.Equal((11m, 2021, "※令和3（2021）年9月時点"), (data.Observations[4].Value!.Value, data.Observations[4].FiscalYear!.Value, data.Observations[4].Note));
        Assert.Equal(2022, data.Observations[5].FiscalYear);
        Assert.Equal((0m, "※大会中止"), (data.Observations[6].Value!.Value, data.Observations[6].Note));
    }

    [Fact]
    public void Spaced_letters_of_a_name_are_joined_and_accounted_for()
    {
        var (data, ledger) = Outcome("成果指標①\tG I G A端末の 事業費\t現状値\t9円 (令和2(2020)年度)\t目標値\t8円以下 (令和7(2025)年度)").Read();
        Assert.Equal("GIGA端末の事業費", data.Indicators.Single().Name);
        Assert.Equal("spaced-letters", ledger.Repairs.Single().Rule.Name);
    }

    private static SampleSheet Outcome(params string[] lines) => new() { Outcome = lines };
}
