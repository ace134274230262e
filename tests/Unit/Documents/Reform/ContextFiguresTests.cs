using Kawasaki.Domain.Packages;
using Kawasaki.Domain.Plan;
using Kawasaki.Infrastructure.Documents;
using Kawasaki.Infrastructure.Documents.Reform;
using Xunit;

namespace Kawasaki.Tests.Unit.Documents.Reform;

public sealed class ContextFiguresTests
{
    private static (PlanData Data, LineLedger Ledger) Read(params string[] lines)
    {
        var document = ReformDocument.Of(lines);
        var ledger = new LineLedger(document);
        var package = new PackageBuilder();
        new ReformProgrammeExtractor().Extract(document, ledger, package);
        return (package.Build(), ledger);
    }

    [Fact]
    public void An_example_states_its_value_for_each_year_and_two_figures_are_two_indicators()
    {
        var (data, ledger) = Read(
            "第1章 策定の趣旨",
            "図表－7 経営資源の確保の主な成果等",
            "「ヒト」の経営資源の確保 具体例\t",
            "1\tサポーター 平成29（2017）年度：23人・5団体 → 令和元（2019）年度：69人・16団体",
            "「カネ」の経営資源の確保 具体例",
            "6 補助・助成金の見直し",
            "",
            "平成29（2017）年度予算：対前年度比 ▲約1.7億円");
        Assert.Equal(["ar3-context-people-01-1", "ar3-context-people-01-2", "ar3-context-money-06"], data.Indicators.Select(i => i.Code));
        Assert.Equal([23m, 5m, 69m, 16m, -1.7m], data.Observations.OrderBy(o => o.Line).ThenBy(o => o.FiscalYear).Select(o => o.Value));
        Assert.Equal("対前年度比 ▲約1.7億円", data.Observations.Single(o => o.Line == 8).ValueText);
        Assert.Empty(ledger.Unclaimed());
    }

    [Fact]
    public void A_financial_indicator_may_break_over_two_lines_and_name_a_second_value()
    {
        var (data, ledger) = Read(
            "第5章 今後の財政運営の基本的な考え方",
            "■ **市民一人あたり市債残高**",
            "",
            "【普通会計】指定都市平均以下",
            "",
            "(令和2(2020)年度決算：531,306円、指定都市平均653,597円)",
            "■ 経常収支比率",
            "【普通会計】97%以下 (令和2(2020)年度決算：97.5%)");
        Assert.Equal(["市民一人あたり市債残高", "経常収支比率"], data.Indicators.Select(i => i.Name));
        Assert.All(data.Indicators, i => Assert.Equal((IndicatorKind.Fiscal, Direction.Decrease), (i.Kind, i.Direction)));
        Assert.Equal(
            [("指定都市平均以下", "普通会計", 4), ("531,306円", "普通会計", 6), ("653,597円", "指定都市平均", 6), ("97%以下", "普通会計", 8), ("97.5%", "普通会計", 8)],
            data.Observations.Select(o => (o.ValueText, o.Subgroup!, o.Line ?? 0)));
        Assert.Empty(ledger.Unclaimed());
    }

    [Fact]
    public void A_case_printed_once_goes_on_in_the_rows_below()
    {
        var (data, _) = Read(
            "第5章 今後の財政運営の基本的な考え方",
            "年度\t\tR2 (2020)\tR3 (2021)",
            "ベースライン ケース\t名目成長率\t▲ 3.9\t3.1",
            "\t消費者物価\t▲ 0.2\t0.1",
            "（参考）成長実現 ケース\t名目成長率\t▲ 3.9\t3.2",
            "\t消費者物価\t▲ 0.2\t0.3");
        Assert.Equal(["名目成長率", "消費者物価"], data.Indicators.Select(i => i.Name));
        Assert.Equal([-0.2m, 0.3m], data.Observations.Where(o => o.Line == 6).Select(o => o.Value));
        Assert.Equal(["成長実現ケース"], data.Observations.Where(o => o.Line >= 5).Select(o => o.Subgroup).Distinct());
    }

    [Fact]
    public void A_sentence_states_a_series_and_stays_prose()
    {
        var (data, ledger) = Read(
            "第1章 策定の趣旨",
            "- また、「満足していない（「あまり満足していない」を含む。）」と感じる市民の割合についても、平成27（2015）年度以降の6年間で、17.3%から12.9%へと減少しました。",
            "- 令和2（2020）年度には、月平均で5,810件がダウンロードされました。");
        Assert.Equal(
            [("ar3-context-dissatisfaction", 2015, 17.3m), ("ar3-context-dissatisfaction", 2021, 12.9m)],
            data.Observations.Select(o => (o.IndicatorCode, o.FiscalYear!.Value, o.Value!.Value)));
        Assert.Equal([2, 3], data.Passages.Select(p => p.Line));
        Assert.Empty(ledger.Unclaimed());
    }

    [Fact]
    public void Every_sentence_with_figures_is_found_in_the_real_document()
    {
        var data = ReformDocument.Real().Package.Data;
        Assert.Equal(
            ["181 53.0%", "182 12.9%", "182 17.3%", "273 527億円", "387 約377.7万㎡", "521 62.1%", "521 71.2%", "521 74.7%", "548 5,810件", "553 54.7%",
             "4430 51.8%", "4430 56.5%", "4445 895億円", "4849 1,494件", "4873 2,320件"],
            data.Observations.Where(o => data.Passages.Exists(p => p.Line == o.Line && p.Kind == "text"))
                .OrderBy(o => o.Line).ThenBy(o => o.ValueText, StringComparer.Ordinal).Select(o => $"{o.Line} {o.ValueText}"));
    }

    [Fact]
    public void A_line_of_no_known_kind_stays_unclaimed()
    {
        var (_, ledger) = Read("第1章 策定の趣旨", "文である。", "数 12 と 34", "甲\t乙\t12");
        Assert.Equal([3, 4], ledger.Unclaimed());
    }

    [Fact]
    public void A_page_is_known_only_between_headings_of_one_page()
    {
        var document = ReformDocument.Of("目次", "1 甲\t7", "2 乙\t7", "3 丙\t9", "", "1 甲", "ア", "2 乙", "イ", "3 丙");
        var pages = PageIndex.Read(document, new LineRange(1, 4));
        Assert.Equal([7, 7, 7, null, 9], Enumerable.Range(6, 5).Select(pages.PageOf));
        Assert.Equal((7, 9), pages.PagesOf(new LineRange(8, 9)));
    }

    [Fact]
    public void The_real_document_has_twelve_financial_indicators_and_one_of_the_programme()
    {
        var data = ReformDocument.Real().Package.Data;
        Assert.Equal(12, data.Indicators.Count(i => i.Kind == IndicatorKind.Fiscal));
        Assert.Equal("日々の生活に身近な行政サービスについての満足度", data.Indicators.Single(i => i.Kind == IndicatorKind.Programme).Name);
        Assert.Equal(24, data.Observations.Count(o => o.IndicatorCode == "ar3-context-population"));
        Assert.Equal(44, data.Observations.Count(o => o.Subgroup is "ベースラインケース" or "成長実現ケース"));
    }
}
