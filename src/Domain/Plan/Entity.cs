using Kawasaki.Domain.Model;

namespace Kawasaki.Domain.Plan;

/// <summary>A published row with its natural key.</summary>
public abstract class Entity
{
    /// <summary>Natural key, stable from load to load, made of `[a-z0-9.-]` only; unique in its set.</summary>
    [Label("コード", "Code", Description = "Natural key, stable from load to load.", DescriptionJapanese = "読込みのたびに変わらない自然キー")]
    [Writable(AtCreateOnly = true, HasDefault = true, MaxLength = 200)]
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

/// <summary>A figure: stated by one line of a source document, or reported by a system of the city, which then has neither document nor line.</summary>
public abstract class ReportableFact : Entity
{
    /// <summary>The document that states the row: code of a <see cref="Document"/>; null for a reported one.</summary>
    [Label("文書コード", "Document code", Description = "The document that states this row; null where a system reported it.", DescriptionJapanese = "この行を記載している文書。システムからの報告の場合は空")]
    [PackageCell(IsRequired = true)]
    public string? DocumentCode { get; init; }

    /// <summary>1-based line of the source file; null for a reported one.</summary>
    [Label("行番号", "Line", Description = "1-based line of the source file; null where a system reported it.", DescriptionJapanese = "原資料ファイルの行番号(1始まり)。システムからの報告の場合は空")]
    [PackageCell(IsRequired = true)]
    public int? Line { get; init; }

    /// <summary>Printed page; null if unknown.</summary>
    [Label("ページ", "Page", Description = "Printed page; null if the document does not settle it.", DescriptionJapanese = "印刷ページ。不明な場合は空")]
    public int? Page { get; init; }

    /// <summary>The system that reported the row; null for one that a document states.</summary>
    [Label("報告元システム", "Source system", Description = "The system that reported this row; null where a document states it.", DescriptionJapanese = "この行を報告したシステム。原資料に記載されている場合は空")]
    [PackageCell(IsAbsent = true)]
    [Writable(AtCreateOnly = true, IsRequired = true, MaxLength = 100)]
    public string? SourceSystem { get; init; }

    /// <summary>Name of the row in the system that reported it; null if that gives none.</summary>
    [Label("報告元の識別子", "External id", Description = "Name of the row in the system that reported it.", DescriptionJapanese = "報告元システムでの識別子")]
    [PackageCell(IsAbsent = true)]
    [Writable(AtCreateOnly = true, MaxLength = 200)]
    public string? ExternalId { get; init; }

    /// <summary>The document that states the row; null for a reported one.</summary>
    [Label("文書", "Document")]
    public Document? Document { get; init; }
}
