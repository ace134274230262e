using Kawasaki.Infrastructure.Packages;
using Xunit;

namespace Kawasaki.Tests.Unit.Packages;

/// <summary>One wrong cell, the exact finding about it, and no other finding.</summary>
public sealed class PackageRuleTests
{
    [Theory]
    [InlineData("plans.csv", "implementationPlan,2022,2025\n", "implementationPlan,2022,2025x\n", "KWS516 plans.csv, row 2 (line 3), column lastFiscalYear: found \"2025x\", expected an integer such as 2025")]
    [InlineData("plans.csv", ",行財政改革第3期プログラム,", ",,", "KWS516 plans.csv, row 1 (line 2), column name: found an empty cell, expected a text")]
    [InlineData("documents.csv", "2015-06-12", "2015-6-12", "KWS516 documents.csv, row 2 (line 3), column issuedOn: found \"2015-6-12\", expected a date such as 2025-04-01")]
    [InlineData("projects.csv", "区における行政,true", "区における行政,yes", "KWS516 projects.csv, row 2 (line 3), column isMajor: found \"yes\", expected true or false")]
    [InlineData("observations.csv", ",63.50,", ",6.35e1,", "KWS516 observations.csv, row 4 (line 5), column value: found \"6.35e1\", expected a number such as 63.5")]
    [InlineData("observations.csv", ",63.50,", ",063.50,", "KWS516 observations.csv, row 4 (line 5), column value: found \"063.50\", expected a number such as 63.5")]
    [InlineData("actions.csv", "2022;2023;2024", "2022 2023 2024", "KWS516 actions.csv, row 1 (line 2), column fiscalYears: found \"2022 2023 2024\", expected integers joined by ;")]
    [InlineData("indicators.csv", ",increase,", ",up,", "KWS520 indicators.csv, row 1 (line 2), column direction: found \"up\", expected one of increase, decrease, maintain, range, unknown")]
    [InlineData("indicators.csv", ",increase,", ",Increase,", "KWS520 indicators.csv, row 1 (line 2), column direction: found \"Increase\", expected one of increase, decrease, maintain, range, unknown")]
    [InlineData("themes.csv", "1-2,", "1_2,", "KWS518 themes.csv, row 2 (line 3), column code: found \"1_2\", expected only a to z, 0 to 9, point and hyphen")]
    [InlineData("policies.csv", ",5,参加と協働", ",6,参加と協働", "KWS519 policies.csv, row 1 (line 2), column basicPolicyCode: \"6\" is no row of basicPolicies")]
    [InlineData("citations.csv", ",observations,", ",observation,", "KWS519 citations.csv, row 1 (line 2), column subjectKind: \"observation\" is no set of the package|KWS526 citations.csv, row 1 (line 2), column observationCode: found \"5-1-1-o1.target.2025\", expected the subject \"5-1-1-o1.target.2025\" of observation")]
    [InlineData("indicators.csv", ",5-1,5-1-1,", ",,5-1-1,", "KWS519 indicators.csv, row 1 (line 2), column policyCode: found nothing, expected \"5-1\", the policy of measure 5-1-1")]
    [InlineData("reformTaskDepartments.csv", "citizens", "nobody", "KWS519 reformTaskDepartments.csv, row 1 (line 2), column departmentCode: \"nobody\" is no row of departments")]
    [InlineData("evaluations.csv", "achievement-c", "achievement-x", "KWS519 evaluations.csv, row 1 (line 2), column achievementGrade: \"achievement-x\" is no row of grades")]
    [InlineData("basicPolicies.csv", "5,ip3,2,1,", "5,ip3,21,1,", "KWS528 basicPolicies.csv, row 1 (line 2), column line: found line 21, expected 1 to 20, the lines of ip3")]
    [InlineData("basicPolicies.csv", "5,ip3,2,1,", "5,ip3,2,0,", "KWS528 basicPolicies.csv, row 1 (line 2), column page: found page 0, expected 1 or more")]
    [InlineData("basicPolicies.csv", "誰もが生きがいを持てる", " 誰もが生きがいを持てる", "KWS513 basicPolicies.csv, row 1 (line 2), column name: found \" 誰もが生きがいを持てる市民自治の地域づくり\", expected text without blanks around it")]
    [InlineData("basicPolicies.csv", "誰もが生きがいを", "誰もが\t生きがいを", "KWS513 basicPolicies.csv, row 1 (line 2), column name: character 4 is U+0009, expected text without control or replacement characters")]
    [InlineData("basicPolicies.csv", "誰もが生きがいを持てる市民自治の地域づくり", "\"\"", "KWS513 basicPolicies.csv, row 1 (line 2), column name: found an empty string, expected an empty cell or a text")]
    [InlineData("plans.csv", ",implementationPlan,2022,2025", ",implementationPlan,2022,2021", "KWS521 plans.csv, row 2 (line 3), column lastFiscalYear: found 2021, expected no year before firstFiscalYear 2022")]
    [InlineData("plans.csv", ",implementationPlan,2022,2025", ",implementationPlan,1322,2025", "KWS521 plans.csv, row 2 (line 3), column firstFiscalYear: found 1322, expected a fiscal year from 1990 to 2050")]
    [InlineData("observations.csv", "2025-04-01,2026-03-31", "2025-04-01,2026-03-30", "KWS521 observations.csv, row 4 (line 5), column periodEnd: found 2026-03-30, expected 2026-03-31")]
    [InlineData("observations.csv", "2025-04-01,2026-03-31", "2025-04-01,2025-03-31", "KWS521 observations.csv, row 4 (line 5), column periodEnd: found 2025-03-31, expected a day not before 2025-04-01")]
    [InlineData("observations.csv", ",2025,,fiscalYear", ",2025,2026,fiscalYear", "KWS521 observations.csv, row 4 (line 5), column lastFiscalYear: found 2026 with periodKind fiscalYear, expected a value for multiYear only")]
    [InlineData("actions.csv", "2022;2023;2024", "2022;2024;2023;2024", "KWS521 actions.csv, row 1 (line 2), column fiscalYears: found 2022;2024;2023;2024, expected ascending years, each once")]
    [InlineData("actions.csv", "2022,2024,2022;2023;2024", "2021,2024,2022;2023;2024", "KWS521 actions.csv, row 1 (line 2), column firstFiscalYear: found 2021, expected 2022, the first of fiscalYears")]
    [InlineData("actions.csv", "2022,2024,2022;2023;2024", "2022,2025,2022;2023;2024", "KWS521 actions.csv, row 1 (line 2), column lastFiscalYear: found 2025, expected 2024, the last of fiscalYears")]
    [InlineData("actions.csv", "the year's cell is empty", "", "KWS521 actions.csv, row 2 (line 3), column note: found nothing, expected the reason why the years are not settled")]
    [InlineData("fiscalLines.csv", "市税,億円", "市税,億", "KWS522 fiscalLines.csv, row 2 (line 3), column unit: found \"億\", expected a unit listed in KnownUnits")]
    [InlineData("observations.csv", ",ge,63.50%以上", ",eq,63.50%以上", "KWS523 observations.csv, row 4 (line 5), column comparator: found eq for \"63.50%以上\", expected ge")]
    [InlineData("observations.csv", ",ge,63.50%以上", ",ge,63.50%以下", "KWS523 observations.csv, row 4 (line 5), column comparator: found ge for \"63.50%以下\", expected le")]
    [InlineData("observations.csv", ",63.50,,ge", ",63.50,70,ge", "KWS523 observations.csv, row 4 (line 5), column upperValue: found 70 with comparator ge, expected an upper value for range only|KWS524 observations.csv, row 4 (line 5), column upperValue: found 70, expected a number of \"63.50%以上\"")]
    [InlineData("observations.csv", ",ok,\n5-1-1-o1.target.2022", ",text,\n5-1-1-o1.target.2022", "KWS524 observations.csv, row 1 (line 2), column status: found text with value 0, expected ok with a number and only then")]
    [InlineData("observations.csv", "－,%,,,notSet", "－,%,,,text", "KWS524 observations.csv, row 3 (line 4), column status: found text for the dash \"－\", expected notSet")]
    [InlineData("observations.csv", "－,%,,,notSet", "なし,%,,,notSet", "KWS524 observations.csv, row 3 (line 4), column status: found notSet for \"なし\", expected a dash")]
    [InlineData("observations.csv", "－,%,,,notSet", "－,%,,,lost", "KWS524 observations.csv, row 3 (line 4), column note: found nothing, expected what the conversion lost")]
    [InlineData("observations.csv", "－,%,,,notSet", ",%,,,notSet", "KWS524 observations.csv, row 3 (line 4), column valueText: found nothing with status notSet, expected what the document prints")]
    [InlineData("observations.csv", ",2022,2025,multiYear,2022-04-01,2026-03-31", ",2022,,multiYear,2022-04-01,2026-03-31", "KWS521 observations.csv, row 2 (line 3), column periodEnd: found 2026-03-31 without lastFiscalYear, expected nothing")]
    [InlineData("observations.csv", ",2022,2025,multiYear,2022-04-01,2026-03-31", ",2022,,multiYear,2022-04-02,", "KWS521 observations.csv, row 2 (line 3), column periodStart: found 2022-04-02, expected 2022-04-01")]
    [InlineData("observations.csv", ",63.50,", ",65.30,", "KWS524 observations.csv, row 4 (line 5), column value: found 65.30, expected a number of \"63.50%以上\"")]
    [InlineData("observations.csv", ",2025,,fiscalYear", ",2025,,", "KWS521 observations.csv, row 4 (line 5), column periodKind: found nothing, expected the kind of the period that the other columns give")]
    [InlineData("observations.csv", ",2025,,fiscalYear,2025-04-01,2026-03-31", ",,,fiscalYear,,", "KWS521 observations.csv, row 4 (line 5), column periodKind: found fiscalYear without a period, expected nothing")]
    [InlineData("observations.csv", "fiscalYear,2025-04-01,2026-03-31", "calendarYear,2025-01-01,2025-12-31", "KWS521 observations.csv, row 4 (line 5), column periodKind: found calendarYear in a series of fiscal years, 5-1-1-o1, expected one kind of year or a note")]
    [InlineData("observations.csv", "63.50%以上", "約63.50%以上", "KWS523 observations.csv, row 4 (line 5), column note: found nothing for \"約63.50%以上\", expected \"approximate (約)\" in it")]
    [InlineData("observations.csv", "※ 4年間の計", "approximate (約)", "KWS523 observations.csv, row 2 (line 3), column note: found \"approximate (約)\" for \"継続実施\", expected it for 約 only")]
    [InlineData("fiscalAmounts.csv", "7925,\"7,925\"", "7915,\"7,915\"", "KWS525 fiscalAmounts.csv, row 1 (line 2), column amount: found 7915 for frame-01 in 2022, expected 7926, the sum of its 2 lines, or a discrepancy")]
    [InlineData("citations.csv", "６３．５％以上", "６５．３％以上", "KWS526 citations.csv, row 1 (line 2), column valueText: found \"６５．３％以上\", expected \"63.50%以上\" as in 5-1-1-o1.target.2025, or a discrepancy")]
    [InlineData("indicatorResults.csv", "63.50,0,false", "63.50,0,true", "KWS527 indicatorResults.csv, row 1 (line 2), column isAchieved: found true for target 63.50 and actual 0, expected false")]
    [InlineData("indicatorResults.csv", "63.50,0,false", "63.50,,false", "KWS527 indicatorResults.csv, row 1 (line 2), column isAchieved: found false without target and actual, expected nothing")]
    public void A_wrong_cell_is_found_with_its_place(string file, string old, string replacement, string expected)
    {
        var findings = SamplePackage.Findings(SamplePackage.Edited(file, old, replacement));

        Assert.Equal(expected, string.Join('|', findings.Select(f => $"KWS{(int)f.Code} {f.Message}")));
    }

