using Kawasaki.Domain.Plan;
using Xunit;

namespace Kawasaki.Tests.Unit.Documents.Reform;

/// <summary>Facts read off the real document by eye, hard cases first of all.</summary>
public sealed class ReformFactsTests
{
    [Theory]
    [InlineData("ar3-1-1-5-o2.target.2022", 4956, null, null, null, ValueStatus.NotSet, "-")]
    [InlineData("ar3-1-3-9-o1.target.2022", 4981, "0", Comparator.Eq, "円", ValueStatus.Ok, "0円")]
    [InlineData("ar3-1-1-22-o1.target.2024", 4964, "70", Comparator.Range, "%", ValueStatus.Ok, "70～90%")]
    [InlineData("ar3-2-7-1-o1.target.2023", 5065, "4213", Comparator.Eq, "時間", ValueStatus.Ok, "4,213時間")]
    [InlineData("ar3-2-7-7-o2.target.2022", 5068, "20", Comparator.Lt, "%", ValueStatus.Ok, "20%未満")]
    [InlineData("ar3-2-7-7-o1.target.2022", 5068, null, null, null, ValueStatus.NotSet, "-")]
    [InlineData("ar3-2-7-10-o7.target.2024", 5073, null, null, null, ValueStatus.NotSet, "-")]
    [InlineData("ar3-2-7-10-o7.target.2022", 5073, "99.3", Comparator.Eq, "%", ValueStatus.Ok, "99.3%")]
    [InlineData("ar3-2-7-10-o4.current.2020", 2725, "69.3", Comparator.Eq, "%", ValueStatus.Ok, "69.3%")]
    [InlineData("ar3-2-4-6-o3-4.target.2024", 5033, "253209", Comparator.Eq, "千円", ValueStatus.Ok, "253,209千円")]
    [InlineData("ar3-4-1-5-o1.target.2023", 5160, null, null, null, ValueStatus.Text, "全区分で 3倍以上")]
    [InlineData("ar3-1-3-1-a1.target.2023", 5220, null, null, null, ValueStatus.Lost, "①")]
    [InlineData("ar3-1-3-1-a2.target.2025", 1285, "15", Comparator.Eq, "回", ValueStatus.Ok, "15回")]
    [InlineData("ar3-3-1-8-a2.target.2022", 5286, "111", Comparator.Eq, "団体", ValueStatus.Ok, "111団体")]
    [InlineData("ar3-3-1-9-a4.target.2024", 5287, "80", Comparator.Ge, "回", ValueStatus.Ok, "80回以上")]
    [InlineData("ar3-3-1-12-a1.target.2023", 5291, "32", Comparator.Eq, "回", ValueStatus.Ok, "32回")]
    [InlineData("ar3-4-2-13-a1.target.2022", 5350, "20", Comparator.Eq, "件", ValueStatus.Ok, "20件")]
    [InlineData("ar3-3-1-29-a1.target.2023", 5314, null, null, null, ValueStatus.NotSet, "-")]
    [InlineData("ar3-3-2-9-a2.target.2024", 5324, null, null, null, ValueStatus.Lost, "")]
    [InlineData("ar3-4-3-4-a4.target.2022", 5362, "95", Comparator.Eq, "人", ValueStatus.Ok, "95人")]
    [InlineData("ar3-2-1-3-o1.target.2022", 4994, "7000", Comparator.Eq, "枚", ValueStatus.Ok, "7千枚")]
    [InlineData("ar3-3-3-1-a1.target.2022", 5329, "7", Comparator.Ge, "回", ValueStatus.Ok, "年7回以上")]
    [InlineData("ar3-fiscal-03.target.undated", 4525, "97", Comparator.Le, "%", ValueStatus.Ok, "97%以下")]
    [InlineData("ar3-fiscal-06.current.2020", 4555, "531306", Comparator.Eq, "円", ValueStatus.Ok, "531,306円")]
    [InlineData("ar3-fiscal-05.current.2005", 4545, null, null, null, ValueStatus.Text, "黒字")]
    [InlineData("ar3-programme-01.target.2025", 652, "58.4", Comparator.Ge, "%", ValueStatus.Ok, "58.4%以上")]
    [InlineData("ar3-context-population.projection.2030-10-01.age-75-up", 4668, "217100", Comparator.Eq, "人", ValueStatus.Ok, "217,100")]
    [InlineData("ar3-context-consumer-prices.projection.2023.growth", 4680, "1.3", Comparator.Eq, "%", ValueStatus.Ok, "1.3")]
    [InlineData("ar3-context-consultation-opinions.actual.2021", 4812, "39", Comparator.Eq, "件", ValueStatus.Ok, "39件")]
    public void An_observation_is_as_printed(string code, int line, string? value, Comparator? comparator, string? unit, ValueStatus status, string text)
    {
        var found = ReformDocument.Real().Package.Data.Observations.Single(o => o.Code == code);
        Assert.Equal(
            (line, value, comparator, unit, status, text),
            (found.Line, found.Value?.ToString(System.Globalization.CultureInfo.InvariantCulture), found.Comparator, found.Unit, found.Status, found.ValueText));
    }

