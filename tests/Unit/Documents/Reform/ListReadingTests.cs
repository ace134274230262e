using Kawasaki.Domain.Plan;
using Kawasaki.Infrastructure.Documents.Reform.Lists;
using Xunit;

namespace Kawasaki.Tests.Unit.Documents.Reform;

public sealed class ListReadingTests
{
    private static IReadOnlyList<ListValue> Read(string cell, string names) =>
        ListValues.Read(cell, MarkedText.Split(names)) ?? throw new InvalidOperationException($"not understood: {cell}");

    private static string Text(string cell, string names) =>
        string.Join(" | ", Read(cell, names).Select(v => $"{v.Figure?.Status.ToString() ?? "none"} {v.Figure?.Value} {v.Figure?.ValueText} {v.Year?.Label} {v.Repair?.Name}".TrimEnd()));

    [Theory]
    [InlineData("717,694人 (R02) 【2020】", "利用者数", "Ok 717694 717,694人 (R02) 【2020】")]
    [InlineData("① 55% ② 9% (R04) 【2022】", "①甲 ②乙", "Ok 55 55% (R04) 【2022】 | Ok 9 9% (R04) 【2022】")]
    [InlineData("① 1,580時間 (R02) 【2020】 ② 54.8% (R03) 【2021】", "①甲 ②乙", "Ok 1580 1,580時間 (R02) 【2020】 | Ok 54.8 54.8% (R03) 【2021】")]
    [InlineData("① 87.8% (R02) 【2020】 ② 0人 ③ 0人 (R03) 【2021】", "①甲 ②乙 ③丙", "Ok 87.8 87.8% (R02) 【2020】 | Ok 0 0人 (R03) 【2021】 | Ok 0 0人 (R03) 【2021】")]
    [InlineData("③-4 253,209千円 (R06)", "③-4未済額", "Ok 253209 253,209千円 (R06)")]
    [InlineData("③-3 98.90%", "③-3収入率", "Ok 98.90 98.90%")]
    [InlineData("- (H30-R03) 【2018-2021】", "割合", "NotSet  - (H30-R03) 【2018-2021】")]
    [InlineData("166箇所 (全小中学校) (R07) 【2025】", "箇所数", "Ok 166 166箇所 (全小中学校) (R07) 【2025】")]
    [InlineData("全区分のうち 6区分で 3倍未満 (R03) 【2021】", "比率", "Text  全区分のうち 6区分で 3倍未満 (R03) 【2021】")]
    [InlineData("① - ② 24.7% (R02) 【2020】", "①甲 ②乙", "NotSet  - (R02) 【2020】 | Ok 24.7 24.7% (R02) 【2020】")]
    [InlineData("59～90% (R04) 【2022】", "利用率", "Ok 59 59～90% (R04) 【2022】")]
    public void A_cell_gives_each_indicator_its_value_and_year(string cell, string names, string expected) => Assert.Equal(expected, Text(cell, names));

    [Fact]
    public void A_label_that_the_name_begins_with_is_no_part_of_the_value() => Assert.Equal(
        "Ok 69.3 69.3% 【2020】 | Ok 95.1 95.1% 【2020】",
        Text("①川崎病院 69.3% ②病院事業全体 95.1% 【2020】", "①川崎病院の外来患者満足度 ②病院事業全体の経常収支比率"));

    [Fact]
    public void One_dash_stands_for_all() => Assert.Equal(
        "NotSet  - 【R06】 【2024】 one-dash-for-all | NotSet  - 【R06】 【2024】 one-dash-for-all", Text("- 【R06】 【2024】", "①甲 ②乙"));

