using Kawasaki.Domain.Plan;
using Kawasaki.Infrastructure.Documents;
using Kawasaki.Infrastructure.Documents.Reform;
using Kawasaki.Infrastructure.Documents.Reform.Lists;
using Xunit;

namespace Kawasaki.Tests.Unit.Documents.Reform;

/// <summary>A list against a sheet of one task with the indicators given; the sheet's statements are made by hand.</summary>
public sealed class IndicatorListTests
{
    private const string Header = "課題 No.\t所管\t課題名\t活動指標名\t活動指標の考え方\t算出方法\t現状値\t目標値\t\t\t\t\t目標値の考え方";

    private readonly PackageBuilder package = new();
    private bool isCalendar;

    private (LineLedger Ledger, PackageBuilder Package) Read(params string[] rows)
    {
        var document = ReformDocument.Of(["6 当初設定する活動指標一覧", "取組 2 - (1) 甲の推進", Header, .. rows]);
        var ledger = new LineLedger(document);
        var sections = ReformSections.Find(document);
        new IndicatorListReader(new ListContext(document, ledger, package), PageIndex.Read(document, new LineRange(1, 0)), sections[ReformPart.ActivityList], 'a').Read();
        package.Build();
        return (ledger, package);
    }

    private void Sheet(string number, string current, int currentYear, string target)
    {
        if (package.Data.ReformTasks.Count == 0)
        {
            package.Data.ReformTasks.Add(new ReformTask
            {
                Code = "ar3-2-1-7",
                DocumentCode = "ar3",
                Line = 900,
                ItemCode = "ar3-2-1",
                Number = 7,
                Name = "乙の検討",
                DepartmentText = "総務企画局",
                SecuresPeople = false,
                SecuresGoods = false,
                SecuresMoney = false,
                SecuresInformation = false,
                SecuresTime = false,
            });
        }

        var code = $"ar3-2-1-7-a{number}";
        package.Data.Indicators.Add(new Indicator
        {
            Code = code,
            DocumentCode = "ar3",
            Line = 901,
            Kind = IndicatorKind.Activity,
            Number = 1,
            Name = "件数",
            Direction = Direction.Unknown,
            IsCumulative = false,
        });
        State(code, ObservationType.Current, currentYear, current);
        State(code, ObservationType.Target, 2025, target);
    }

    private void State(string code, ObservationType type, int year, string value) => package.State(new Statement
    {
        IndicatorCode = code,
        ValueType = type,
        Period = isCalendar ? Period.OfCalendarYear(year, $"{year}年") : Period.OfFiscalYear(year, null),
        DocumentCode = "ar3",
        Line = 901,
        Figure = Infrastructure.Documents.Reading.FigureReader.Read(value),
    });

    private Observation Find(string code) => package.Data.Observations.Single(o => o.Code == code);

    [Fact]
    public void A_row_states_the_current_value_and_four_targets_and_completes_the_indicator()
    {
        Sheet("1", "3件", 2020, "5件");
        var (ledger, _) = Read("7\t総務企画局\t乙の検討\t件数\t考え方\t年間の件数\t3件 (R02) 【2020】\t3件 (R04) 【2022】\t- (R05) 【2023】\t4件 (R06) 【2024】\t5件 (R07) 【2025】\t目標の考え方\t");
        Assert.Equal(
            [("current", 2020, "3件"), ("target", 2022, "3件"), ("target", 2023, "-"), ("target", 2024, "4件"), ("target", 2025, "5件")],
            package.Data.Observations.OrderBy(o => o.FiscalYear).Select(o => (o.ValueType.ToString().ToLowerInvariant(), o.FiscalYear!.Value, o.ValueText)));
        Assert.Equal("年間の件数", package.Data.Indicators.Single().Method);
        Assert.Equal(["考え方", "目標の考え方"], package.Data.Passages.Select(p => p.Text));
        Assert.All(package.Data.Passages, p => Assert.Equal(("rationale", "ar3-2-1-7"), (p.Kind, p.SubjectCode)));
        Assert.Empty(package.Data.Discrepancies);
        Assert.Equal(2, package.Data.Citations.Count);
        Assert.Empty(ledger.Unclaimed());
    }

