using System.Text;
using Kawasaki.Infrastructure.Documents;
using Kawasaki.Infrastructure.Documents.Reading;
using Kawasaki.Infrastructure.Documents.Reform;
using Xunit;

namespace Kawasaki.Tests.Unit.Documents;

public sealed class LineLedgerTests
{
    [Fact]
    public void Furniture_that_is_also_a_record_is_a_finding_whoever_comes_first()
    {
        var ledger = Of("見出し", "見出し");
        ledger.PageFurniture(1, "heading");
        ledger.PartOfRecord(1);
        ledger.Record(2, "observations");
        ledger.PageFurniture(2, "heading");
        Assert.Equal(
            [
                (1, "the line is taken for a record and for furniture (heading); it can be one only"),
                (2, "the line is taken for furniture (heading) and for record; it can be one only"),
            ],
            ledger.Findings.Select(f => (f.Line, f.Reason)));
    }

    [Fact]
    public void Furniture_of_two_kinds_and_furniture_that_is_prose_are_findings()
    {
        var ledger = Of("見出し", "見出し");
        ledger.PageFurniture(1, "heading");
        ledger.PageFurniture(1, "heading");
        ledger.PageFurniture(1, "title");
        ledger.PageFurniture(2, "heading");
        ledger.Prose(2);
        Assert.Equal([1, 2], ledger.Findings.Select(f => f.Line));
    }

    [Fact]
    public void Records_and_prose_may_share_a_line()
    {
        var ledger = Of("甲\t乙。");
        ledger.Prose(1);
        ledger.Record(1, "actions");
        ledger.Prose(1);
        Assert.Empty(ledger.Findings);
        Assert.Equal((1, 0), (ledger.RecordLines, ledger.ProseLines));
    }

    [Theory]
    [InlineData("12.3%", "12.3%")]
    [InlineData("1 登録者 1,234人", "1,234人")]
    [InlineData("(2) ２５億円", "25億円")]
    [InlineData("1 社会経済状況の変化", null)]
    [InlineData("令和3年度第1回かわさき市民アンケートから作成", null)]
    [InlineData("令和4（2022）年度～令和7（2025）年度", null)]
    public void A_heading_with_a_figure_and_its_unit_is_a_finding(string text, string? figure)
    {
        var ledger = Of(text);
        ledger.PageFurniture(1, "heading");
        Assert.Equal(figure is null ? [] : [$"a heading states nothing, but \"{figure}\" is printed in it"], ledger.Findings.Select(f => f.Reason));
    }

    [Fact]
    public void A_line_that_begins_like_a_heading_but_is_a_figure_fails_the_reform_programme()
    {
        var ledger = Of("12.3%", "1 改革の必要性");
        ReformProse.Read(ledger.Document, ledger, new PackageBuilder(), new LineRange(1, 2));
        Assert.Equal([1], ledger.Findings.Select(f => f.Line).Concat(ledger.Unclaimed()));
    }

    [Fact]
    public void A_cell_that_nobody_reads_is_named()
    {
        var ledger = Of("甲\t1件\t\t2件");
        ledger.Cells(new TableRow(1, ledger.Document[1]), c => c <= 2);
        Assert.Equal(new Finding(1, "nothing is expected in cell 4, which prints \"2件\""), Assert.Single(ledger.Findings));
    }

    private static LineLedger Of(params string[] lines)
    {
        var entry = DocumentEntry.Register[0];
        return new LineLedger(SourceDocument.FromBytes(entry, entry.FileName, Encoding.UTF8.GetBytes(string.Join('\n', lines))));
    }
}
