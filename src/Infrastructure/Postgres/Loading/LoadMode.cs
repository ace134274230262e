namespace Kawasaki.Infrastructure.Postgres.Loading;

/// <summary>How a load goes about it.</summary>
internal enum LoadMode
{
    /// <summary>Writes; gives up when another load is at work.</summary>
    Load,

    /// <summary>Counts and rolls back; gives up when another load is at work.</summary>
    DryRun,

    /// <summary>For a starting service: waits for another load and does nothing if the database has had the package.</summary>
    OnceAndWait,
}
