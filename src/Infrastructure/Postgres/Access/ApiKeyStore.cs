using Kawasaki.Domain.Access;
using Kawasaki.Domain.Errors;
using Kawasaki.Infrastructure.Postgres.Connections;
using Npgsql;
using NpgsqlTypes;

namespace Kawasaki.Infrastructure.Postgres.Access;

/// <summary>A key and what became of it.</summary>
/// <param name="Key">The key.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="LastUsedAt">When it was last used, a minute behind at most; null if it never was.</param>
public sealed record StoredKey(ApiKey Key, DateTimeOffset CreatedAt, DateTimeOffset? LastUsedAt);

/// <summary>API keys in the database: made, listed and revoked by the owner, looked up by the writer.</summary>
/// <param name="sources">Connections.</param>
public sealed class ApiKeyStore(DatabaseSources sources)
{
    private const string Columns = "key_id, name, key_hash, scopes, departments, source_systems, expires_at, revoked_at, created_at, last_used_at";

    /// <summary>The key of that id, whatever its state.</summary>
    /// <param name="id">Public id.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <returns>Problems: <see cref="ErrorCode.UnknownKey"/>, and those of a database that is away.</returns>
    public Task<Result<ApiKey>> FindAsync(string id, CancellationToken cancellationToken) =>
        sources.OneAsync(DatabaseRole.Writer, $"select {Columns} from access.api_keys where key_id = $1", [Text(id)], row => Read(row).Key, Unknown(id), cancellationToken);

    /// <summary>Stores a new key.</summary>
    /// <param name="key">The key.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The key as stored. Problems: <see cref="ErrorCode.KeyRefused"/> when a department does not exist, and those of the database.</returns>
    public async Task<Result<StoredKey>> CreateAsync(ApiKey key, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (await CheckAsync(key.Departments, cancellationToken).ConfigureAwait(false) is { } problem)
        {
            return problem;
        }

        const string Insert = $"""
            insert into access.api_keys (key_id, name, key_hash, scopes, departments, source_systems, expires_at)
            values ($1, $2, $3, $4, $5, $6, $7) returning {Columns}
            """;
        return await sources.OneAsync(
            DatabaseRole.Owner,
            Insert,
            [Text(key.Id), Text(key.Name), new() { Value = key.Hash.ToArray() }, Texts(key.Scopes), Texts(key.Departments), Texts(key.SourceSystems), Time(key.ExpiresAt)],
            Read,
            Unknown(key.Id),
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Every key, the oldest first.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<Result<IReadOnlyList<StoredKey>>> ListAsync(CancellationToken cancellationToken) =>
        sources.AllAsync(DatabaseRole.Owner, $"select {Columns} from access.api_keys order by created_at, key_id", [], Read, cancellationToken);

    /// <summary>Revokes a key; one that is revoked already stays as it is.</summary>
    /// <param name="id">Public id.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The key. Problems: <see cref="ErrorCode.UnknownKey"/>, and those of the database.</returns>
    public Task<Result<StoredKey>> RevokeAsync(string id, CancellationToken cancellationToken) =>
        sources.OneAsync(
            DatabaseRole.Owner,
            $"update access.api_keys set revoked_at = coalesce(revoked_at, now()) where key_id = $1 returning {Columns}",
            [Text(id)],
            Read,
            Unknown(id),
            cancellationToken);

    private async Task<Problem?> CheckAsync(IReadOnlySet<string>? departments, CancellationToken cancellationToken)
    {
        if (departments is null)
        {
            return null;
        }

        var known = await sources.AllAsync(DatabaseRole.Owner, "select code from plan.departments order by code", [], row => row.GetString(0), cancellationToken).ConfigureAwait(false);
        return !known.IsOk ? known.Problem
            : departments.FirstOrDefault(d => !known.Value.Contains(d)) is not { } missing ? null
            : new Problem(
                ErrorCode.KeyRefused,
                $"There is no department '{missing}'.",
                Hint: Nearest.Of(missing, known.Value) is { } near ? $"Did you mean '{near}'?" : "The set departments lists them; load the data package first.");
    }

    private static StoredKey Read(NpgsqlDataReader row) => new(
        new ApiKey(row.GetString(0), row.GetString(1), row.GetFieldValue<byte[]>(2), Set(row, 3)!, Set(row, 4), Set(row, 5), When(row, 6), When(row, 7)),
        When(row, 8)!.Value,
        When(row, 9));

    private static HashSet<string>? Set(NpgsqlDataReader row, int column) =>
        row.IsDBNull(column) ? null : new(row.GetFieldValue<string[]>(column), StringComparer.Ordinal);

    private static DateTimeOffset? When(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetFieldValue<DateTimeOffset>(column);

    private static NpgsqlParameter Text(string value) => new() { Value = value, NpgsqlDbType = NpgsqlDbType.Text };

    private static NpgsqlParameter Texts(IReadOnlySet<string>? values) =>
        new() { Value = values?.Order(StringComparer.Ordinal).ToArray() ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text };

    private static NpgsqlParameter Time(DateTimeOffset? value) =>
        new() { Value = value?.ToUniversalTime() ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlDbType.TimestampTz };

    private static Problem Unknown(string id) => new(ErrorCode.UnknownKey, $"There is no key '{id}'.", Hint: "keys list names them.");
}
