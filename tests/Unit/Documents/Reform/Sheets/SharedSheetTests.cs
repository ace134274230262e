using Xunit;

namespace Kawasaki.Tests.Unit.Documents.Reform.Sheets;

/// <summary>The sheets that the ward offices share: 課題No. 14~20 with a table of offices below.</summary>
public sealed class SharedSheetTests
{
    private static readonly string[] Table =
    [
        "", "【所管区役所別課題No.】", "",
        "区役所名\t課題No.\t区役所名\t課題No.\t区役所名\t課題No.",
        "川崎区役所\t14\t中原区役所\t16\t\t",
        "幸区役所\t15\t\t\t\t",
    ];

    [Fact]
    public void Every_office_gets_its_own_task_with_the_whole_sheet()
    {
        var (data, ledger) = Sheet("14~16", Table).Read();
        Assert.Equal(["ar3-2-3-14", "ar3-2-3-15", "ar3-2-3-16"], data.ReformTasks.Select(t => t.Code));
        Assert.Equal(
            ["kawasaki-ward-office", "saiwai-ward-office", "nakahara-ward-office"],
            data.ReformTaskDepartments.Select(l => l.DepartmentCode));
        Assert.Equal(["141313", "141321", "141330"], data.Departments.Select(d => d.WardCode));
        Assert.All(data.ReformTasks, t => Assert.Equal("各区役所", t.DepartmentText));
        Assert.Equal(["ar3-2-3-14-act1", "ar3-2-3-14-act2", "ar3-2-3-15-act1", "ar3-2-3-15-act2", "ar3-2-3-16-act1", "ar3-2-3-16-act2"], data.Actions.Select(a => a.Code));
        Assert.Equal(["ar3-2-3-14-o1", "ar3-2-3-15-o1", "ar3-2-3-16-o1"], data.Indicators.Select(i => i.Code));
        Assert.Equal(9, data.Passages.DistinctBy(p => p.Code).Count());
        Assert.Empty(ledger.Unclaimed());
    }

    [Fact]
    public void A_table_that_does_not_name_every_task_is_not_believed()
    {
        var (data, ledger) = Sheet("14~17", Table).Read();
        Assert.Empty(data.ReformTasks);
        Assert.NotEmpty(ledger.Unclaimed());
    }

    [Fact]
    public void Without_the_table_a_shared_sheet_is_not_understood()
    {
        var (data, ledger) = Sheet("14~16", []).Read();
        Assert.Empty(data.ReformTasks);
        Assert.NotEmpty(ledger.Unclaimed());
    }

    private static SampleSheet Sheet(string numbers, string[] below) => new()
    {
        Office = "各区役所",
        Number = numbers,
        Actions = ["【R04（2022）】\t\t", "<ul style=\"list-style-type: none\"> ・一つ目の検討 ・二つ目の検討\t\t"],
        Outcome = ["成果指標①\t満足度\t現状値\t90% (令和2(2020)年度)\t目標値\t95%以上 (令和7(2025)年度)"],
        Below = below,
    };
}
