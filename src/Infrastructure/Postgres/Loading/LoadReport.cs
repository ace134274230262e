namespace Kawasaki.Infrastructure.Postgres.Loading;

/// <summary>What a load or an import changed, or would change.</summary>
/// <param name="Sets">One entry a table, in the order of the package.</param>
/// <param name="IsDryRun">True when everything was rolled back.</param>
public sealed record LoadReport(IReadOnlyList<SetChanges> Sets, bool IsDryRun)
{
    /// <summary>Rows changed in all.</summary>
    public int Total => Sets.Sum(s => s.Created + s.Updated + s.Deleted);
}

/// <summary>What changed in one table.</summary>
/// <param name="Set">Name of the set.</param>
/// <param name="Rows">Rows given.</param>
/// <param name="Created">Rows added.</param>
/// <param name="Updated">Rows that differed.</param>
/// <param name="Deleted">Rows of an earlier load that are given no more.</param>
public sealed record SetChanges(string Set, int Rows, int Created, int Updated, int Deleted);

/// <summary>How far a long piece of work is.</summary>
/// <param name="What">What is done now, such as the name of a set.</param>
/// <param name="Done">Steps done.</param>
/// <param name="Total">Steps in all.</param>
public sealed record LoadProgress(string What, int Done, int Total);