    [Fact]
    public void Values_without_markers_are_read_in_their_order_where_there_are_as_many_as_indicators()
    {
        Assert.Equal(
            "Ok 2 2テーマ (R02) 【2020】 markers-lost | Ok 10 10回 (R02) 【2020】 markers-lost | Ok 15 15回 (R02) 【2020】 markers-lost",
            Text("2テーマ 10回 15回 (R02) 【2020】", "①甲 ②乙 ③丙"));
        Assert.Null(ListValues.Read("2テーマ 10回 (R02) 【2020】", MarkedText.Split("①甲 ②乙 ③丙")));
        Assert.Null(ListValues.Read("約束 10回 (R02) 【2020】", MarkedText.Split("①甲 ②乙")));
    }

    [Fact]
    public void A_value_behind_a_dash_is_the_next_indicators_where_its_marker_is_missing()
    {
        Assert.Equal("NotSet  - (R04) 【2022】 | Ok 20 20%未満 (R04) 【2022】 marker-missing", Text("① - 20%未満 (R04) 【2022】", "①純損益 ②比率"));
        Assert.Equal(Comparator.Lt, Read("① - 20%未満 (R04) 【2022】", "①純損益 ②比率")[1].Figure!.Comparator);
    }

    [Fact]
    public void A_wrong_marker_is_read_by_its_place_only_where_every_indicator_has_a_value()
    {
        Assert.Equal(
            "Ok 250 250人 (R10) 【2028】 | Ok 120 120団体 (R11) 【2029】 wrong-marker", Text("① 250人 (R10) 【2028】 ③ 120団体 (R11) 【2029】", "①甲 ②乙"));
        Assert.Null(ListValues.Read("③ 120団体 (R11) 【2029】", MarkedText.Split("①甲 ②乙")));
    }

    [Fact]
    public void A_lost_value_leaves_its_marker_and_a_missing_one_nothing()
    {
        Assert.Equal("Lost  ① (R04) 【2022】 | Lost  ② (R04) 【2022】", Text("① ② (R04) 【2022】", "①甲 ②乙"));
        Assert.Equal("Ok 3 3回以上 (R04) 【2022】 | none", Text("① 3回以上 (R04) 【2022】", "①甲 ②乙"));
    }

    [Theory]
    [InlineData("(R05) 【2024】", 2023, false)]
    [InlineData("(R04) 【2023】", 2023, false)]
    [InlineData("(R05) 【2023】", 2023, true)]
    [InlineData("【R05】 【2023】", 2023, true)]
    [InlineData("【2023】", 2023, true)]
    [InlineData("(R05)", 2023, true)]
    public void A_printed_year_is_a_columns_where_era_and_western_year_are(string label, int column, bool expected) =>
        Assert.Equal(expected, ListYear.Split($"1件 {label}").Year!.Is(column));

    [Theory]
    [InlineData("(R02) 【2020】", 2020, null, PeriodKind.FiscalYear)]
    [InlineData("(R01-R02) 【2019-2020】", 2019, 2020, PeriodKind.MultiYear)]
    [InlineData("(H30-R03) 【2018-2021】", 2018, 2021, PeriodKind.MultiYear)]
    public void A_year_or_several_make_a_period(string label, int first, int? last, PeriodKind kind)
    {
        var period = ListYear.Split($"- {label}").Year!.ToPeriod();
        Assert.Equal((first, last, kind, label), (period.FiscalYear, period.LastFiscalYear, period.Kind, period.Label));
    }

    [Theory]
    [InlineData("職員数", "=職員数")]
    [InlineData("①甲の数 ②乙の数", "①=甲の数;②=乙の数")]
    [InlineData("①～③収入率＝収入額／調定額×100 ④未済額", "①=収入率＝収入額／調定額×100;②=収入率＝収入額／調定額×100;③=収入率＝収入額／調定額×100;④=未済額")]
    [InlineData("①-1～3 ②-1～3 率", "①-1=率;①-2=率;①-3=率;②-1=率;②-2=率;②-3=率")]
    [InlineData("①②件数", "①=件数;②=件数")]
    public void A_method_may_be_shared_by_several_markers(string cell, string expected) =>
        Assert.Equal(expected, string.Join(';', MarkedText.Shared(cell).Select(m => $"{m.Key}={m.Value}")));
}
