using Kawasaki.Infrastructure.Documents.Reform.Sheets;
using Xunit;

namespace Kawasaki.Tests.Unit.Documents.Reform.Sheets;

public sealed class ResourceMarksTests
{
    [Fact]
    public void Reads_pairs_of_name_and_mark() =>
        Assert.Equal(new ResourceMarks(true, false, true, false, true, false), Read("ヒト\t○\tモノ\t—\tカネ\t○\t情報\t—\t時間\t○\t"));

    [Fact]
    public void Repair_scattered_resources_reads_pairs_glued_in_one_cell() =>
        Assert.Equal(new ResourceMarks(false, false, true, false, true, true), Read("ヒト\t—\tモノ\t—\tカネ\t○ 情報 — 時間 ○"));

    [Fact]
    public void Repair_scattered_resources_reads_pairs_spread_over_lines()
    {
        var (data, ledger) = new SampleSheet
        {
            Resources = ["確保を想定する経営資源\t\t", "ヒト\t—\tモノ\t—\tカネ\t—", "\t\t\t\t情報\t○", "\t\t\t\t\t時間", "\t\t\t\t\t—"],
        }.Read();
        Assert.True(data.ReformTasks.Single().SecuresInformation);
        Assert.False(data.ReformTasks.Single().SecuresTime);
        Assert.Equal("scattered-resources", ledger.Repairs.Single().Rule.Name);
        Assert.Empty(ledger.Unclaimed());
    }

    [Theory]
    [InlineData("ヒト\t○\tモノ\t—\tカネ\t○\t情報\t—")]
    [InlineData("モノ\t○\tヒト\t—\tカネ\t○\t情報\t—\t時間\t○")]
    [InlineData("ヒト\t○\tモノ\t？\tカネ\t○\t情報\t—\t時間\t○")]
    public void Anything_else_is_not_guessed(string line) => Assert.Null(Read(line));

    private static ResourceMarks? Read(string line) => ResourceMarks.Read([new SheetRow(1, SheetPart.Resources, SheetText.Cells(line))]);
}