    [Fact]
    public void The_list_counts_in_calendar_years_where_the_sheet_does()
    {
        isCalendar = true;
        Sheet("1", "9.0分", 2020, "8.0分");
        var (ledger, _) = Read("7\t総務企画局\t乙の検討\t件数\t\t\t9.0分 (R02) 【2020】\t8.8分 (R04) 【2022】\t8.6分 (R05) 【2023】\t8.4分 (R06) 【2024】\t8.0分 (R07) 【2025】\t\t");
        Assert.All(package.Data.Observations, o => Assert.Equal(PeriodKind.CalendarYear, o.PeriodKind));
        var target = Find("ar3-2-1-7-a1.target.2022");
        Assert.Equal((new DateOnly(2022, 1, 1), new DateOnly(2022, 12, 31)), (target.PeriodStart!.Value, target.PeriodEnd!.Value));
        Assert.Equal("repair kind-of-sheet: (R04) 【2022】 is a calendar year as 2025年 on the sheet", target.Note);
        Assert.Equal(5, ledger.Repairs.Count(r => r.Rule == ListRepairs.KindOfSheet));
        Assert.Empty(package.Data.Discrepancies);
    }

    [Fact]
    public void A_lost_value_never_wins_over_the_sheets_and_is_never_guessed()
    {
        Sheet("1", "3件", 2020, "5件");
        Sheet("2", "4件", 2020, "6件以上");
        Read("7\t総務企画局\t乙の検討\t①件数 ②件数\t\t\t① 3件 (R02) 【2020】\t① ② (R04) 【2022】\t① 3件 (R05) 【2023】\t① ② (R06) 【2024】\t① ② (R07) 【2025】\t\t");
        Assert.Equal((ValueStatus.Ok, "5件"), (Find("ar3-2-1-7-a1.target.2025").Status, Find("ar3-2-1-7-a1.target.2025").ValueText));
        Assert.Equal((ValueStatus.Ok, "6件以上"), (Find("ar3-2-1-7-a2.target.2025").Status, Find("ar3-2-1-7-a2.target.2025").ValueText));
        Assert.Equal((ValueStatus.Lost, "①", null), (Find("ar3-2-1-7-a1.target.2022").Status, Find("ar3-2-1-7-a1.target.2022").ValueText, Find("ar3-2-1-7-a1.target.2022").Value));
        Assert.Equal((ValueStatus.Lost, ""), (Find("ar3-2-1-7-a2.target.2023").Status, Find("ar3-2-1-7-a2.target.2023").ValueText));
        Assert.Equal("the list prints no value and no marker for this indicator", Find("ar3-2-1-7-a2.target.2023").Note);
        Assert.Empty(package.Data.Discrepancies);
    }

    [Fact]
    public void The_column_says_the_year_of_a_target_and_the_sheet_that_of_the_current_value()
    {
        Sheet("1", "3件", 2020, "5件");
        var (ledger, _) = Read("7\t総務企画局\t乙の検討\t件数\t\t\t3件 (R04) 【2022】\t3件 (R05)【2023】\t4件 (R05) 【2024】\t4件 (R06) 【2024】\t5件 (R22)【2040】\t\t");
        Assert.Equal("repair year-by-column: 2022 by the column, (R05)【2023】 printed", Find("ar3-2-1-7-a1.target.2022").Note);
        Assert.Equal("repair year-by-column: 2023 by the column, (R05) 【2024】 printed", Find("ar3-2-1-7-a1.target.2023").Note);
        Assert.Null(Find("ar3-2-1-7-a1.target.2024").Note);
        Assert.Equal(["year-of-sheet", "year-by-column", "year-by-column", "year-by-column"], ledger.Repairs.Select(r => r.Rule.Name));
        var discrepancy = Assert.Single(package.Data.Discrepancies);
        Assert.Equal(("ar3-2-1-7-a1.current.2020", "fiscalYear", "(R04) 【2022】"), (discrepancy.SubjectCode, discrepancy.Field, discrepancy.FirstText));
    }

    [Fact]
    public void Sheet_and_list_that_disagree_make_a_discrepancy()
    {
        Sheet("1", "69.3%", 2020, "5件");
        Read("7\t財政局\t乙丙の検討\t件 数の計\t\t\t89.3% (R02) 【2020】\t3件 (R04)【2022】\t4件 (R05) 【2023】\t4件 (R06) 【2024】\t5件以上 (R07)【2025】\t\t");
        Assert.Equal(
            [
                ("reformTasks", "name", "乙丙の検討", "乙の検討"), ("reformTasks", "departmentText", "財政局", "総務企画局"), ("indicators", "name", "件数の計", "件数"),
                ("observations", "value", "89.3%", "69.3%"), ("observations", "comparator", "5件以上", "5件"),
            ],
            package.Data.Discrepancies.Select(d => (d.SubjectKind, d.Field, d.FirstText, d.SecondText)));
    }

