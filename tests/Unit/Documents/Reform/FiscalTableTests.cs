using Kawasaki.Domain.Packages;
using Kawasaki.Domain.Plan;
using Kawasaki.Infrastructure.Documents;
using Kawasaki.Infrastructure.Documents.Reform;
using Xunit;

namespace Kawasaki.Tests.Unit.Documents.Reform;

public sealed class FiscalTableTests
{
    private static (PlanData Data, LineLedger Ledger) Read(params string[] finance)
    {
        var document = ReformDocument.Of(["第5章 今後の財政運営の基本的な考え方", .. finance]);
        var ledger = new LineLedger(document);
        var package = new PackageBuilder();
        new ReformProgrammeExtractor().Extract(document, ledger, package);
        return (package.Build(), ledger);
    }

    [Fact]
    public void A_group_cell_before_the_label_shifts_the_figures_by_one_year()
    {
        var document = ReformDocument.Of(
            "第1章 策定の趣旨",
            "対象プログラム\t第1期プログラム\t\t",
            "\t平成29(2017)年度 予算\t平成30(2018)年度 予算\t令和元(2019)年度 予算\t",
            "財政効果総額\t約 3.0 億円\t約 3.5 億円\t約 4.0 億円\t",
            "内 訳\t甲\t約 3.0 億円\t—\t約 3.2 億円",
            "\t乙\t(平成30(2018)年度から取組開始)\t\t約 0.8 億円");
        var ledger = new LineLedger(document);
        var package = new PackageBuilder();
        new ReformProgrammeExtractor().Extract(document, ledger, package);

        Assert.Equal([3.0m, 3.5m, 4.0m, 3.0m, null, 3.2m, null, null, 0.8m], package.Data.FiscalAmounts.Select(a => a.Amount));
        Assert.Equal(
            [ValueStatus.Ok, ValueStatus.NotSet, ValueStatus.Ok, ValueStatus.NotApplicable, ValueStatus.NotApplicable, ValueStatus.Ok],
            package.Data.FiscalAmounts.Skip(3).Select(a => a.Status));
        Assert.Equal(["ar3-savings-01.2017", "ar3-savings-01.2018", "ar3-savings-01.2019"], package.Data.FiscalAmounts.Take(3).Select(a => a.Code));
        Assert.All(package.Data.FiscalAmounts.Skip(3), a => Assert.Contains("repair shifted-columns: ", a.Note, StringComparison.Ordinal));
        Assert.Equal([5, 6], ledger.Repairs.Select(r => r.Line));
        Assert.Empty(ledger.Unclaimed());
    }

    [Fact]
    public void Years_before_and_after_the_frame_are_reference_and_outlook()
    {
        var (data, ledger) = Read(
            "収支フレーム（令和4（2022）年度～令和4（2022）年度）【一般財源ベース】",
            "\t収 支 フ レ ー ム\t\t収 支 見 通 し",
            "\tR3 (2021)\tR4 (2022)\tR5 (2023)",
            "収 支\t▲ 286\t1,234\t0");
        Assert.Equal([AmountBasis.Reference, AmountBasis.Frame, AmountBasis.Outlook], data.FiscalAmounts.Select(a => a.Basis));
        Assert.Equal([-286m, 1234m, 0m], data.FiscalAmounts.Select(a => a.Amount));
        Assert.Equal("収支", Assert.Single(data.FiscalLines).Name);
        Assert.Empty(ledger.Unclaimed());
    }

    [Fact]
    public void An_amount_under_no_year_or_words_for_an_amount_are_findings()
    {
        var (data, ledger) = Read(
            "収支フレーム（令和4（2022）年度～令和4（2022）年度）【一般財源ベース】",
            "\t収 支 フ レ ー ム\t\t収 支 見 通 し",
            "\tR4 (2022)\tR5 (2024)\tR6 (2024)",
            "市税\t1\t2\t3円4");
        Assert.Equal(
            [(4, "nothing is expected in cell 3, which prints \"R5 (2024)\""), (5, "every amount stands under a fiscal year"), (5, "an amount or a dash for 2024, not \"3円4\"")],
            ledger.Findings.Select(f => (f.Line, f.Reason)));
        Assert.Equal(["ar3-frame-01.2022"], data.FiscalAmounts.Select(a => a.Code));
    }

    [Fact]
    public void A_garbled_label_is_read_as_printed_elsewhere_and_says_so()
    {
        var (data, ledger) = Read(
            "■ 職員給与費及び管理的経費",
            "収支フレーム（令和4（2022）年度～令和4（2022）年度）【一般財源ベース】",
            "\t収 支 フ レ ー ム\t\t収 支 見 通 し",
            "\tR4 (2022)",
            "職員給与と費\t1");
        Assert.Equal("職員給与費", Assert.Single(data.FiscalLines).Name);
        var discrepancy = Assert.Single(data.Discrepancies);
        Assert.Equal(("fiscalLines", "name", 6, "職員給与と費", 2), (discrepancy.SubjectKind, discrepancy.Field, discrepancy.FirstLine, discrepancy.FirstText, discrepancy.SecondLine));
        Assert.Equal(ReformRepairs.GarbledLabel, Assert.Single(ledger.Repairs).Rule);
    }

    [Theory]
    [InlineData(FiscalStatement.ReformSavings, 6, 36)]
    [InlineData(FiscalStatement.ReformEffect, 5, 25)]
    [InlineData(FiscalStatement.Frame, 30, 330)]
    [InlineData(FiscalStatement.SettlementBasis, 2, 22)]
    public void The_real_tables_have_all_their_lines_and_years(FiscalStatement statement, int lines, int amounts)
    {
        var data = ReformDocument.Real().Package.Data;
        var codes = data.FiscalLines.Where(l => l.Statement == statement).Select(l => l.Code).ToHashSet();
        Assert.Equal((lines, amounts), (codes.Count, data.FiscalAmounts.Count(a => codes.Contains(a.LineCode))));
    }

    [Fact]
    public void Every_total_of_the_real_tables_is_the_sum_of_its_lines_as_far_as_rounding_allows()
    {
        var data = ReformDocument.Real().Package.Data;
        var amounts = data.FiscalAmounts.ToDictionary(a => (a.LineCode, a.FiscalYear), a => a.Amount ?? 0);
        foreach (var children in data.FiscalLines.Where(l => l.ParentCode is not null).GroupBy(l => l.ParentCode!))
        {
            foreach (var ((_, year), total) in amounts.Where(a => a.Key.LineCode == children.Key))
            {
                var difference = Math.Abs(total - children.Sum(c => amounts[(c.Code, year)]));
                Assert.True(difference <= children.Count() / 2m, $"{children.Key} {year}: differs by {difference}");
            }
        }
    }

    [Fact]
    public void The_balance_is_revenue_less_expenditure()
    {
        var amounts = ReformDocument.Real().Package.Data.FiscalAmounts.ToDictionary(a => a.Code, a => a.Amount);
        Assert.All(
            Enumerable.Range(2021, 11),
            year => Assert.Equal(amounts[$"ar3-frame-10.{year}"] - amounts[$"ar3-frame-28.{year}"], amounts[$"ar3-frame-29.{year}"]));
    }
}
