using Kawasaki.Domain.Model;
using Kawasaki.Infrastructure.Postgres.Mapping;
using Xunit;

namespace Kawasaki.Tests.Unit.Postgres;

public sealed class PlanModelTests
{
    private static readonly PublishedModel Model = PlanModel.Instance.Published;
    private static readonly StorageMap Storage = PlanModel.Instance.Storage;

    /// <summary>A file has the columns of the type of its set: a type that derives from it could have more.</summary>
    [Fact]
    public void No_row_is_of_a_type_that_derives_from_that_of_its_set() => Assert.All(Model.Types, t => Assert.Empty(Model.DerivedFrom(t)));

    [Theory]
    [InlineData("evaluations", "achievementGrade", "grades")]
    [InlineData("citations", "observationCode", "observations")]
    [InlineData("discrepancies", "secondDocumentCode", "documents")]
    [InlineData("themes", "parentCode", "themes")]
    [InlineData("citations", "subjectCode", null)]
    public void A_property_knows_the_set_whose_codes_it_holds(string set, string property, string? target) => Assert.Equal(target, Model.FindSet(set)!.Type.FindProperty(property)!.Reference?.Name);

    [Theory]
    [InlineData("documents", "")]
    [InlineData("plans", "document projects reformPillars evaluations")]
    [InlineData("basicPolicies", "document policies")]
    [InlineData("policies", "document basicPolicy measures indicators")]
    [InlineData("measures", "document policy projects indicators evaluations")]
    [InlineData("projects", "document plan measure actions indicators statusReports latestReport predecessor successors")]
    [InlineData("reformPillars", "document plan items")]
    [InlineData("reformItems", "document pillar tasks")]
    [InlineData("reformTasks", "document item departments actions indicators statusReports latestReport")]
    [InlineData("actions", "document plan project reformTask statusReports")]
    [InlineData("indicators", "document plan policy measure project reformTask observations results")]
    [InlineData("observations", "document indicator ward citations")]
    [InlineData("citations", "document")]
    [InlineData("evaluations", "document plan measure results")]
    [InlineData("indicatorResults", "document evaluation indicator")]
    [InlineData("grades", "document")]
    [InlineData("departments", "document ward reformTasks")]
    [InlineData("wards", "document departments observations")]
    [InlineData("fiscalLines", "document parent children amounts")]
    [InlineData("fiscalAmounts", "document fiscalLine")]
    [InlineData("themes", "document parent children")]
    [InlineData("discrepancies", "document")]
    [InlineData("passages", "document")]
    [InlineData("statusReports", "project reformTask action")]
    [InlineData("changes", "")]
    [InlineData("indicatorFacts", "document")]
    [InlineData("targetResults", "indicator target actual ward")]
    public void Set_has_the_navigations_of_the_contract(string set, string navigations)
    {
        var type = Model.FindSet(set)!.Type;

        Assert.Equal(navigations, string.Join(' ', type.Navigations.Select(n => n.Name)));
        Assert.All(type.Navigations, n => Assert.NotNull(Storage.Of(n)));
        Assert.All(type.Properties, p => Assert.NotEmpty(Storage.Column(p).Column));
    }

    [Fact]
    public void Sets_stand_in_the_order_of_the_contract() =>
        Assert.Equal(
            "documents plans basicPolicies policies measures projects reformPillars reformItems reformTasks actions indicators observations citations evaluations "
            + "indicatorResults grades departments wards fiscalLines fiscalAmounts themes discrepancies passages statusReports changes indicatorFacts targetResults",
            string.Join(' ', Model.Sets.Select(s => s.Name)));

    [Fact]
    public void Key_is_the_code_except_for_changes() =>
        Assert.Equal(["sequence"], Model.Sets.Where(s => s.Type.Key.Single().Name != "code").Select(s => s.Type.Key.Single().Name));

