using Kawasaki.Domain.Access;
using Kawasaki.Domain.Model;

namespace Kawasaki.Domain.Plan;

/// <summary>One change of one row that a system wrote, or attempts that were refused; never altered, never removed.</summary>
[PublishedSet("auditEntries", InPackage = false, IsTracked = false, ReadScope = Scopes.ReadAudit)]
[Label("監査記録", "Audit entry")]
public sealed class AuditEntry
{
    /// <summary>Key; ascending in the order in which entries were made.</summary>
    [Label("連番", "Sequence", Description = "Key; ascending in the order in which entries were made.", DescriptionJapanese = "キー。記録順に増加する")]
    public required long Sequence { get; init; }

    /// <summary>At.</summary>
    [Label("日時", "At")]
    public required DateTimeOffset At { get; init; }

    /// <summary>Who: name of the key or subject of the token.</summary>
    [Label("実行者", "Caller", Description = "Name of the key or subject of the token; '-' where nobody was recognized.", DescriptionJapanese = "キーの名前又はトークンの主体。特定できない場合は「-」")]
    public required string Caller { get; init; }

    /// <summary>With which credential.</summary>
    [Label("認証情報", "Credential", Description = "Public id of the key or of the token; empty where there is none.", DescriptionJapanese = "キー又はトークンの公開識別子")]
    public required string Credential { get; init; }

    /// <summary>From where: the request.</summary>
    [Label("要求番号", "Request id", Description = "The request, as in X-Request-Id and in the log.", DescriptionJapanese = "X-Request-Id及びログに記録される要求の識別子")]
    public required string RequestId { get; init; }

    /// <summary>What was done.</summary>
    [Label("操作", "Operation")]
    public required AuditOperation Operation { get; init; }

    /// <summary>Entity set; null where the refused request named none.</summary>
    [Label("対象の集合", "Entity set")]
    public string? EntitySet { get; init; }

    /// <summary>Entity code; null where the refused request named no row.</summary>
    [Label("対象コード", "Entity code")]
    public string? EntityCode { get; init; }

    /// <summary>What changed from what to what, a property each, by name; empty for a refusal.</summary>
    [Label("変更内容", "Changes", Description = "Each property that changed, with its value before and after.", DescriptionJapanese = "変更された項目と変更前後の値")]
    public IList<AuditChange> Changes { get; init; } = [];

    /// <summary>Why the attempt was refused; null for a change that was made.</summary>
    [Label("拒否の理由", "Problem", Description = "Why the attempt was refused.", DescriptionJapanese = "拒否の理由")]
    public string? Problem { get; init; }

    /// <summary>How many attempts the entry stands for: 1, or more where many of one kind were refused within a minute.</summary>
    [Label("回数", "Attempts", Description = "How many attempts the entry stands for: refusals of one kind beyond a limit are counted together.", DescriptionJapanese = "まとめて記録された試行の回数")]
    public required int Attempts { get; init; }
}

/// <summary>A property that changed.</summary>
[Label("変更項目", "Audit change")]
public sealed class AuditChange
{
    /// <summary>Published name of the property.</summary>
    [Label("項目", "Property")]
    public required string Property { get; init; }

    /// <summary>Its value before, as text; null for null, and for a row that was made.</summary>
    [Label("変更前", "Before")]
    public string? Before { get; init; }

    /// <summary>Its value after, as text; null for null, and for a row that was removed.</summary>
    [Label("変更後", "After")]
    public string? After { get; init; }
}
