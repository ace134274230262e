namespace Kawasaki.Api.Catalog;

/// <summary>The sentences that stand on every page and in every file: the source (出典) and the rights.</summary>
/// <remarks>Form of the first: Public Data License 1.0 (公共データ利用規約 第1.0版), for edited content.</remarks>
/// <param name="Japanese">The source in Japanese, ready to copy.</param>
/// <param name="English">The source in English, ready to copy.</param>
internal sealed record Attribution(string Japanese, string English)
{
    /// <summary>Whose the source documents are, in Japanese.</summary>
    public const string RightsJapanese = "原資料の著作権は川崎市に帰属します。";

    /// <summary>Whose the source documents are, in English.</summary>
    public const string RightsEnglish = "The rights in the source documents stay with Kawasaki City.";

    /// <summary>The sentences for what is at an address.</summary>
    /// <param name="options">The terms.</param>
    /// <param name="address">Absolute address of the page or file.</param>
    public static Attribution Of(PublicationOptions options, string address) => new(
        $"出典：川崎市の総合計画・行財政改革の公表資料を加工して作成（{options.Publisher}、{address}、{options.LicenceName}）",
        $"Source: plan and reform documents of Kawasaki City, edited ({options.Publisher}, {address}, {options.LicenceName})");
}
