using Kawasaki.Domain.Plan;
using Kawasaki.Infrastructure.Documents;
using Kawasaki.Infrastructure.Documents.Reading;
using Xunit;

namespace Kawasaki.Tests.Unit.Documents;

public sealed class PackageBuilderTests
{
    private readonly PackageBuilder package = new();

    [Fact]
    public void The_same_statement_twice_is_one_observation_and_a_citation()
    {
        package.State(Of("ip1", 13, "64%以上"));
        package.State(Of("ip3", 102, "64 %以上"));
        var data = package.Build();

        var observation = Assert.Single(data.Observations);
        Assert.Equal(("5-1-1-o2.target.2025", "ip3", 102, "64 %以上"), (observation.Code, observation.DocumentCode, observation.Line, observation.ValueText));
        var citation = Assert.Single(data.Citations);
        Assert.Equal(("5-1-1-o2.target.2025.ip1-13", "ip1", 13, "64%以上"), (citation.Code, citation.DocumentCode, citation.Line, citation.ValueText));
        Assert.Empty(data.Discrepancies);
        Assert.Empty(package.Conflicts);
    }

    [Fact]
    public void A_contradiction_publishes_the_later_document_and_names_both()
    {
        package.State(Of("eval1", 50, "14団体"));
        package.State(Of("ip3", 103, "14 団体以上"));
        var data = package.Build();

        Assert.Equal(Comparator.Ge, Assert.Single(data.Observations).Comparator);
        var difference = Assert.Single(data.Discrepancies);
        Assert.Equal(("comparator", "eval1", 50, "ip3", 103), (difference.Field, difference.FirstDocumentCode, difference.FirstLine, difference.SecondDocumentCode, difference.SecondLine));
        Assert.Equal("The comparator differs: eval1 line 50 prints \"14団体\", ip3 line 103 prints \"14 団体以上\"; the second is published.", difference.Description);
        Assert.Empty(package.Conflicts);
    }

    [Fact]
    public void Numbers_that_differ_only_in_printed_scale_agree()
    {
        package.State(Of("ip1", 68, "98%以上"));
        package.State(Of("ip3", 349, "98.0 %以上"));
        Assert.Empty(package.Build().Discrepancies);
    }

    [Fact]
    public void Texts_that_differ_only_in_layout_and_western_year_agree()
    {
        package.State(Of("ip1", 69, "平成28年1月 から交付開始"));
        package.State(Of("ip3", 350, "平成28 (2016) 年 1月から交付開始"));
        Assert.Empty(package.Build().Discrepancies);
    }

    [Fact]
    public void A_value_lost_in_a_later_place_gives_way_to_the_one_that_is_readable()
    {
        package.State(Of("ar3", 1284, "15回"));
        package.State(Of("ar3", 5220, "②") with { Figure = new Figure("②", ValueStatus.Lost), Part = "list" });
        var data = package.Build();
        Assert.Equal(15, Assert.Single(data.Observations).Value);
        Assert.Single(data.Citations);
        Assert.Empty(data.Discrepancies);
    }

