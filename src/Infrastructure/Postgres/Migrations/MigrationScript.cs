using System.IO;
using System.Security.Cryptography;
using System.Text;

namespace Kawasaki.Infrastructure.Postgres.Migrations;

/// <summary>A numbered script of the schema, embedded in the program.</summary>
/// <param name="Name">File name without ending, `0001_structure`: the order of application.</param>
/// <param name="Text">SQL, run in one transaction.</param>
/// <param name="Sha256">Lower-case hexadecimal digest of the text with LF line ends.</param>
internal sealed record MigrationScript(string Name, string Text, string Sha256)
{
    private const string Prefix = "Kawasaki.Infrastructure.Postgres.Migrations.";

    /// <summary>Every numbered script, in order.</summary>
    public static IReadOnlyList<MigrationScript> All { get; } =
    [
        .. typeof(MigrationScript).Assembly.GetManifestResourceNames()
            .Where(r => r.StartsWith(Prefix, StringComparison.Ordinal) && char.IsAsciiDigit(r[Prefix.Length]))
            .Order(StringComparer.Ordinal)
            .Select(r => Of(Path.GetFileNameWithoutExtension(r[Prefix.Length..]), Read(r))),
    ];

    /// <summary>Creates roles and schema; repeatable.</summary>
    public static string Roles { get; } = Read(Prefix + "roles.sql");

    /// <summary>Grants what each role may do; repeatable.</summary>
    public static string Grants { get; } = Read(Prefix + "grants.sql");

    /// <summary>A script of that text.</summary>
    public static MigrationScript Of(string name, string text)
    {
        var unix = text.ReplaceLineEndings("\n");
        return new MigrationScript(name, unix, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(unix))));
    }

    private static string Read(string resource)
    {
        using var stream = typeof(MigrationScript).Assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"The program was built without {resource}.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}

/// <summary>A script that the database has had.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Sha256">Digest of the text that was run.</param>
internal sealed record AppliedScript(string Name, string Sha256);