    [Fact]
    public void Properties_keep_the_order_of_the_classes() =>
        Assert.Equal(
            "code documentCode line page planCode projectCode reformTaskCode number group text firstFiscalYear lastFiscalYear fiscalYears isOngoing note",
            string.Join(' ', Model.FindSet("actions")!.Type.Properties.Select(p => p.Name)));

    [Theory]
    [InlineData("observations", "value", "Edm.Decimal", true, "value", "numeric")]
    [InlineData("observations", "valueType", "Edm.String", false, "value_type", "text")]
    [InlineData("observations", "comparator", "Edm.String", true, "comparator", "text")]
    [InlineData("observations", "periodStart", "Edm.Date", true, "period_start", "date")]
    [InlineData("actions", "fiscalYears", "Collection(Edm.Int32)", false, "fiscal_years", "integer[]")]
    [InlineData("grades", "grade", "Edm.String", false, "grade", "text")]
    [InlineData("statusReports", "changedAt", "Edm.DateTimeOffset", false, "changed_at", "timestamp with time zone")]
    [InlineData("changes", "sequence", "Edm.Int64", false, "sequence", "bigint")]
    [InlineData("indicatorFacts", "reformPillarName", "Edm.String", true, "reform_pillar_name", "text")]
    public void Property_has_type_and_column(string set, string name, string type, bool isNullable, string column, string storeType)
    {
        var property = Model.FindSet(set)!.Type.FindProperty(name)!;

        Assert.Equal((type, isNullable), (property.Type.QualifiedName("kawasaki"), property.Type.IsNullable));
        Assert.Equal((column, storeType), (Storage.Column(property).Column, Storage.Column(property).StoreType));
    }

    [Fact]
    public void Vocabulary_lists_its_values_with_labels() =>
        Assert.Equal(
            [new AllowedValue("eq", "等しい", "Equal"), new AllowedValue("ge", "以上", "Greater than or equal")],
            Model.FindSet("observations")!.Type.FindProperty("comparator")!.AllowedValues.Take(2));

    [Fact]
    public void Navigation_over_a_foreign_key_has_constraint_partner_and_join()
    {
        var observation = Model.FindSet("observations")!.Type;
        var indicator = observation.FindNavigation("indicator")!;

        var (own, referenced) = Assert.Single(indicator.Constraint);
        Assert.Equal(("indicatorCode", "code"), (own.Name, referenced.Name));
        Assert.Equal(("indicators", "observations", false, false), (indicator.Target.Name, indicator.Partner, indicator.IsNullable, indicator.IsCollection));
        Assert.Equal([new ColumnPair("indicator_code", "code")], Assert.IsType<DirectStorage>(Storage.Of(indicator)).Columns);
        Assert.True(observation.FindNavigation("ward")!.IsNullable);

        var back = indicator.Target.Type.FindNavigation("observations")!;
        Assert.Equal(("indicator", true), (back.Partner, back.IsCollection));
        Assert.Equal([new ColumnPair("code", "indicator_code")], Assert.IsType<DirectStorage>(Storage.Of(back)).Columns);
    }

    [Fact]
    public void Many_to_many_goes_over_the_link_table()
    {
        var departments = Assert.IsType<LinkStorage>(Storage.Of(Model.FindSet("reformTasks")!.Type.FindNavigation("departments")!));

        Assert.Equal(new TableName("plan", "reform_task_departments"), departments.Link);
        Assert.Equal([new ColumnPair("code", "reform_task_code")], departments.OwnToLink);
        Assert.Equal([new ColumnPair("department_code", "code")], departments.LinkToTarget);
    }

    [Fact]
    public void Shadow_columns_are_not_published() => Assert.Null(Model.FindSet("changes")!.Type.FindProperty("transactionId"));

    [Fact]
    public void Facts_are_read_from_the_view() =>
        Assert.Equal(new TableName("plan", "indicator_facts"), Storage.Of(Model.FindSet("indicatorFacts")!.Type).Table);
}
