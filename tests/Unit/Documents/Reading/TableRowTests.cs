using Kawasaki.Infrastructure.Documents.Reading;
using Xunit;

namespace Kawasaki.Tests.Unit.Documents.Reading;

public sealed class TableRowTests
{
    [Fact]
    public void Cells_count_from_one_and_are_empty_behind_the_end()
    {
        var row = new TableRow(7, "甲\t 乙 \t\t丁");
        Assert.Equal(4, row.Count);
        Assert.Equal("乙", row[2]);
        Assert.Equal("", row[9]);
        Assert.Equal([(1, "甲"), (2, "乙"), (4, "丁")], row.Filled);
    }

    [Fact]
    public void A_line_without_a_tab_is_no_row() => Assert.False(TableRow.IsRow("甲 乙"));
}
