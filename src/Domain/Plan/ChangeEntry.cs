using Kawasaki.Domain.Model;

namespace Kawasaki.Domain.Plan;

/// <summary>One committed change of one row; the feed that mirrors follow.</summary>
[PublishedSet("changes", InPackage = false, IsTracked = false)]
[Label("変更履歴", "Change")]
public sealed class ChangeEntry
{
    /// <summary>Key; ascending in the order of the feed.</summary>
    [Label("連番", "Sequence", Description = "Key; ascending in the order of the feed.", DescriptionJapanese = "キー。変更の順に増加する")]
    public required long Sequence { get; init; }

    /// <summary>Entity set.</summary>
    [Label("対象の集合", "Entity set")]
    public required string EntitySet { get; init; }

    /// <summary>Entity code.</summary>
    [Label("対象コード", "Entity code")]
    public required string EntityCode { get; init; }

    /// <summary>Operation.</summary>
    [Label("操作", "Operation")]
    public required ChangeOperation Operation { get; init; }

    /// <summary>Changed at.</summary>
    [Label("変更日時", "Changed at")]
    public required DateTimeOffset ChangedAt { get; init; }

    /// <summary>Changed by.</summary>
    [Label("変更者", "Changed by")]
    public required string ChangedBy { get; init; }

    /// <summary>Version of the data that holds the change; all changes of one transaction have one.</summary>
    [Label("データの版", "Data version", Description = "Version of the data that holds the change; all changes of one transaction have the same.", DescriptionJapanese = "変更を含むデータの版。同一トランザクションの変更は同じ版をもつ")]
    public required long DataVersion { get; init; }
}