    [Fact]
    public void Every_finding_is_reported_not_the_first_only()
    {
        var findings = SamplePackage.Findings(SamplePackage.Edited("fiscalLines.csv", "億円", "両"));

        Assert.Equal(["fiscalLines.csv:1:unit", "fiscalLines.csv:2:unit", "fiscalLines.csv:3:unit"], findings.Select(f => f.Target));
    }

    [Fact]
    public void A_value_the_document_does_not_print_is_an_empty_cell_with_a_note_and_reads_back_as_empty_text()
    {
        var data = SamplePlan.Build();
        data.Observations.Add(new()
        {
            Code = "5-1-1-o1.target.2023",
            DocumentCode = "ip3",
            Line = 9,
            IndicatorCode = "5-1-1-o1",
            ValueType = Domain.Plan.ObservationType.Target,
            ValueText = "",
            Status = Domain.Plan.ValueStatus.Lost,
            Note = "nothing is printed",
        });
        var content = PackageContent.Read(SamplePackage.Schema, SamplePackage.Files(data));

        Assert.Empty(PackageValidator.Validate(content));
        Assert.Equal("", content.ToPlanData().Observations.Single(o => o.Status == Domain.Plan.ValueStatus.Lost).ValueText);
    }

    [Theory]
    [InlineData("63.50%以上", "63.50")]
    [InlineData("①１，２３４人 ②▲ 5", "1234 -5")]
    [InlineData("H26 301 事業", "26 301")]
    [InlineData("1,234,567円", "1234567")]
    [InlineData("3、4月", "3 4")]
    [InlineData("継続", "")]
    public void Numbers_of_a_printed_text(string text, string expected)
    {
        Assert.Equal(expected, string.Join(' ', Infrastructure.Packages.Rules.PrintedText.Numbers(text).Select(n => n.ToString(System.Globalization.CultureInfo.InvariantCulture))));
    }

    [Fact]
    public void A_discrepancy_explains_a_total_that_does_not_add_up()
    {
        var data = SamplePlan.Build();
        data.FiscalAmounts[0] = new() { Code = "frame-01.2022", DocumentCode = "ar3", Line = 15, LineCode = "frame-01", FiscalYear = 2022, Amount = 7000m, ValueText = "7,000", Status = Domain.Plan.ValueStatus.Ok, Basis = Domain.Plan.AmountBasis.Frame };
        data.Discrepancies.Add(new()
        {
            Code = "frame-01.2022.d1",
            DocumentCode = "ar3",
            Line = 15,
            SubjectKind = "fiscalAmounts",
            SubjectCode = "frame-01.2022",
            Field = "amount",
            Description = "the parts add up to 7926",
            FirstDocumentCode = "ar3",
            FirstLine = 15,
            FirstText = "7,000",
            SecondDocumentCode = "ar3",
            SecondLine = 16,
            SecondText = "7,926",
        });

        Assert.Empty(SamplePackage.Findings(SamplePackage.Files(data)));
    }
}
