using System.Text.Json;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Plan;
using Kawasaki.Infrastructure.Postgres.Connections;
using Npgsql;
using NpgsqlTypes;

namespace Kawasaki.Infrastructure.Postgres.Access;

/// <summary>Which audit entries are wanted; null asks for any.</summary>
/// <param name="Set">Name of the set.</param>
/// <param name="Code">Code of the row.</param>
/// <param name="Author">Name of the caller.</param>
/// <param name="Since">First moment.</param>
/// <param name="Limit">Most entries: the newest.</param>
public sealed record AuditQuestion(string? Set, string? Code, string? Author, DateTimeOffset? Since, int Limit);

/// <summary>Reads the audit entries for the command line.</summary>
/// <param name="sources">Connections.</param>
public sealed class AuditLog(DatabaseSources sources)
{
    private const string Statement = """
        select * from (
            select sequence, at, caller, credential, request_id, operation, entity_set, entity_code, changes, problem, attempts from plan.audit_log
            where ($1 is null or entity_set = $1) and ($2 is null or entity_code = $2) and ($3 is null or caller = $3) and ($4 is null or at >= $4)
            order by sequence desc limit $5) newest
        order by sequence
        """;

    private static readonly JsonSerializerOptions CamelCase = new(JsonSerializerDefaults.Web);

    /// <summary>The newest entries that are wanted, the oldest of them first.</summary>
    /// <param name="question">Which.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<Result<IReadOnlyList<AuditEntry>>> ReadAsync(AuditQuestion question, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(question);
        return sources.ReadAsync<IReadOnlyList<AuditEntry>>(
            DatabaseRole.Auditor,
            async (connection, token) =>
            {
                await using var _ = connection.ConfigureAwait(false);
                await using var command = new NpgsqlCommand(Statement, connection)
                {
                    Parameters =
                    {
                        Text(question.Set), Text(question.Code), Text(question.Author),
                        new() { Value = (object?)question.Since?.ToUniversalTime() ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.TimestampTz }, new() { Value = question.Limit },
                    },
                };
                var reader = await command.ExecuteReaderAsync(token).ConfigureAwait(false);
                await using var closing = reader.ConfigureAwait(false);
                var entries = new List<AuditEntry>();
                while (await reader.ReadAsync(token).ConfigureAwait(false))
                {
                    entries.Add(Read(reader));
                }

                return entries;
            },
            cancellationToken);
    }

    private static AuditEntry Read(NpgsqlDataReader reader) => new()
    {
        Sequence = reader.GetInt64(0),
        At = reader.GetFieldValue<DateTimeOffset>(1),
        Caller = reader.GetString(2),
        Credential = reader.GetString(3),
        RequestId = reader.GetString(4),
        Operation = Enum.Parse<AuditOperation>(reader.GetString(5), ignoreCase: true),
        EntitySet = reader.IsDBNull(6) ? null : reader.GetString(6),
        EntityCode = reader.IsDBNull(7) ? null : reader.GetString(7),
        Changes = JsonSerializer.Deserialize<List<AuditChange>>(reader.GetString(8), CamelCase)!,
        Problem = reader.IsDBNull(9) ? null : reader.GetString(9),
        Attempts = reader.GetInt32(10),
    };

    private static NpgsqlParameter Text(string? value) => new() { Value = (object?)value ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text };
}
