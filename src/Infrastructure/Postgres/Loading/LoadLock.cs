using System.Globalization;
using Kawasaki.Domain.Errors;
using Npgsql;

namespace Kawasaki.Infrastructure.Postgres.Loading;

/// <summary>One load or import at a time in a database: a transaction lock, so that a killed process leaves none behind.</summary>
internal static class LoadLock
{
    /// <summary>"Kaw load" in ASCII: the advisory lock of loads and imports.</summary>
    private const long Key = 0x4b6177206c6f6164;

    /// <summary>Takes the lock until the end of the transaction.</summary>
    /// <param name="connection">Inside its transaction.</param>
    /// <param name="who">Name under which others see this session.</param>
    /// <param name="isPatient">True to wait for the holder, as long as a statement may run.</param>
    /// <param name="cancellationToken">Stops the attempt.</param>
    /// <returns>Null when taken; else who holds it.</returns>
    public static async Task<Problem?> TakeAsync(NpgsqlConnection connection, string who, bool isPatient, CancellationToken cancellationToken)
    {
        if (isPatient)
        {
            await using var wait = new NpgsqlCommand("set local lock_timeout = 0; select pg_advisory_xact_lock(" + Key.ToString(CultureInfo.InvariantCulture) + "); set local lock_timeout to default", connection);
            await wait.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }

        await using var take = new NpgsqlCommand("select set_config('application_name', $1, true), pg_try_advisory_xact_lock($2)", connection)
        {
            Parameters = { new() { Value = who }, new() { Value = Key } },
        };
        await using (var reader = await take.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false))
        {
            await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
            if (reader.GetBoolean(1))
            {
                return null;
            }
        }

        return new Problem(
            ErrorCode.LoadInProgress,
            $"Another load or import is at work: {await HolderAsync(connection, cancellationToken).ConfigureAwait(false)}. Nothing was changed.",
            Hint: "Wait until it has ended, then load again.");
    }

    private static async Task<string> HolderAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        const string holder = """
            select a.application_name, a.pid, a.usename
            from pg_locks l join pg_stat_activity a on a.pid = l.pid
            where l.locktype = 'advisory' and l.granted and l.objsubid = 1
              and l.classid::bigint = $1 >> 32 and l.objid::bigint = $1 & 4294967295
              and l.database = (select oid from pg_database where datname = current_database())
            """;
        await using var command = new NpgsqlCommand(holder, connection) { Parameters = { new() { Value = Key } } };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        return await reader.ReadAsync(cancellationToken).ConfigureAwait(false)
            ? string.Create(CultureInfo.InvariantCulture, $"{reader.GetString(0)} (server process {reader.GetInt32(1)}, user {reader.GetString(2)})")
            : "it has just ended";
    }
}
