using Kawasaki.Domain.Plan;

namespace Kawasaki.Infrastructure.Documents;

/// <summary>What the register knows of a source document before it is read.</summary>
/// <param name="Code">Document code.</param>
/// <param name="FileName">File it is read from.</param>
/// <param name="Title">Title.</param>
/// <param name="Kind">Kind.</param>
/// <param name="IssuedOn">Day of issue; null where only a month or a year is known.</param>
/// <param name="IssuedLabel">When it was issued, as printed.</param>
/// <param name="Sha256">Lower-case hexadecimal SHA-256 of the file the extractors were made for.</param>
internal sealed record DocumentEntry(
    string Code, string FileName, string Title, DocumentKind Kind, DateOnly? IssuedOn, string IssuedLabel, string Sha256)
{
    /// <summary>The five documents, oldest first: a later one's value wins where two contradict each other.</summary>
    public static IReadOnlyList<DocumentEntry> Register { get; } =
    [
        new("civic2015", "001_b086c498c747cee4.txt", "政策の方向性と本市の取組 ～「市民自治」分野～", DocumentKind.Review, new DateOnly(2015, 6, 12), "平成27年6月12日",
            "77a38a362177367525d637ee2e663f94256a0ab44606039333b426b82a9486f5"),
        new("ip1", "000_1f859c7e7bf790b3.txt", "川崎市総合計画 第1期実施計画", DocumentKind.ImplementationPlan, null, "平成27年度",
            "dcf8dd7b17ae8ad5336266c605be77a0aec33398c84f4eaa17bc8d9dce363103"),
        new("eval1", "003_f5c591c6ed2aaecb.txt", "施策評価 (施策5-1-1, 第1期)", DocumentKind.Evaluation, null, "平成29年度以降",
            "4d4950c608e30c8c879e39c0190740c86beb5f5c85f4f8c89028f94fe3e24fba"),
        new("ip3", "002_451c0820141b127b.txt", "川崎市総合計画 第3期実施計画", DocumentKind.ImplementationPlan, null, "令和3年度",
            "615ea10ca0189f288f887c99eb38fd7f26d2d1703c87c7b2c922191ccd089b1d"),
        new("ar3", "004_4f522c9976ddce26.txt", "川崎市行財政改革第3期プログラム", DocumentKind.ReformProgramme, null, "令和4(2022)年3月",
            "a806e7b6aa8ea7aba77ecf3d1308a3a73a35f87b440c28e2077af1ce9cd0831d"),
    ];
}
