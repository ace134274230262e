namespace Kawasaki.Domain.Query;

/// <summary>The state of the data: two reads at the same version see the same rows.</summary>
/// <param name="Number">Raised by every committed change.</param>
/// <param name="Lineage">Tells one database from another: numbers of different ones do not compare.</param>
/// <param name="ChangedAt">When the change was committed that made it.</param>
public sealed record DataVersion(long Number, Guid Lineage, DateTimeOffset ChangedAt = default);

/// <summary>What a database holds that can serve.</summary>
/// <param name="Version">Version of the data.</param>
/// <param name="Schema">Last script of its schema.</param>
public sealed record StoreState(DataVersion Version, string Schema);

/// <summary>Knows the version of the data that reads see now.</summary>
public interface IDataVersions
{
    /// <summary>The version, not behind the last announced change; null while it is not known, and nothing kept may then be served.</summary>
    DataVersion? Current { get; }

    /// <summary>Says that a version is committed, before its notice has come: until it or a later one was read the version is not known.</summary>
    /// <remarks>A write says so before it answers, so that no caller of this instance is shown data from before a write it knows of.</remarks>
    /// <param name="number">Number of the version that holds the write.</param>
    void AtLeast(long number);
}
