namespace Kawasaki.Infrastructure.Packages.Rules;

/// <summary>Every unit the five documents print, as extracted; a new one is added here when a new document brings it.</summary>
internal static class KnownUnits
{
    /// <summary>The units.</summary>
    public static IReadOnlySet<string> All { get; } = new HashSet<string>(StringComparer.Ordinal)
    {
        "%", "TEU", "t", "か所", "シナリオ", "テーマ", "メニュー", "ユーザー", "万円", "事業", "交差点", "人", "件", "企業", "企業・団体", "億円",
        "公園", "円", "分", "区", "千円", "台", "名", "回", "団体", "地区", "地域", "基", "年", "店舗", "施設", "施設・窓口", "日", "時間", "本",
        "枚", "校", "棟", "業務", "歳", "点", "病棟", "社", "種類", "箇所", "組織", "者", "言語", "路線", "農園", "通", "部", "部署", "項目", "館",
        "駅", "㎡", "割", "標本", "町会・自治会",
    };
}
