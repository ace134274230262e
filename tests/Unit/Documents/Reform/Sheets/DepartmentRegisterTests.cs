using Kawasaki.Infrastructure.Documents.Reform.Sheets;
using Xunit;

namespace Kawasaki.Tests.Unit.Documents.Reform.Sheets;

public sealed class DepartmentRegisterTests
{
    [Theory]
    [InlineData("財政局", "finance")]
    [InlineData("臨海部 国際戦略本部", "waterfront-international-strategy")]
    [InlineData("麻生区 役所", "asao-ward-office")]
    [InlineData("子ども未来局", "child-and-youth-affairs")]
    [InlineData("こども未来局", "child-and-youth-affairs")]
    public void Finds_a_department_by_its_printed_name(string printed, string code) => Assert.Equal(code, DepartmentRegister.Find(printed)?.Code);

    [Fact]
    public void Two_departments_may_stand_in_one_cell() =>
        Assert.Equal(["urban-development", "transportation"], DepartmentRegister.FindAll("まちづくり局（交通局）")?.Select(d => d.Code));

    [Theory]
    [InlineData("各区役所")]
    [InlineData("財政局（未知局）")]
    [InlineData("")]
    public void A_name_nobody_knows_is_null(string printed) => Assert.Null(DepartmentRegister.FindAll(printed));

    [Fact]
    public void Codes_and_names_are_unique()
    {
        Assert.Equal(DepartmentRegister.Entries.Count, DepartmentRegister.Entries.DistinctBy(e => e.Code).Count());
        Assert.Equal(DepartmentRegister.Entries.Count, DepartmentRegister.Entries.DistinctBy(e => e.Name).Count());
    }
}
