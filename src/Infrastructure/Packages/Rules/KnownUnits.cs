namespace Kawasaki.Infrastructure.Packages.Rules;

/// <summary>Every unit the five documents print, as extracted; a new one is added here when a new document brings it.</summary>
internal static class KnownUnits
{
    /// <summary>The units.</summary>
    public static IReadOnlySet<string> All { get; } = new HashSet<string>(StringComparer.Ordinal)
    {
        "%", "人", "件", "回", "億円", "か所", "世帯", "団体", "円", "点", "台", "日", "年", "棟", "施設", "校", "館", "区", "社", "冊", "時間",
    };
}
