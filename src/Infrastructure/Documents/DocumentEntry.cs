using Kawasaki.Domain.Plan;

namespace Kawasaki.Infrastructure.Documents;

/// <summary>What the register knows of a source document before it is read.</summary>
/// <param name="Code">Document code.</param>
/// <param name="FileName">File it is read from.</param>
/// <param name="Title">Title.</param>
/// <param name="Kind">Kind.</param>
/// <param name="IssuedOn">Day of issue; null where only a month or a year is known.</param>
/// <param name="IssuedLabel">When it was issued, as printed.</param>
internal sealed record DocumentEntry(string Code, string FileName, string Title, DocumentKind Kind, DateOnly? IssuedOn, string IssuedLabel)
{
    /// <summary>The five documents, oldest first: a later one's value wins where two contradict each other.</summary>
    public static IReadOnlyList<DocumentEntry> Register { get; } =
    [
        new("civic2015", "001_b086c498c747cee4.txt", "政策の方向性と本市の取組 ～「市民自治」分野～", DocumentKind.Review, new DateOnly(2015, 6, 12), "平成27年6月12日"),
        new("ip1", "000_1f859c7e7bf790b3.txt", "川崎市総合計画 第1期実施計画", DocumentKind.ImplementationPlan, null, "平成27年度"),
        new("eval1", "003_f5c591c6ed2aaecb.txt", "施策評価 (施策5-1-1, 第1期)", DocumentKind.Evaluation, null, "平成29年度以降"),
        new("ip3", "002_451c0820141b127b.txt", "川崎市総合計画 第3期実施計画", DocumentKind.ImplementationPlan, null, "令和3年度"),
        new("ar3", "004_4f522c9976ddce26.txt", "川崎市行財政改革第3期プログラム", DocumentKind.ReformProgramme, null, "令和4(2022)年3月"),
    ];
}
