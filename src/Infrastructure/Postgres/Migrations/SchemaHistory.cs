using Kawasaki.Domain.Errors;

namespace Kawasaki.Infrastructure.Postgres.Migrations;

/// <summary>Compares what a database has had with what this program knows.</summary>
internal static class SchemaHistory
{
    /// <summary>Scripts a database may be ahead by: during a rolling update the older program goes on beside the newer schema.</summary>
    public const int MostScriptsAhead = 1;

    /// <summary>The scripts still to be run, in order.</summary>
    /// <returns>Problems: <see cref="ErrorCode.SchemaMismatch"/> when a script was altered after it was applied, is missing in between, or the database is too far ahead.</returns>
    public static Result<IReadOnlyList<MigrationScript>> Pending(IReadOnlyList<AppliedScript> applied, IReadOnlyList<MigrationScript> known)
    {
        var common = Math.Min(applied.Count, known.Count);
        for (var i = 0; i < common; i++)
        {
            if (applied[i].Name != known[i].Name)
            {
                return Mismatch($"The database has had script {applied[i].Name} where this program has {known[i].Name}.");
            }

            if (applied[i].Sha256 != known[i].Sha256)
            {
                return Mismatch($"Script {known[i].Name} was changed after the database had it: applied {applied[i].Sha256[..12]}, here {known[i].Sha256[..12]}.");
            }
        }

        var ahead = applied.Count - known.Count;
        return ahead > MostScriptsAhead
            ? Mismatch($"The database is {ahead} scripts ahead of this program (last one {applied[^1].Name}); at most {MostScriptsAhead} is allowed.")
            : known.Skip(common).ToArray();
    }

    private static Problem Mismatch(string message) =>
        new(ErrorCode.SchemaMismatch, message, Target: "plan.schema_migrations", Hint: "Run the program of the version that made this database, or give it another database.");
}
