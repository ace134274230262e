using Kawasaki.Domain.Model;

namespace Kawasaki.Api.Catalog;

/// <summary>What a catalogue says of a set, out of the published model.</summary>
internal static class SetText
{
    /// <summary>The whole in a sentence, in Japanese.</summary>
    public const string AboutJapanese = "川崎市の総合計画実施計画・行財政改革プログラム・施策評価に記載された政策、施策、事務事業、指標、数値、改革課題、収支見通しを、原資料の文書・ページ・行番号とともに提供します。";

    /// <summary>The whole in a sentence, in English.</summary>
    public const string AboutEnglish = "Policies, measures, projects, indicators, figures, reform tasks and the fiscal frame that public documents of Kawasaki City state, each with document, page and line.";

    /// <summary>Title of a set.</summary>
    /// <param name="set">The set.</param>
    public static (string Japanese, string English) Title(EntitySetModel set) => ($"{set.Japanese}(川崎市の計画データ)", $"{set.English} (plan data of Kawasaki City)");

    /// <summary>Description of a set: what it is and its fields.</summary>
    /// <param name="set">The set.</param>
    public static (string Japanese, string English) Description(EntitySetModel set) => (
        $"川崎市の総合計画・行財政改革プログラムの公表資料による「{set.Japanese}」の一覧です。{set.Type.Text.DescriptionJapanese}項目：{string.Join("、", set.Type.Properties.Select(p => p.Text.Japanese))}。",
        $"{set.English}, from the public documents of Kawasaki City's plans. {set.Type.Text.Description} Fields: {string.Join(", ", set.Type.Properties.Select(p => p.Text.English))}.");
}