    [Theory]
    [InlineData("ar3-savings-02.2022", 168, 13.0, AmountBasis.Reference, "約 13.0 億円")]
    [InlineData("ar3-savings-06.2019", 172, 0.8, AmountBasis.Reference, "約 0.8 億円")]
    [InlineData("ar3-effect-04.2023", 4645, 8.0, AmountBasis.Frame, "8")]
    [InlineData("ar3-frame-01.2021", 4733, 3457.0, AmountBasis.Reference, "3,457")]
    [InlineData("ar3-frame-01.2025", 4733, 3806.0, AmountBasis.Frame, "3,806")]
    [InlineData("ar3-frame-09.2031", 4741, 30.0, AmountBasis.Outlook, "30")]
    [InlineData("ar3-frame-29.2024", 4761, -120.0, AmountBasis.Frame, "▲ 120")]
    [InlineData("ar3-frame-30.2022", 4762, 1052.0, AmountBasis.Frame, "1,052")]
    [InlineData("ar3-settlement-01.2026", 4766, -55.0, AmountBasis.Frame, "△ 55")]
    [InlineData("ar3-settlement-02.2022", 4767, 850.0, AmountBasis.Frame, "850")]
    public void A_fiscal_amount_is_as_printed(string code, int line, double amount, AmountBasis basis, string text)
    {
        var found = ReformDocument.Real().Package.Data.FiscalAmounts.Single(a => a.Code == code);
        Assert.Equal((line, (decimal)amount, basis, text, ValueStatus.Ok), (found.Line, found.Amount, found.Basis, found.ValueText, found.Status));
    }

    [Theory]
    [InlineData("ar3-2-7-10-o4.current.2020", "value", 5073, "89.3%")]
    [InlineData("ar3-1-1-5", "name", 4956, "都市農業の課題を踏まえた支援のあり方の検討及び効率的・効果的な支援の推進")]
    [InlineData("ar3-1-1-19", "departmentText", 5399, "まちづくり局")]
    [InlineData("ar3-2-8", "name", 5549, "出資法人の経営改善・活用")]
    [InlineData("ar3-4-2-9-a1", "name", 5347, "「話し方」に特化した接遇研修の受講者の割合")]
    [InlineData("ar3-3-1-9-a2.current.2020", "fiscalYear", 5287, "(R04) 【2022】")]
    public void Where_list_and_sheet_differ_a_discrepancy_says_so(string subject, string field, int line, string text) => Assert.Single(
        ReformDocument.Real().Package.Data.Discrepancies,
        d => d.SubjectCode == subject && d.Field == field && d.FirstLine == line && d.FirstText == text);

    [Theory]
    [InlineData("ar3-2-4-6-o3-3", "収入率＝収入額／調定額×100 （※現年度分、滞納繰越分とも）")]
    [InlineData("ar3-2-4-6-o3-4", null)]
    [InlineData("ar3-4-3-4-a4", "現状値×1.2")]
    public void The_method_of_an_indicator_is_from_the_list(string code, string? method) =>
        Assert.Equal(method, ReformDocument.Real().Package.Data.Indicators.Single(i => i.Code == code).Method);
}
