using Kawasaki.Domain.Plan;

namespace Kawasaki.Infrastructure.Documents;

/// <summary>The seven wards: names as the documents print them, 6-digit local government codes.</summary>
internal static class Wards
{
    /// <summary>The wards in the order of their codes.</summary>
    public static IReadOnlyList<(string Code, string Name, string NameEn)> All { get; } =
    [
        ("141313", "川崎区", "Kawasaki Ward"),
        ("141321", "幸区", "Saiwai Ward"),
        ("141330", "中原区", "Nakahara Ward"),
        ("141348", "高津区", "Takatsu Ward"),
        ("141356", "多摩区", "Tama Ward"),
        ("141364", "宮前区", "Miyamae Ward"),
        ("141372", "麻生区", "Asao Ward"),
    ];

    /// <summary>Code of a ward.</summary>
    /// <param name="name">Name such as `幸区`.</param>
    /// <returns>The code; null if there is no such ward.</returns>
    public static string? CodeOf(string name) => All.FirstOrDefault(w => w.Name == name).Code;

    /// <summary>Adds the wards that a table's header names, unless an earlier place has.</summary>
    /// <param name="scope">The document.</param>
    /// <param name="line">Line of the header.</param>
    /// <param name="names">Cells of the header.</param>
    public static void State(DocumentScope scope, int line, IEnumerable<string> names)
    {
        foreach (var (code, name, nameEn) in names.Select(n => All.FirstOrDefault(w => w.Name == n)).Where(w => w.Code is not null))
        {
            if (!scope.Package.Data.Wards.Exists(w => w.Code == code))
            {
                scope.Ledger.Record(line, "wards");
                scope.Package.Data.Wards.Add(new Ward { Code = code, DocumentCode = scope.Code, Line = line, Name = name, NameEn = nameEn });
            }
        }
    }
}