    [Fact]
    public void Two_values_under_one_key_in_one_document_are_a_conflict_naming_the_lines()
    {
        package.State(Of("ip3", 128, "30,000件以上"));
        package.State(Of("ip3", 129, "31,000件以上"));
        package.Build();
        var conflict = Assert.Single(package.Conflicts);
        Assert.Contains("ip3 lines 128 and 129", conflict.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Merged_cells_that_repeat_a_figure_in_one_document_are_citations()
    {
        package.State(Of("ip3", 158, "59,700人以上"));
        package.State(Of("ip3", 159, "59,700人以上"));
        Assert.Single(package.Build().Citations);
        Assert.Empty(package.Conflicts);
    }

    [Fact]
    public void Two_parts_of_one_document_may_contradict_each_other()
    {
        package.State(Of("ar3", 2725, "69.3%") with { Part = "sheet" });
        package.State(Of("ar3", 5073, "89.3%") with { Part = "list" });
        var data = package.Build();
        Assert.Empty(package.Conflicts);
        Assert.Equal("value", Assert.Single(data.Discrepancies).Field);
        Assert.Equal(69.3m, Assert.Single(data.Observations).Value);
    }

    [Fact]
    public void A_calendar_year_and_a_fiscal_year_of_one_number_are_a_contradiction_of_the_period_kind()
    {
        package.State(Of("ip3", 102, "64%") with { Period = Period.OfFiscalYear(2025, "令和7年度") });
        package.State(Of("ar3", 1136, "64%") with { Period = Period.OfCalendarYear(2025, "令和7年") });
        var data = package.Build();
        Assert.Equal(PeriodKind.CalendarYear, Assert.Single(data.Observations).PeriodKind);
        var difference = Assert.Single(data.Discrepancies);
        Assert.Equal(("periodKind", "令和7年度", "令和7年"), (difference.Field, difference.FirstText, difference.SecondText));
    }

    [Fact]
    public void Where_no_period_is_printed_none_is_guessed()
    {
        package.State(Of("ip3", 104, "64%") with { Period = null });
        var observation = Assert.Single(package.Build().Observations);
        Assert.Equal((null, null, null), (observation.PeriodKind, observation.FiscalYear, observation.PeriodStart));
    }

    [Theory]
    [InlineData("約22%", null, "approximate (約)")]
    [InlineData("▲約1.7億円", "repair", "approximate (約); repair")]
    [InlineData("22%", null, null)]
    public void A_number_printed_with_about_says_so_in_its_note(string text, string? note, string? expected)
    {
        package.State(Of("ar3", 5276, text) with { Note = note });
        var observation = Assert.Single(package.Build().Observations);
        Assert.Equal((Comparator.Eq, expected), (observation.Comparator, observation.Note));
    }

    [Fact]
    public void A_completed_indicator_keeps_everything_but_its_method()
    {
        var indicator = new Indicator
        {
            Code = "a1",
            DocumentCode = "ar3",
            Line = 7,
            Page = 3,
            Kind = IndicatorKind.Activity,
            PlanCode = "ar3",
            PolicyCode = "5-1",
            MeasureCode = "5-1-1",
            ProjectCode = "p",
            ReformTaskCode = "t",
            Number = 2,
            Name = "件数",
            Unit = "件",
            Direction = Direction.Increase,
            IsCumulative = true,
            Source = "市",
            Method = "古い",
            Plan = null,
            Observations = [],
            Results = [],
        };
        package.Data.Indicators.Add(indicator);
        package.CompleteIndicator("a1", "年間の件数");
        var completed = Assert.Single(package.Data.Indicators);
        Assert.Equal("年間の件数", completed.Method);
        Assert.Equal("古い", indicator.Method);
        foreach (var property in typeof(Indicator).GetProperties().Where(p => p.Name != nameof(Indicator.Method)))
        {
            Assert.Equal(property.GetValue(indicator), property.GetValue(completed));
        }
    }

    [Fact]
    public void A_contradiction_found_newly_leaves_the_codes_of_the_others_as_they_are()
    {
        package.Contradict("indicators", "a1", "name", (new Place("ip1", 7), "甲"), (new Place("ip3", 9), "乙"));
        package.Contradict("indicators", "a1", "periodKind", (new Place("ip1", 8), "丙"), (new Place("ip3", 9), "丁"));
        Assert.Equal(["indicators.a1.name.ip1-7", "indicators.a1.periodkind.ip1-8"], package.Data.Discrepancies.Select(d => d.Code));
    }

    [Fact]
    public void Codes_of_one_place_are_told_apart_by_letters()
    {
        var codes = new PlaceCodes();
        var all = Enumerable.Range(0, 60).Select(_ => codes.Next("a-c7")).ToList();
        Assert.Equal(["a-c7", "a-c7b", "a-c7c", "a-c7z", "a-c7zb"], [all[0], all[1], all[2], all[25], all[26]]);
        Assert.Equal(60, all.Distinct().Count());
    }

    [Fact]
    public void Targets_without_a_year_are_told_apart_by_plan_period()
    {
        package.State(Of("ip3", 104, "-") with { Period = null, PlanPeriod = 1 });
        package.State(Of("ip3", 104, "-") with { Period = null, PlanPeriod = 2 });
        Assert.Equal(["5-1-1-o2.target.p1", "5-1-1-o2.target.p2"], package.Build().Observations.Select(o => o.Code));
    }

    [Fact]
    public void Two_rows_with_one_code_are_a_conflict()
    {
        package.Data.BasicPolicies.Add(new BasicPolicy { Code = "5", Name = "甲", DocumentCode = "ip1", Line = 1 });
        package.Data.BasicPolicies.Add(new BasicPolicy { Code = "5", Name = "乙", DocumentCode = "ip3", Line = 2 });
        package.Build();
        Assert.Equal("2 rows of basicPolicies have the code 5: ip1 line 1, ip3 line 2.", Assert.Single(package.Conflicts).Message);
    }

    [Fact]
    public void Further_places_of_a_row_are_citations_named_by_their_place()
    {
        package.Cite("measures", "5-1-1", new Place("ip3", 44), "施策5-1-1");
        package.Cite("measures", "5-1-1", new Place("ip3", 50), "施策5-1-1");
        package.Cite("measures", "5-1-1", new Place("ip3", 44), "施策");
        Assert.Equal(["measures.5-1-1.ip3-44", "measures.5-1-1.ip3-50", "measures.5-1-1.ip3-44b"], package.Data.Citations.Select(c => c.Code));
        Assert.All(package.Data.Citations, c => Assert.Null(c.ObservationCode));
    }

    private static Statement Of(string document, int line, string text) => new()
    {
        IndicatorCode = "5-1-1-o2",
        ValueType = ObservationType.Target,
        Period = Period.OfFiscalYear(2025, "平成37年度"),
        Figure = FigureReader.Read(text),
        DocumentCode = document,
        Line = line,
    };
}
