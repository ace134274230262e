using Kawasaki.Domain.Query;
using Kawasaki.Infrastructure.Postgres.Connections;
using Kawasaki.Infrastructure.Postgres.Mapping;

namespace Kawasaki.Infrastructure.Postgres.Query;

/// <summary>R3: makes a plan one statement of the reader role, or of one that may read more.</summary>
public sealed class PostgresReadStore : IReadStore
{
    private readonly DatabaseSources sources;
    private readonly StorageMap storage;
    private readonly TimeProvider time;
    private readonly DatabaseRole role;

    /// <summary>Reads the published model.</summary>
    /// <param name="sources">Connections of the reader role.</param>
    /// <param name="model">What is published and where it is kept.</param>
    /// <param name="time">Clock of deadlines.</param>
    /// <param name="role">As whom: the reader, or the auditor for sets that need a scope.</param>
    public PostgresReadStore(DatabaseSources sources, PlanModel model, TimeProvider time, DatabaseRole role = DatabaseRole.Reader)
        : this(sources, model.Storage, time, role)
    {
    }

    /// <summary>Reads any model.</summary>
    internal PostgresReadStore(DatabaseSources sources, StorageMap storage, TimeProvider time, DatabaseRole role = DatabaseRole.Reader) =>
        (this.sources, this.storage, this.time, this.role) = (sources, storage, time, role);

    /// <inheritdoc/>
    public ReadStatement Prepare(ReadPlan plan, ReadOptions options) =>
        new PostgresReadStatement(sources, SqlWriter.Write(plan, storage, options.Format), plan, options, time, role);
}
