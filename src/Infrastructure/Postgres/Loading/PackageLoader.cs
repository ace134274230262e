using System.Collections;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Packages;
using Kawasaki.Domain.Plan;
using Kawasaki.Infrastructure.Packages;
using Kawasaki.Infrastructure.Postgres.Connections;
using Kawasaki.Infrastructure.Postgres.Mapping;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Kawasaki.Infrastructure.Postgres.Loading;

/// <summary>L5: brings the database to the rows of a package, or to the passages of the documents, in one transaction; writes only what differs.</summary>
/// <remarks>
/// Rows that others wrote (status reports, reported actuals) stay: a load deletes only what an earlier load brought.
/// Each changed row has one entry in the change feed; the data version rises once, at commit, when a row changed.
/// </remarks>
public sealed class PackageLoader(DatabaseSources sources, ILogger logger)
{
    private static readonly PackageSchema Schema = PackageSchema.From(PlanModel.Instance.Published);

    /// <summary>Who changed, in the feed, when a package was loaded.</summary>
    public const string LoadName = "load";

    /// <summary>Who changed, in the feed, when documents were imported.</summary>
    public const string ImportName = "import";

    /// <summary>Validates a package folder and loads it.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="isDryRun">True to roll everything back after counting.</param>
    /// <param name="progress">Told of every step; null for none.</param>
    /// <param name="cancellationToken">Stops the load; nothing is changed then.</param>
    /// <returns>Problems: <see cref="ErrorCode.PackageInvalid"/> with every finding, <see cref="ErrorCode.LoadInProgress"/>, those of the database.</returns>
    public async Task<Result<LoadReport>> LoadAsync(string folder, bool isDryRun, IProgress<LoadProgress>? progress, CancellationToken cancellationToken)
    {
        var files = await PackageFiles.ReadFolderAsync(folder, cancellationToken).ConfigureAwait(false);
        return files.IsOk ? await LoadAsync(files.Value, isDryRun ? LoadMode.DryRun : LoadMode.Load, progress, cancellationToken).ConfigureAwait(false) : files.Problem;
    }

    /// <summary>Loads a package folder unless this database has had it before: an operator's newer package is not undone by a restart.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="progress">Told of every step; null for none.</param>
    /// <param name="cancellationToken">Stops the load.</param>
    /// <returns>A report without sets when there was nothing to do.</returns>
    public async Task<Result<LoadReport>> LoadIfNewAsync(string folder, IProgress<LoadProgress>? progress, CancellationToken cancellationToken)
    {
        var files = await PackageFiles.ReadFolderAsync(folder, cancellationToken).ConfigureAwait(false);
        if (!files.IsOk)
        {
            return files.Problem;
        }

        var isKnown = await sources.WriteAsync<Answer>(DatabaseRole.Owner, async (connection, token) =>
        {
            await using var _ = connection;
            return new Answer(await IsKnownAsync(connection, files.Value.Hash, token).ConfigureAwait(false));
        }, cancellationToken).ConfigureAwait(false);
        return isKnown switch
        {
            { Problem: { } problem } => problem,
            { Value.Yes: true } => new LoadReport([], false),
            _ => await LoadAsync(files.Value, LoadMode.OnceAndWait, progress, cancellationToken).ConfigureAwait(false),
        };
    }

    /// <summary>Stores the prose of the documents as passages; the package made from the same documents must have been loaded.</summary>
    /// <param name="data">What was extracted from the documents.</param>
    /// <param name="isDryRun">True to roll everything back after counting.</param>
    /// <param name="progress">Told of every step; null for none.</param>
    /// <param name="cancellationToken">Stops the import; nothing is changed then.</param>
    public Task<Result<LoadReport>> ImportAsync(PlanData data, bool isDryRun, IProgress<LoadProgress>? progress, CancellationToken cancellationToken)
    {
        var set = PlanModel.Instance.Published.FindSet("passages")!;
        var table = PackageSchema.TableOf(set, typeof(Passage));
        return RunAsync(
            new LoadPlan([(table, data.Passages)], ImportName, isDryRun ? LoadMode.DryRun : LoadMode.Load, PackageHash: null),
            (connection, token) => SourceDocumentsAsync(connection, data.Documents, token),
            progress,
            cancellationToken);
    }

    internal async Task<Result<LoadReport>> LoadAsync(PackageFiles files, LoadMode mode, IProgress<LoadProgress>? progress, CancellationToken cancellationToken)
    {
        var content = PackageContent.Read(Schema, files);
        var findings = PackageValidator.Validate(content);
        if (findings.Count > 0)
        {
            return new Problem(ErrorCode.PackageInvalid, $"{files.Source} is no valid data package: {findings.Count} finding(s). Nothing was changed.", files.Source, Details: findings);
        }

        var data = content.ToPlanData();
        return await RunAsync(
            new LoadPlan([.. Schema.Tables.Select(t => (t, t.RowsOf(data)))], LoadName, mode, files.Hash),
            check: null,
            progress,
            cancellationToken).ConfigureAwait(false);
    }

