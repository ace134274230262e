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

    /// <summary>Every scope there is.</summary>
    public static IReadOnlyList<string> All { get; } = [WriteStatusReports, WriteObservations, ManageWebhooks, ReadAudit];

    /// <summary>The scope that writing rows of a set needs; null for a set that nobody writes over HTTP.</summary>
    /// <param name="set">Name of the set, in any case.</param>
    public static string? ToWrite(string set) => BySet.GetValueOrDefault(set);
}
