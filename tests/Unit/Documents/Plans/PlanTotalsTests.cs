using Kawasaki.Domain.Plan;
using Xunit;

namespace Kawasaki.Tests.Unit.Documents.Plans;

/// <summary>Totals that a reader counted in the real plans.</summary>
public sealed class PlanTotalsTests
{
    [Theory]
    [InlineData("civic2015")]
    [InlineData("ip1")]
    [InlineData("eval1")]
    [InlineData("ip3")]
    public void Every_line_has_its_account(string document)
    {
        var ledger = PlanDocuments.Ledger(document);
        Assert.Empty(ledger.Unclaimed());
        Assert.Empty(ledger.Findings);
        var blank = ledger.Document.Lines.Count(string.IsNullOrWhiteSpace);
        Assert.Equal(ledger.Document.Lines.Count, blank + ledger.RecordLines + ledger.ProseLines + ledger.Furniture.Values.Sum());
    }

    [Fact]
    public void No_two_rows_share_a_key_and_no_statement_is_ambiguous() => Assert.Empty(PlanDocuments.Package.Conflicts);

    [Fact]
    public void The_hierarchy_has_one_basic_policy_two_policies_and_six_measures()
    {
        Assert.Equal(["5"], PlanDocuments.Data.BasicPolicies.Select(p => p.Code));
        Assert.Equal(["5-1", "5-2"], PlanDocuments.Data.Policies.Select(p => p.Code));
        Assert.Equal(["5-1-1", "5-1-2", "5-1-3", "5-2-1", "5-2-2", "5-2-3"], PlanDocuments.Data.Measures.Select(m => m.Code));
    }

    [Theory]
    [InlineData("ip1", 20, 140)]
    [InlineData("ip3", 25, 85)]
    public void Projects_and_action_items(string plan, int projects, int items)
    {
        Assert.Equal(projects, PlanDocuments.Data.Projects.Count(p => p.PlanCode == plan));
        Assert.Equal(items, PlanDocuments.Data.Actions.Count(a => a.PlanCode == plan && a.Group is null));
    }

    [Fact]
    public void The_three_plans_follow_each_other() =>
        Assert.Equal(
            [("ip1", 2016, 2017), ("ip2", 2018, 2021), ("ip3", 2022, 2025)],
            PlanDocuments.Data.Plans.Select(p => (p.Code, p.FirstFiscalYear, p.LastFiscalYear)));

    [Fact]
    public void Fifteen_outcome_indicators_in_sixteen_series_three_perception_indicators()
    {
        var indicators = PlanDocuments.Data.Indicators;
        var outcomes = indicators.Where(i => i.Kind == IndicatorKind.Outcome).Select(i => i.Code).ToHashSet();
        Assert.Equal(15, outcomes.Count);
        Assert.Equal(16, PlanDocuments.Data.Observations.Where(o => outcomes.Contains(o.IndicatorCode)).Select(o => (o.IndicatorCode, o.Subgroup)).Distinct().Count());
        Assert.Equal(3, indicators.Count(i => i.Kind == IndicatorKind.Perception));
    }

    [Fact]
    public void Seven_outcome_indicators_stand_in_the_first_plan() =>
        Assert.Equal(7, PlanDocuments.Data.Citations.Where(c => c.SubjectKind == "indicators" && c.DocumentCode == "ip1").Select(c => c.SubjectCode).Distinct().Count());

    [Theory]
    [InlineData("ip1", 4)]
    [InlineData("ip3", 22)]
    public void Quantified_project_series(string plan, int series) =>
        Assert.Equal(series, PlanDocuments.Data.Indicators.Count(i => i.Kind == IndicatorKind.Project && i.PlanCode == plan));

    [Fact]
    public void Projects_are_linked_to_their_predecessors() =>
        Assert.Equal(13, PlanDocuments.Data.Projects.Count(p => p.PredecessorCode is not null));

    [Fact]
    public void No_item_keeps_a_rest_of_markup_or_layout() =>
        Assert.DoesNotContain(PlanDocuments.Data.Actions, a => a.Text.Length == 0 || a.Text.IndexOfAny(['<', '>', '→', '●', '\t']) >= 0);

    [Fact]
    public void An_action_without_years_says_why() =>
        Assert.All(PlanDocuments.Data.Actions.Where(a => a.FiscalYears.Count == 0), a => Assert.Contains("not settled", a.Note, StringComparison.Ordinal));
}
