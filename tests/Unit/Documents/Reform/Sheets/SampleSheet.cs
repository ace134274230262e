using Kawasaki.Domain.Packages;
using Kawasaki.Infrastructure.Documents;

namespace Kawasaki.Tests.Unit.Documents.Reform.Sheets;

/// <summary>A made-up sheet, of which a test replaces the lines it is about.</summary>
internal sealed record SampleSheet
{
    /// <summary>所管.</summary>
    public string Office { get; init; } = "財政局";

    /// <summary>課題No.</summary>
    public string Number { get; init; } = "3";

    /// <summary>Lines of the activity indicators.</summary>
    public string[] Activity { get; init; } = ["活動指標①\t—\t現 状 値\t—\t目 標 値\t—\t\t"];

    /// <summary>Lines of the action list.</summary>
    public string[] Actions { get; init; } = ["<p>【R04（2022）～R07（2025）】</p> <p>・窓口の見直し</p>\t\t\t"];

    /// <summary>Lines of the resources, their heading included.</summary>
    public string[] Resources { get; init; } = ["確保を想定する経営資源\t\t\t", "ヒト\t—\tモノ\t○\tカネ\t—\t情報\t○\t時間\t—"];

    /// <summary>Lines of the outcome indicators.</summary>
    public string[] Outcome { get; init; } = ["成果指標①\t—\t現状値\t—\t目標値\t—\t\t"];

    /// <summary>到達目標.</summary>
    public string Goal { get; init; } = "窓口の最適化";

    /// <summary>Lines below the sheet.</summary>
    public string[] Below { get; init; } = [];

    /// <summary>Line of the first activity indicator.</summary>
    public const int ActivityLine = 7;

    /// <summary>All lines.</summary>
    public string[] Lines =>
    [
        $"所管\t{Office}\t\t\t",
        "取組No.\t2\t取組名\t市役所の経営資源の最適化\t",
        "項目No.\t(3)\t項目名\t組織の最適化\t",
        $"課題No.\t{Number}\t課題名\t窓口の見直し\t",
        "現 状\t<p>・一つ目の段落です。</p> <p>・二つ目の段落です。</p>\t",
        "取組の方向性\t・方向の段落です。\t",
        .. Activity,
        "具体的な取組内容\t\t\t",
        "令和4（2022）年度～令和7（2025）年度\t\t\t",
        .. Actions,
        .. Resources,
        .. Outcome,
        $"到達目標\t{Goal}\t",
        .. Below,
    ];

    /// <summary>Reads the sheet as if it were the chapter.</summary>
    public (PlanData Data, LineLedger Ledger) Read() => Chapter3.ReadLines(Lines);
}
