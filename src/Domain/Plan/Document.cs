using Kawasaki.Domain.Model;

namespace Kawasaki.Domain.Plan;

/// <summary>One of the published documents that state everything the service serves.</summary>
[PublishedSet("documents")]
[Label("原資料", "Source document")]
public sealed class Document : Entity
{
    /// <summary>Title.</summary>
    [Label("表題", "Title")]
    [Searched(Weight = 4)]
    public required string Title { get; init; }

    /// <summary>Kind.</summary>
    [Label("種別", "Kind")]
    public required DocumentKind Kind { get; init; }

    /// <summary>Day of issue; null where the document prints a month or a year only, see issuedLabel.</summary>
    [Label("発行日", "Issued on", Description = "Day of issue; null where the document prints a month or a year only, see issuedLabel.", DescriptionJapanese = "発行日。月又は年までしか記載のない場合は空(issuedLabelを参照)")]
    public DateOnly? IssuedOn { get; init; }

    /// <summary>When it was issued, as the document or its register prints it; null if not stated.</summary>
    [Label("発行時期(原文)", "Issued, as printed", Description = "When it was issued, as the document or its register prints it.", DescriptionJapanese = "発行時期の記載そのもの")]
    public string? IssuedLabel { get; init; }

    /// <summary>Name of the text file the lines are counted in.</summary>
    [Label("ファイル名", "File name", Description = "Name of the text file the lines are counted in.", DescriptionJapanese = "行番号の基準となるテキストファイルの名前")]
    public required string FileName { get; init; }

    /// <summary>Lower-case hexadecimal SHA-256 of the text file.</summary>
    [Label("SHA-256", "SHA-256", Description = "Lower-case hexadecimal SHA-256 of the text file.", DescriptionJapanese = "テキストファイルのSHA-256(16進小文字)")]
    public required string Sha256 { get; init; }

    /// <summary>Lines of the text file, the last one without line end included.</summary>
    [Label("行数", "Line count", Unit = "lines", Description = "Lines of the text file, the last one without line end included.", DescriptionJapanese = "テキストファイルの行数(改行のない最終行を含む)")]
    public required int LineCount { get; init; }
}
