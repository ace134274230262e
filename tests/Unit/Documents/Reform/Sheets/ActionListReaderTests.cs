using Kawasaki.Infrastructure.Documents.Reform.Sheets;
using Xunit;

namespace Kawasaki.Tests.Unit.Documents.Reform.Sheets;

public sealed class ActionListReaderTests
{
    private const string List = "<ul style=\"list-style-type: none\">";

    [Fact]
    public void Each_year_head_begins_a_block() =>
        Check(
            [$"<p>【R04（2022）】</p> {List} ・調査・検討 ・町内会・自治会との調整 <p>【R05（2023）～R07（2025）】</p> <p>・実施</p>\t\t"],
            2,
            (null, "2022", "調査・検討"),
            (null, "2022", "町内会・自治会との調整"),
            (null, "2023,2024,2025", "実施"));

    [Fact]
    public void Heads_and_items_may_stand_on_lines_of_their_own() =>
        Check(["【R04（2022）】\t\t", "<p>・調査</p> <p>・検討</p>\t\t", "【R05（2023）】\t\t", "・実施\t\t"], 2, (null, "2022", "調査"), (null, "2022", "検討"), (null, "2023", "実施"));

    [Fact]
    public void A_list_without_bullets_is_cut_at_its_blanks() =>
        Check(
            [$"<p>【R07(2025)】</p> {List} 試行の実施 1業務への導入 G Suite for Schoolの活用 意見の聴取 など\t"],
            1,
            (null, "2025", "試行の実施"),
            (null, "2025", "1業務への導入 G Suite for Schoolの活用"),
            (null, "2025", "意見の聴取 など"));

    [Fact]
    public void Blanks_inside_an_item_with_a_bullet_stay() =>
        Check([$"【R04（2022）】 {List} ・ 推進（例 会議の電子化） ・周知\t"], 1, (null, "2022", "推進（例 会議の電子化）"), (null, "2022", "周知"));

    [Fact]
    public void A_group_above_the_heads_holds_until_the_next_group() =>
        Check(
            ["<p>【ソフト面】</p> <p>【R04（2022）】</p> <p>・調査</p> <p>【R05（2023）】</p> <p>・実施</p> <p><保管所運営></p> <p>【R04（2022）】</p> <p>・再編</p> <p>●最後の柱</p> <p>【R07（2025）】</p> <p>・評価</p>"],
            4,
            ("【ソフト面】", "2022", "調査"),
            ("【ソフト面】", "2023", "実施"),
            ("<保管所運営>", "2022", "再編"),
            ("最後の柱", "2025", "評価"));

    [Fact]
    public void A_group_inside_a_block_ends_with_it() =>
        Check(
            ["【R04（2022）】\t", "■施設一\t", "・調査\t", "【R05（2023）】\t", "・実施\t"],
            2,
            ("施設一", "2022", "調査"),
            (null, "2023", "実施"));

    [Fact]
    public void A_circled_number_is_a_group_above_a_head_and_an_item_below_it() =>
        Check(
            ["<p>①庁舎</p> <p>【R04（2022）】</p> <p>①設計</p> <p>②工事</p>\t"],
            1,
            ("①庁舎", "2022", "①設計"),
            ("①庁舎", "2022", "②工事"));

    [Fact]
    public void Two_columns_are_two_lists() =>
        Check(
            [
                "①管理業務\t\t②建替事業\t", "【R04（2022）】\t\t【R04（2022）】\t", "・調査\t\t・選定\t",
                "【R05（2023）】\t\t【R05（2023）～R07（2025）】\t", "・検証\t\t・建替の推進\t", "【R06（2024）】\t\t\t", "・検討\t\t\t",
            ],
            5,
            ("①管理業務", "2022", "調査"),
            ("①管理業務", "2023", "検証"),
            ("①管理業務", "2024", "検討"),
            ("②建替事業", "2022", "選定"),
            ("②建替事業", "2023,2024,2025", "建替の推進"));

    [Fact]
    public void Head_and_group_may_share_a_cell_of_a_column() =>
        Check(
            ["①駅周辺 【R04(2022)】\t\t②その他 【R05(2023)】\t", $"{List} 調整 推進\t\t{List} 発掘\t"],
            2,
            ("①駅周辺", "2022", "調整"),
            ("①駅周辺", "2022", "推進"),
            ("②その他", "2023", "発掘"));

    [Fact]
    public void An_item_above_every_year_head_is_not_guessed_at()
    {
        var (data, ledger) = new SampleSheet { Actions = ["・年のない取組\t", "【R04（2022）】\t", "・調査\t"] }.Read();
        Assert.Empty(data.Actions);
        Assert.Equal(3, ledger.Unclaimed().Count);
    }

    [Fact]
    public void Actions_are_numbered_and_know_their_first_and_last_year()
    {
        var (data, _) = new SampleSheet { Actions = [$"<p>【R05(2023)・R07(2025)】</p> {List} ・移行 ・確認\t"] }.Read();
        Assert.Equal([("ar3-2-3-3-act1", 1), ("ar3-2-3-3-act2", 2)], data.Actions.Select(a => (a.Code, a.Number)));
        Assert.All(data.Actions, a => Assert.Equal((2023, 2025, false), (a.FirstFiscalYear!.Value, a.LastFiscalYear!.Value, a.IsOngoing)));
        Assert.All(data.Actions, a => Assert.Equal([2023, 2025], a.FiscalYears));
    }

    private static void Check(string[] lines, int blocks, params (string? Group, string Years, string Text)[] expected)
    {
        var rows = lines.Select((l, n) => new SheetRow(n + 1, SheetPart.Action, SheetText.Cells(l))).ToList();
        var read = ActionListReader.Read(rows);
        Assert.NotNull(read);
        Assert.Equal(expected, read.Value.Actions.Select(a => (a.Group, string.Join(',', a.Mark.FiscalYears), a.Text)));
        Assert.Equal(blocks, read.Value.Blocks);
    }
}
