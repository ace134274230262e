using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Kawasaki.Domain.Plan;

namespace Kawasaki.Api.Cli;

/// <summary>Prints audit entries: for people, and as JSON.</summary>
internal static class AuditTable
{
    private const string Nothing = "(none)";

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The lines of the table: an entry each, what it changed below it.</summary>
    /// <param name="entries">The entries.</param>
    public static IEnumerable<string> Lines(IEnumerable<AuditEntry> entries)
    {
        yield return $"{"sequence",-10}{"at",-22}{"operation",-11}{"row",-44}caller (credential) request";
        foreach (var entry in entries)
        {
            var row = entry.EntitySet is null ? "-" : entry.EntityCode is null ? entry.EntitySet : $"{entry.EntitySet}/{entry.EntityCode}";
            yield return Plain($"{entry.Sequence,-10}{Time(entry.At),-22}{Name(entry.Operation),-11}{row,-43} {entry.Caller} ({entry.Credential}) {entry.RequestId}");
            if (entry.Problem is { } problem)
            {
                yield return Plain($"  {problem}{(entry.Attempts > 1 ? string.Create(CultureInfo.InvariantCulture, $" ({entry.Attempts} times)") : "")}");
            }

            foreach (var change in entry.Changes)
            {
                yield return Plain($"  {change.Property}: {change.Before ?? Nothing} -> {change.After ?? Nothing}");
            }
        }
    }

    /// <summary>An entry as one line of JSON, in the names of the published set.</summary>
    /// <param name="entry">The entry.</param>
    public static string Json(AuditEntry entry) => JsonSerializer.Serialize(
        new
        {
            entry.Sequence,
            entry.At,
            entry.Caller,
            entry.Credential,
            entry.RequestId,
            Operation = Name(entry.Operation),
            entry.EntitySet,
            entry.EntityCode,
            entry.Changes,
            entry.Problem,
            entry.Attempts,
        },
        Options);

    private static string Name(AuditOperation operation) => JsonNamingPolicy.CamelCase.ConvertName(operation.ToString());

    private static string Time(DateTimeOffset time) => time.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    // What callers sent stands in the entries: no escape sequence of it reaches the screen, no line break forges a line.
    private static string Plain(string line) => string.Concat(line.Select(c => char.IsControl(c) ? '\uFFFD' : c)).TrimEnd();
}
