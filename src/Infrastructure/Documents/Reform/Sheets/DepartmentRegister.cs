using Kawasaki.Domain.Plan;

namespace Kawasaki.Infrastructure.Documents.Reform.Sheets;

/// <summary>A department that the reform programme names.</summary>
/// <param name="Code">ASCII slug.</param>
/// <param name="Name">Name as the sheets print it.</param>
/// <param name="Kind">Kind.</param>
/// <param name="WardCode">Ward of a ward office.</param>
internal sealed record DepartmentEntry(string Code, string Name, DepartmentKind Kind, string? WardCode = null);

/// <summary>
/// The departments of the reform programme. Their slugs are ours (the documents print names only), so that they are
/// fixed here once; a name that is not here is not guessed at.
/// </summary>
internal static class DepartmentRegister
{
    /// <summary>Every department, in the order of the city's own lists.</summary>
    public static IReadOnlyList<DepartmentEntry> Entries { get; } =
    [
        new("general-affairs-and-planning", "総務企画局", DepartmentKind.Bureau),
        new("finance", "財政局", DepartmentKind.Bureau),
        new("civic-affairs-and-culture", "市民文化局", DepartmentKind.Bureau),
        new("economic-and-labor-affairs", "経済労働局", DepartmentKind.Bureau),
        new("environment", "環境局", DepartmentKind.Bureau),
        new("health-and-welfare", "健康福祉局", DepartmentKind.Bureau),
        new("child-and-youth-affairs", "こども未来局", DepartmentKind.Bureau),
        new("urban-development", "まちづくり局", DepartmentKind.Bureau),
        new("construction-and-greenery", "建設緑政局", DepartmentKind.Bureau),
        new("port-and-harbor", "港湾局", DepartmentKind.Bureau),
        new("waterfront-international-strategy", "臨海部国際戦略本部", DepartmentKind.Bureau),
        new("crisis-management", "危機管理本部", DepartmentKind.Bureau),
        new("accounting", "会計室", DepartmentKind.Bureau),
        new("kawasaki-ward-office", "川崎区役所", DepartmentKind.WardOffice, "141313"),
        new("saiwai-ward-office", "幸区役所", DepartmentKind.WardOffice, "141321"),
        new("nakahara-ward-office", "中原区役所", DepartmentKind.WardOffice, "141330"),
        new("takatsu-ward-office", "高津区役所", DepartmentKind.WardOffice, "141348"),
        new("miyamae-ward-office", "宮前区役所", DepartmentKind.WardOffice, "141356"),
        new("tama-ward-office", "多摩区役所", DepartmentKind.WardOffice, "141364"),
        new("asao-ward-office", "麻生区役所", DepartmentKind.WardOffice, "141372"),
        new("water-and-sewerage", "上下水道局", DepartmentKind.Enterprise),
        new("transportation", "交通局", DepartmentKind.Enterprise),
        new("hospitals", "病院局", DepartmentKind.Enterprise),
        new("fire", "消防局", DepartmentKind.Bureau),
        new("board-of-education-secretariat", "教育委員会事務局", DepartmentKind.Secretariat),
        new("personnel-commission-secretariat", "人事委員会事務局", DepartmentKind.Secretariat),
        new("audit-secretariat", "監査事務局", DepartmentKind.Secretariat),
    ];

    /// <summary>The department of a name, blanks in the name and the spelling 子ども未来局 allowed; null if unknown.</summary>
    /// <param name="name">Printed name.</param>
    public static DepartmentEntry? Find(string name)
    {
        var plain = SheetText.WithoutBlanks(name).Replace("子ども未来局", "こども未来局", StringComparison.Ordinal);
        return Entries.FirstOrDefault(e => e.Name == plain);
    }

    /// <summary>The departments of a 所管 cell: one name, or one with further names in brackets (まちづくり局（交通局）); null if one is unknown.</summary>
    /// <param name="printed">所管 as printed.</param>
    public static IReadOnlyList<DepartmentEntry>? FindAll(string printed)
    {
        var found = printed.Split(['（', '）', '(', ')', '、'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(Find).ToList();
        return found.Count > 0 && found.All(e => e is not null) ? [.. found.OfType<DepartmentEntry>()] : null;
    }
}
