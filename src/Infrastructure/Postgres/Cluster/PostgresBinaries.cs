using System.Globalization;
using System.IO;
using System.Text.RegularExpressions;
using Kawasaki.Domain.Errors;

namespace Kawasaki.Infrastructure.Postgres.Cluster;

/// <summary>PostgreSQL as it is installed here.</summary>
/// <param name="Folder">Folder of the programs.</param>
/// <param name="Major">Major version.</param>
/// <param name="Version">Version as it calls itself.</param>
internal sealed partial record PostgresBinaries(string Folder, int Major, string Version)
{
    private const string Install = "Install them with: sudo apt-get install -y postgresql";

    private static readonly string[] Needed = ["initdb", "pg_ctl", "postgres"];

    /// <summary>Path of one of the programs.</summary>
    public string Program(string name) => Path.Combine(Folder, name);

    /// <summary>Finds the binaries: the folder given, else the newest that is installed, that of the data folder's version first.</summary>
    /// <param name="given">Folder the operator names; null to look.</param>
    /// <param name="wanted">Major version of an existing data folder; null when there is none yet.</param>
    /// <param name="shell">Runs `postgres --version`.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    public static async Task<Result<PostgresBinaries>> FindAsync(string? given, int? wanted, Shell shell, CancellationToken cancellationToken)
    {
        var found = new List<PostgresBinaries>();
        foreach (var folder in given is null ? Candidates() : [given])
        {
            if (Needed.All(n => File.Exists(Path.Combine(folder, n))) && await VersionOfAsync(folder, shell, cancellationToken).ConfigureAwait(false) is { } binaries)
            {
                found.Add(binaries);
            }
        }

        if (found.Count == 0)
        {
            return new Problem(ErrorCode.PrivateCluster, given is null ? "PostgreSQL's binaries are not installed." : $"{given} does not hold initdb, pg_ctl and postgres.",
                Target: "KAWASAKI_PG_BIN", Hint: given is null ? Install : "Correct KAWASAKI_PG_BIN, or leave it out.");
        }

        if (wanted is not null)
        {
            return found.FirstOrDefault(b => b.Major == wanted) is { } same
                ? same
                : new Problem(ErrorCode.PrivateCluster, $"The private database was made by PostgreSQL {wanted}, and only {string.Join(", ", found.Select(b => b.Version))} is installed.",
                    Hint: $"Install it (sudo apt-get install -y postgresql-{wanted}), or move the folder away: load fills a new one.");
        }

        var newest = found.MaxBy(b => b.Major)!;
        return newest.Major >= PostgresVersion.Oldest
            ? newest
            : new Problem(ErrorCode.PrivateCluster, $"PostgreSQL {newest.Version} in {newest.Folder} is too old; {PostgresVersion.Oldest} or newer is needed.", Hint: Install);
    }

    private static IEnumerable<string> Candidates()
    {
        foreach (var parent in (string[])["/usr/lib/postgresql", "/usr/local/lib/postgresql", "/usr/pgsql"])
        {
            foreach (var folder in Directory.Exists(parent) ? Directory.GetDirectories(parent) : [])
            {
                yield return Path.Combine(folder, "bin");
            }
        }

        foreach (var folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
        {
            yield return folder;
        }
    }

    private static async Task<PostgresBinaries?> VersionOfAsync(string folder, Shell shell, CancellationToken cancellationToken)
    {
        var result = await shell.RunAsync("/", Path.Combine(folder, "postgres"), ["--version"], cancellationToken).ConfigureAwait(false);
        var match = VersionPattern().Match(result.Output);
        return result.ExitCode == 0 && match.Success
            ? new PostgresBinaries(folder, int.Parse(match.Groups["major"].ValueSpan, CultureInfo.InvariantCulture), match.Groups["version"].Value)
            : null;
    }

    [GeneratedRegex(@"\(PostgreSQL\) (?<version>(?<major>\d+)\S*)")]
    private static partial Regex VersionPattern();
}
