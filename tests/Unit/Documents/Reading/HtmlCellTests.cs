using Kawasaki.Infrastructure.Documents.Reading;
using Xunit;

namespace Kawasaki.Tests.Unit.Documents.Reading;

public sealed class HtmlCellTests
{
    [Fact]
    public void Closed_lists_give_one_line_an_item() =>
        Assert.Equal(["●甲", "・乙", "●丙"], HtmlCell.Lines("<ul style=\"x\"> <li>●甲   <ul> <li>・乙</li> </ul> </li> <li>●丙</li> </ul>"));

    [Fact]
    public void Unclosed_lists_keep_their_text() =>
        Assert.Equal(["●甲 ・乙", "・丙"], HtmlCell.Lines("<ul style=\"list-style-type: none\"> ●甲 ・乙 <ul> ・丙"));

    [Fact]
    public void Inline_tags_vanish_without_breaking_the_line() =>
        Assert.Equal(["○広報事業", "説明"], HtmlCell.Lines("<b>○広報事業</b> <div style=\"border: 1px\">  説明 </div>"));

    [Theory]
    [InlineData("<要約>を読む")]
    [InlineData("a<b")]
    [InlineData("A<B")]
    [InlineData("<主な取組事例>")]
    public void Text_that_only_looks_like_a_tag_survives(string printed) => Assert.Equal([printed], HtmlCell.Lines(printed));

    [Fact]
    public void A_tag_cut_off_at_the_end_leaves_no_residue() => Assert.Equal(["甲"], HtmlCell.Lines("甲<ul style=\"li"));

    [Fact]
    public void Nested_table_cells_are_lines() =>
        Assert.Equal(["R2参加者数：1人", "参加者数：2人"], HtmlCell.Lines("<table border=\"1\"> <tr> <td>R2参加者数：1人</td> <td>参加者数：2人</td> </tr> </table>"));

    [Fact]
    public void Bullets_split_only_at_a_start_or_behind_a_blank() =>
        Assert.Equal(
            [new BulletItem(null, "序"), new BulletItem('●', "町内会・自治会の支援"), new BulletItem('○', "甲"), new BulletItem('・', "乙")],
            BulletList.Items("序 ●町内会・自治会の支援 ○甲 ・ 乙"));
}