    [Fact]
    public void Rows_of_one_task_share_its_number_its_method_and_the_year_of_the_last()
    {
        Sheet("1", "94.76%", 2020, "95%");
        Sheet("2", "100千円", 2020, "90千円");
        var (ledger, _) = Read(
            "7\t総務企画局\t乙の検討\t①件数\t考え方\t①率 ②額\t① 94.76%\t① 95.05%\t① 95%\t① 95%\t① 95%\t目標\t",
            "\t\t\t②件数\t\t\t② 100千円 (R02)\t② 98千円 (R04)\t② 95千円 (R05)\t② 92千円 (R06)\t② 90千円 (R07)\t\t");
        Assert.Equal(["率", "額"], package.Data.Indicators.Select(i => i.Method));
        Assert.Equal((95.05m, 98m), (Find("ar3-2-1-7-a1.target.2022").Value, Find("ar3-2-1-7-a2.target.2022").Value));
        Assert.Equal(ListRepairs.YearOfGroup, Assert.Single(ledger.Repairs).Rule);
        Assert.Empty(package.Data.Discrepancies);
        Assert.Empty(ledger.Unclaimed());
    }

    [Fact]
    public void A_row_that_is_not_understood_stays_unclaimed_and_says_why()
    {
        Sheet("1", "3件", 2020, "5件");
        var (ledger, _) = Read(
            "8\t総務企画局\t乙の検討\t件数\t\t\t3件\t3件\t4件\t4件\t5件\t\t",
            "7\t総務企画局\t乙の検討\t①件数 ②件数\t\t\t① 3件 ② 1件\t① 3件 ② 1件\t① 3件 ② 1件\t① 3件 ② 1件\t① 3件 ② 1件\t\t",
            "7\t総務企画局\t乙の検討\t件数\t3件");
        Assert.Equal([4, 5, 6], ledger.Unclaimed());
        Assert.Equal([4, 5], ledger.Findings.Select(f => f.Line));
        Assert.Equal(2, package.Data.Observations.Count);
    }

    [Theory]
    [InlineData('o', 748, 81, 3, 0)]
    [InlineData('a', 566, 2, 12, 3)]
    public void The_real_lists_state_four_targets_for_every_indicator(char kind, int values, int dashes, int lost, int fromSheetOnly)
    {
        var data = ReformDocument.Real().Package.Data;
        var targets = data.Observations.Where(o => o.IndicatorCode.StartsWith("ar3-", StringComparison.Ordinal) && o.IndicatorCode.Contains($"-{kind}", StringComparison.Ordinal))
            .Where(o => o is { ValueType: ObservationType.Target, FiscalYear: >= 2022 and <= 2025 }).ToList();
        var texts = kind == 'a' ? 4 : 0;
        Assert.Equal(
            (values + texts, dashes, lost),
            (targets.Count(o => o.Status is ValueStatus.Ok or ValueStatus.Text), targets.Count(o => o.Status == ValueStatus.NotSet), targets.Count(o => o.Status == ValueStatus.Lost)));

        // Of these values the list has only the marker; the sheet states them.
        var cited = data.Citations.Where(c => c.ObservationCode is not null && c.ValueText is "" or "①" or "②" or "③").Select(c => c.ObservationCode).ToHashSet();
        Assert.Equal(fromSheetOnly, targets.Count(o => cited.Contains(o.Code)));
    }

    [Fact]
    public void Every_indicator_of_the_sheets_is_in_a_list_with_one_current_value()
    {
        var data = ReformDocument.Real().Package.Data;
        var indicators = data.Indicators.Where(i => i.Kind is IndicatorKind.Outcome or IndicatorKind.Activity).ToList();
        var current = data.Observations.Where(o => o.ValueType == ObservationType.Current).GroupBy(o => o.IndicatorCode).ToDictionary(g => g.Key, g => g.Count());
        Assert.Equal(354, indicators.Count);
        Assert.All(indicators, i => Assert.Equal(1, current[i.Code]));
        Assert.All(indicators, i => Assert.Equal(4, data.Observations.Count(o => o.IndicatorCode == i.Code && o is { ValueType: ObservationType.Target, FiscalYear: >= 2022 and <= 2025 })));
    }

    [Fact]
    public void Pages_of_the_real_lists_follow_from_their_table_heads()
    {
        var data = ReformDocument.Real().Package.Data;
        Assert.Equal(296, data.Observations.Single(o => o.Code == "ar3-1-1-4-o1.target.2022").Page);
        Assert.Equal(352, data.Observations.Single(o => o.Code == "ar3-4-4-3-a1.target.2022").Page);
    }

    [Fact]
    public void The_index_cites_every_task_of_the_real_document_once()
    {
        var data = ReformDocument.Real().Package.Data;
        var cited = data.Citations.Where(c => c.SubjectKind == "reformTasks" && c.Line > 5371).Select(c => c.SubjectCode).ToList();
        Assert.Equal((215, 215), (cited.Count, cited.Distinct().Count()));
    }
}
