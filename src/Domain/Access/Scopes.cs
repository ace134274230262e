using System.Collections.Frozen;

namespace Kawasaki.Domain.Access;

/// <summary>What a caller may be allowed to do, by name. Reading what is published needs none.</summary>
public static class Scopes
{
    /// <summary>Write rows of `statusReports`.</summary>
    public const string WriteStatusReports = "statusReports.write";

    /// <summary>Write reported rows of `observations`.</summary>
    public const string WriteObservations = "observations.write";

    /// <summary>Make, change and remove webhook subscriptions.</summary>
    public const string ManageWebhooks = "webhooks.manage";

    /// <summary>Read who changed what.</summary>
    public const string ReadAudit = "audit.read";

    private static readonly FrozenDictionary<string, string> BySet = new Dictionary<string, string>
    {
        ["statusReports"] = WriteStatusReports,
        ["observations"] = WriteObservations,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, string> Guarded = new Dictionary<string, string> { ["auditEntries"] = ReadAudit }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> BySetText = BySet.GetAlternateLookup<ReadOnlySpan<char>>();
    private static readonly FrozenDictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> GuardedText = Guarded.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Every scope there is.</summary>
    public static IReadOnlyList<string> All { get; } = [WriteStatusReports, WriteObservations, ManageWebhooks, ReadAudit];

    /// <summary>The scope that writing rows of a set needs; null for a set that nobody writes over HTTP.</summary>
    /// <param name="set">Name of the set, in any case.</param>
    public static string? ToWrite(string set) => BySet.GetValueOrDefault(set);

    /// <summary>The scope that reading a set needs; null for a set that everybody reads.</summary>
    /// <param name="set">Name of the set, in any case.</param>
    public static string? ToRead(string set) => Guarded.GetValueOrDefault(set);

    /// <summary>Whether a name is that of a set whose reading or writing needs a scope.</summary>
    /// <param name="name">What may be the name of a set, in any case.</param>
    public static bool IsGuardedOrWritten(ReadOnlySpan<char> name) => BySetText.ContainsKey(name) || GuardedText.ContainsKey(name);
}
