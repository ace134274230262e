using Kawasaki.Domain.Changes;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Model;
using Kawasaki.Infrastructure.Postgres.Connections;
using Kawasaki.Infrastructure.Postgres.Mapping;
using Npgsql;

namespace Kawasaki.Infrastructure.Postgres.Changing;

/// <summary>What the database itself refuses of a change, in the words of the request: constraints by name to the property they are about.</summary>
internal static class ChangeErrors
{
    /// <summary>True when the same attempt may succeed at once: nothing of it was kept.</summary>
    public static bool IsRetryable(PostgresException e) => e.SqlState is PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected;

    /// <summary>The problem behind a constraint that was violated; null for any other exception.</summary>
    public static Problem? Of(PostgresException e, StorageMap storage, ChangeGroup group)
    {
        var set = group.Changes.Select(c => c.Set).Distinct().FirstOrDefault(s => storage.Of(s.Type).Table.Name == e.TableName);
        return e.SqlState switch
        {
            // A row of another table refers to one that was removed.
            PostgresErrorCodes.ForeignKeyViolation when set is null || group.Changes.All(c => c.Kind == ChangeKind.Delete) =>
                new Problem(ErrorCode.Conflict, $"Rows of {e.TableName} refer to a row that would be removed."),
            PostgresErrorCodes.ForeignKeyViolation => new Problem(ErrorCode.ReferenceToNothing, "A reference leads to no row.", Target(e, set!, storage)),
            PostgresErrorCodes.UniqueViolation when set is not null =>
                new Problem(ErrorCode.Conflict, $"A row of {set.Name} with the same {string.Join(" and ", Named(e, set, storage).Select(p => p.Name))} exists already.", Target(e, set, storage)),
            PostgresErrorCodes.CheckViolation or PostgresErrorCodes.NotNullViolation when set is not null =>
                new Problem(ErrorCode.ValueRefused, $"The row breaks the rule {e.ConstraintName ?? "that a value is needed"} of {set.Name}.", Target(e, set, storage)),
            _ => PostgresErrors.ToProblem(e),
        };
    }

    private static string? Target(PostgresException e, EntitySetModel set, StorageMap storage) => Named(e, set, storage).FirstOrDefault()?.Name;

    // Constraints are named after their columns: fk_status_reports_project_code.
    private static IEnumerable<PropertyModel> Named(PostgresException e, EntitySetModel set, StorageMap storage) =>
        set.Writing!.Properties.Keys.Where(p => e.ColumnName == storage.Column(p).Column || e.ConstraintName?.Contains($"_{storage.Column(p).Column}", StringComparison.Ordinal) == true);
}
