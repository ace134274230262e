using Kawasaki.Domain.Model;

namespace Kawasaki.Domain.Plan;

/// <summary>Two places that contradict each other, both as printed.</summary>
[PublishedSet("discrepancies")]
[Label("不一致", "Discrepancy")]
public sealed class Discrepancy : Fact
{
    /// <summary>Name of the set of the row in question.</summary>
    [Label("対象の種類", "Subject kind", Description = "Name of the set of the row in question.", DescriptionJapanese = "食い違いのある行の集合の名前")]
    public required string SubjectKind { get; init; }

    /// <summary>Subject code.</summary>
    [Label("対象コード", "Subject code")]
    public required string SubjectCode { get; init; }

    /// <summary>Field.</summary>
    [Label("項目", "Field")]
    public required string Field { get; init; }

    /// <summary>What differs, in English.</summary>
    [Label("説明", "Description", Description = "What differs, in English.", DescriptionJapanese = "食い違いの内容(英語)")]
    [Searched]
    public required string Description { get; init; }

    /// <summary>First document code.</summary>
    [Label("第1文書", "First document code")]
    public required string FirstDocumentCode { get; init; }

    /// <summary>First line.</summary>
    [Label("第1行", "First line")]
    public required int FirstLine { get; init; }

    /// <summary>First text.</summary>
    [Label("第1原文", "First text")]
    public required string FirstText { get; init; }

    /// <summary>Second document code.</summary>
    [Label("第2文書", "Second document code")]
    public required string SecondDocumentCode { get; init; }

    /// <summary>Second line.</summary>
    [Label("第2行", "Second line")]
    public required int SecondLine { get; init; }

    /// <summary>Second text.</summary>
    [Label("第2原文", "Second text")]
    public required string SecondText { get; init; }
}
