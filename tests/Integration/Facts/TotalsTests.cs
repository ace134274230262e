using Xunit;

namespace Kawasaki.Tests.Integration.Facts;

/// <summary>Totals that an independent reading of the documents found, asked of the running service.</summary>
public sealed class TotalsTests(ShippedService service) : IClassFixture<ShippedService>
{
    [Theory]
    [InlineData("documents", 5)]
    [InlineData("wards", 7)]
    [InlineData("reformPillars?$filter=planCode eq 'ar3'", 4)]
    [InlineData("reformItems", 19)]
    [InlineData("reformTasks", 215)]
    [InlineData("reformTasks?$filter=item/pillarCode eq 'ar3-1'", 45)]
    [InlineData("reformTasks?$filter=item/pillarCode eq 'ar3-2'", 83)]
    [InlineData("reformTasks?$filter=item/pillarCode eq 'ar3-3'", 58)]
    [InlineData("reformTasks?$filter=item/pillarCode eq 'ar3-4'", 29)]
    [InlineData("indicators?$filter=kind eq 'activity' and reformTaskCode ne null", 146)]
    [InlineData("indicators?$filter=kind eq 'outcome' and reformTaskCode ne null", 208)]
    [InlineData("indicators?$filter=kind eq 'fiscal'", 12)]
    [InlineData("measures", 6)]
    [InlineData("policies", 2)]
    [InlineData("projects?$filter=planCode eq 'ip1'", 20)]
    [InlineData("projects?$filter=planCode eq 'ip3'", 25)]
    [InlineData("indicators?$filter=kind eq 'perception'", 3)]
    [InlineData("indicators?$filter=kind eq 'outcome' and measureCode ne null and reformTaskCode eq null", 15)]
    [InlineData("indicatorResults", 3)]
    [InlineData("themes?$filter=parentCode eq null", 5)]
    [InlineData("themes?$filter=parentCode ne null", 11)]
    [InlineData("fiscalLines?$filter=statement eq 'frame'", 30)]
    [InlineData("fiscalAmounts?$filter=fiscalLine/statement eq 'frame'", 330)]
    [InlineData("fiscalLines?$filter=statement eq 'settlementBasis'", 2)]
    [InlineData("fiscalAmounts?$filter=fiscalLine/statement eq 'settlementBasis'", 22)]
    [InlineData("actions?$filter=planCode eq 'ip1' and group eq null", 140)]
    [InlineData("actions?$filter=planCode eq 'ip3' and group eq null", 85)]
    [InlineData("indicators?$filter=kind eq 'project' and planCode eq 'ip3'", 22)]
    [InlineData("reformTasks?$filter=securesPeople", 97)]
    [InlineData("reformTasks?$filter=securesGoods", 85)]
    [InlineData("reformTasks?$filter=securesMoney", 58)]
    [InlineData("reformTasks?$filter=securesInformation", 54)]
    [InlineData("reformTasks?$filter=securesTime", 30)]
    [InlineData("actions?$filter=planCode eq 'ar3'", 880 + (6 * 1) + (6 * 3))] // two sheets, of one and of three items, stand for seven tasks each
    [InlineData("observations?$filter=valueType eq 'target' and indicator/kind eq 'outcome' and indicator/reformTaskCode ne null and status eq 'notSet'", 81)]
    [InlineData("observations?$filter=valueType eq 'target' and indicator/kind eq 'activity' and indicator/reformTaskCode ne null and status eq 'lost'", 12)]
    [InlineData("observations?$filter=documentCode eq 'civic2015' and wardCode ne null", 14)]
    [InlineData("evaluations?$filter=achievementGrade eq 'achievement-c' and directionGrade eq 'direction-ii'", 1)]
    public async Task A_total_is_what_the_documents_hold(string url, int expected) =>
        Assert.Equal(expected, await service.CountAsync(url));
}
