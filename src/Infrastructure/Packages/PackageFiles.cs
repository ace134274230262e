using System.IO;
using Kawasaki.Domain.Errors;

namespace Kawasaki.Infrastructure.Packages;

/// <summary>The bytes of a package, read once, so that what is validated is what is loaded.</summary>
/// <param name="Source">Where they come from, for messages.</param>
/// <param name="Files">Bytes by file name; only `datapackage.json` and CSV files.</param>
internal sealed record PackageFiles(string Source, IReadOnlyDictionary<string, byte[]> Files)
{
    /// <summary>Above this a file is refused unread: the whole package of the five documents is under 4 MB.</summary>
    public const long MaxFileBytes = 256 * 1024 * 1024;

    /// <summary>Identity of the package: hash of its descriptor, which holds the hash of every other file; null without a descriptor.</summary>
    public string? Hash => Files.TryGetValue(PackageDescriptor.FileName, out var bytes) ? PackageDescriptor.Hash(bytes) : null;

    /// <summary>Reads a package folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public static async Task<Result<PackageFiles>> ReadFolderAsync(string folder, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(folder))
        {
            return new Problem(ErrorCode.PackageFileMissing, $"{folder} is not there: expected a folder with {PackageDescriptor.FileName} and its CSV files", folder);
        }

        var files = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var path in Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal))
        {
            var name = Path.GetFileName(path);
            if (name != PackageDescriptor.FileName && !name.EndsWith(".csv", StringComparison.Ordinal))
            {
                continue;
            }

            if (new FileInfo(path).Length > MaxFileBytes)
            {
                return new Problem(ErrorCode.PackageFileDamaged, $"{name} is larger than {MaxFileBytes} bytes", name);
            }

            try
            {
                files[name] = await File.ReadAllBytesAsync(path, cancellationToken);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                return new Problem(ErrorCode.PackageFileMissing, $"{name} cannot be read: {e.Message}", name);
            }
        }

        return new PackageFiles(folder, files);
    }
}
