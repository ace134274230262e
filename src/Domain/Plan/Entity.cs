using Kawasaki.Domain.Model;

namespace Kawasaki.Domain.Plan;

/// <summary>A published row with its natural key.</summary>
public abstract class Entity
{
    /// <summary>Natural key, stable from load to load, made of `[a-z0-9.-]` only; unique in its set.</summary>
    [Label("コード", "Code", Description = "Natural key, stable from load to load.", DescriptionJapanese = "読込みのたびに変わらない自然キー")]
    public required string Code { get; init; }
}

/// <summary>A row that one line of a source document states.</summary>
public abstract class Fact : Entity
{
    /// <summary>The document that states the row: code of a <see cref="Document"/>.</summary>
    [Label("文書コード", "Document code", Description = "The document that states this row.", DescriptionJapanese = "この行を記載している文書")]
    public required string DocumentCode { get; init; }

    /// <summary>1-based line of the source file.</summary>
    [Label("行番号", "Line", Description = "1-based line of the source file.", DescriptionJapanese = "原資料ファイルの行番号(1始まり)")]
    public required int Line { get; init; }

    /// <summary>Printed page; null if unknown.</summary>
    [Label("ページ", "Page", Description = "Printed page; null if the document does not settle it.", DescriptionJapanese = "印刷ページ。不明な場合は空")]
    public int? Page { get; init; }

    /// <summary>The document that states the row.</summary>
    [Label("文書", "Document")]
    public Document? Document { get; init; }
}
