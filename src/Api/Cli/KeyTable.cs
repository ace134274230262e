using System.Globalization;
using Kawasaki.Infrastructure.Postgres.Access;

namespace Kawasaki.Api.Cli;

/// <summary>Prints keys, without their secrets.</summary>
internal static class KeyTable
{
    /// <summary>The lines of the table: a key each, its limits below it.</summary>
    /// <param name="keys">The keys.</param>
    /// <param name="now">The time now.</param>
    public static IEnumerable<string> Lines(IReadOnlyList<StoredKey> keys, DateTimeOffset now)
    {
        yield return $"{"id",-14}{"state",-9}{"created",-22}{"expires",-22}{"last used",-22}name";
        foreach (var (key, createdAt, lastUsedAt) in keys)
        {
            var state = key.RevokedAt is not null ? "revoked" : key.ExpiresAt <= now ? "expired" : "live";
            yield return $"{key.Id,-14}{state,-9}{Time(createdAt),-22}{Time(key.ExpiresAt),-22}{Time(lastUsedAt),-22}{key.Name}";
            yield return $"  scopes: {List(key.Scopes)}; departments: {List(key.Departments)}; source systems: {List(key.SourceSystems)}";
        }
    }

    private static string Time(DateTimeOffset? time) => time?.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) ?? "never";

    private static string List(IReadOnlySet<string>? values) => values is null ? "all" : string.Join(' ', values.Order(StringComparer.Ordinal));
}
