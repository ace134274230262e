namespace Kawasaki.Infrastructure.Packages.Rules;

/// <summary>Every unit the five documents print, as extracted; a new one is added here when a new document brings it.</summary>
internal static class KnownUnits
{
    /// <summary>The units.</summary>
    public static IReadOnlySet<string> All { get; } = new HashSet<string>(StringComparer.Ordinal)
    {
        "%", "人", "件", "回", "億円", "か所", "世帯", "団体", "円", "点", "台", "日", "年", "棟", "施設", "校", "館", "区", "社", "冊", "時間",
        "箇所", "千円", "名", "病棟", "本", "地域", "事業", "枚", "業務", "TEU", "通", "駅", "項目", "農園", "路線", "者", "組織", "種類", "施設・窓口", "基", "分",
        "企業・団体", "交差点", "ユーザー", "メニュー", "t", "シナリオ", "地区", "テーマ", "部署", "㎡",
    };
}