    private Task<Result<LoadReport>> RunAsync(
        LoadPlan plan,
        Func<NpgsqlConnection, CancellationToken, Task<Problem?>>? check,
        IProgress<LoadProgress>? progress,
        CancellationToken cancellationToken) =>
        sources.WriteAsync<LoadReport>(DatabaseRole.Owner, async (connection, token) =>
        {
            await using var _ = connection;
            await using var transaction = await connection.BeginTransactionAsync(token).ConfigureAwait(false);
            if (await LoadLock.TakeAsync(connection, plan.SessionName, plan.Mode == LoadMode.OnceAndWait, token).ConfigureAwait(false) is { } held)
            {
                return held;
            }

            if (plan.Mode == LoadMode.OnceAndWait && await IsKnownAsync(connection, plan.PackageHash, token).ConfigureAwait(false))
            {
                return new LoadReport([], false);
            }

            if (check is not null && await check(connection, token).ConfigureAwait(false) is { } refused)
            {
                return refused;
            }

            var report = await LoadTablesAsync(connection, plan, progress, token).ConfigureAwait(false);
            if (plan.PackageHash is { } hash)
            {
                await RememberAsync(connection, hash, report, token).ConfigureAwait(false);
            }

            // References are checked here, not at commit, so that a dry run finds them too.
            await ExecuteAsync(connection, "set constraints all immediate", token).ConfigureAwait(false);
            await (plan.IsDryRun ? transaction.RollbackAsync(token) : transaction.CommitAsync(token)).ConfigureAwait(false);
            Log.Loaded(logger, plan.ChangedBy, report.Sets.Sum(s => s.Rows), report.Total, plan.IsDryRun);
            return report;
        }, cancellationToken);

    private static async Task<LoadReport> LoadTablesAsync(NpgsqlConnection connection, LoadPlan plan, IProgress<LoadProgress>? progress, CancellationToken cancellationToken)
    {
        await ExecuteAsync(connection, "set constraints all deferred", cancellationToken).ConfigureAwait(false);
        await NameCallerAsync(connection, plan.ChangedBy, cancellationToken).ConfigureAwait(false);
        var sets = new List<SetChanges>();
        foreach (var (table, rows) in plan.Tables)
        {
            progress?.Report(new LoadProgress(table.Name, sets.Count, plan.Tables.Count));
            sets.Add(await new TableLoad(table, connection).RunAsync(rows, cancellationToken).ConfigureAwait(false));
        }

        progress?.Report(new LoadProgress("done", sets.Count, plan.Tables.Count));
        return new LoadReport(sets, plan.IsDryRun);
    }

    // The feed names who changed rows by this.
    private static async Task NameCallerAsync(NpgsqlConnection connection, string caller, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select set_config('kawasaki.caller', $1, true)", connection) { Parameters = { new() { Value = caller } } };
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    private static async Task<bool> IsKnownAsync(NpgsqlConnection connection, string? packageHash, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select exists (select from plan.package_loads where package_hash = $1)", connection)
        {
            Parameters = { new() { Value = packageHash ?? "" } },
        };
        return (bool)(await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false))!;
    }

    private static async Task RememberAsync(NpgsqlConnection connection, string packageHash, LoadReport report, CancellationToken cancellationToken)
    {
        const string remember = """
            insert into plan.package_loads (package_hash, changed_rows)
            select $1, $2 where $1 is distinct from (select package_hash from plan.package_loads order by sequence desc limit 1)
            """;
        await using var command = new NpgsqlCommand(remember, connection) { Parameters = { new() { Value = packageHash }, new() { Value = report.Total } } };
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Passages carry lines of the very files that the facts were read from.</summary>
    private static async Task<Problem?> SourceDocumentsAsync(NpgsqlConnection connection, IEnumerable<Document> documents, CancellationToken cancellationToken)
    {
        foreach (var document in documents)
        {
            await using var command = new NpgsqlCommand("select sha256 from plan.documents where code = $1", connection) { Parameters = { new() { Value = document.Code } } };
            var loaded = await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) as string;
            if (loaded != document.Sha256)
            {
                var found = loaded is null ? "the database has no such document" : $"the database was loaded from a file with SHA-256 {loaded}";
                return new Problem(ErrorCode.DocumentMissing, $"{document.FileName} is not the document {document.Code} of the loaded package: its SHA-256 is {document.Sha256}, {found}.", document.FileName, "Extract and load the package of these documents first.");
            }
        }

        return null;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string statement, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(statement, connection);
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    private sealed record LoadPlan(IReadOnlyList<(PackageTable Table, IList Rows)> Tables, string ChangedBy, LoadMode Mode, string? PackageHash)
    {
        public bool IsDryRun => Mode == LoadMode.DryRun;

        public string SessionName => $"kawasaki-plan-api {ChangedBy} {Environment.MachineName}:{Environment.ProcessId}";
    }

    private sealed record Answer(bool Yes);
}
