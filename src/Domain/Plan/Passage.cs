using Kawasaki.Domain.Model;

namespace Kawasaki.Domain.Plan;

/// <summary>A paragraph of a document; only after an import of the documents.</summary>
[PublishedSet("passages", InPackage = false)]
[Label("本文", "Passage")]
public sealed class Passage : Fact
{
    /// <summary>Subject kind; null if not stated.</summary>
    [Label("対象の種類", "Subject kind")]
    public string? SubjectKind { get; init; }

    /// <summary>Subject code; null if not stated.</summary>
    [Label("対象コード", "Subject code")]
    public string? SubjectCode { get; init; }

    /// <summary>What the paragraph is: currentState (現状), approach (取組の方向性), goal (到達目標), issue (課題), progress (主な取組状況), reason (理由), rationale (指標・目標値の考え方), description (事業概要), directGoal (直接目標), text.</summary>
    [Label("種別", "Kind", Description = "What the paragraph is: currentState (現状), approach (取組の方向性), goal (到達目標), issue (課題), progress (主な取組状況), reason (理由), rationale (指標・目標値の考え方), description (事業概要), directGoal (直接目標), text.", DescriptionJapanese = "段落の種別。currentState(現状)、approach(取組の方向性)、goal(到達目標)、issue(課題)、progress(主な取組状況)、reason(理由)、rationale(指標・目標値の考え方)、description(事業概要)、directGoal(直接目標)、text(その他)")]
    public required string Kind { get; init; }

    /// <summary>Position in the document, from 1.</summary>
    [Label("番号", "Number", Description = "Position in the document, from 1.", DescriptionJapanese = "文書の中での順番(1始まり)")]
    public required int Number { get; init; }

    /// <summary>Text.</summary>
    [Label("本文", "Text")]
    [Searched]
    public required string Text { get; init; }
}
