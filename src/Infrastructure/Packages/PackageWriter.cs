using System.Collections;
using System.IO;
using System.Text;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Packages;

namespace Kawasaki.Infrastructure.Packages;

/// <summary>L4: writes rows as a data package: one CSV file a table and the descriptor; the same rows give the same bytes.</summary>
internal sealed class PackageWriter(PackageSchema schema)
{
    /// <summary>The package's files in memory, by name.</summary>
    /// <param name="data">The rows; passages are not part of a package.</param>
    public PackageFiles Render(PlanData data)
    {
        var files = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var table in schema.Tables)
        {
            files[table.FileName] = Render(table, table.RowsOf(data));
        }

        files[PackageDescriptor.FileName] = PackageDescriptor.Write(schema, data.Documents, files);
        return new PackageFiles("the extracted package", files);
    }

    /// <summary>Replaces a package folder by these files, all or nothing: they are written beside it and swapped in at the end.</summary>
    /// <param name="files">The files.</param>
    /// <param name="folder">The folder; made when it does not exist, refused when it holds something other than a package.</param>
    /// <param name="cancellationToken">Stops the writing; the old folder then stands.</param>
    /// <returns>The folder's full path.</returns>
    public static async Task<Result<string>> ReplaceFolderAsync(PackageFiles files, string folder, CancellationToken cancellationToken)
    {
        folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        if (Foreign(folder) is { } foreign)
        {
            return new Problem(ErrorCode.PackageFileMissing, $"{folder} holds {foreign}, which is no part of a data package: expected an empty folder or an older package", folder);
        }

        var fresh = $"{folder}.new-{Environment.ProcessId}";
        var old = $"{folder}.old-{Environment.ProcessId}";
        try
        {
            Directory.CreateDirectory(fresh);
            foreach (var (name, bytes) in files.Files)
            {
                await File.WriteAllBytesAsync(Path.Combine(fresh, name), bytes, cancellationToken);
            }

            if (Directory.Exists(folder))
            {
                Directory.Move(folder, old);
            }

            Directory.Move(fresh, folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new Problem(ErrorCode.PackageFileMissing, $"{folder} cannot be written: {e.Message}", folder);
        }
        finally
        {
            if (!Directory.Exists(folder) && Directory.Exists(old))
            {
                Directory.Move(old, folder);
            }

            DeleteIfThere(fresh);
            DeleteIfThere(old);
        }

        return folder;
    }

    private static byte[] Render(PackageTable table, IList rows)
    {
        var lines = rows.Cast<object>()
            .Select(row => table.Columns.Select(c => CellCodec.Write(c, c.Property.GetValue(row))).ToArray())
            .OrderBy(cells => string.Join('\n', table.Key.Select(k => cells[table.IndexOf(k.Name)])), StringComparer.Ordinal);
        var text = new StringBuilder();
        CsvText.Write(text, table.Columns.Select(c => c.Name));
        foreach (var cells in lines)
        {
            CsvText.Write(text, cells);
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static string? Foreign(string folder) => Directory.Exists(folder)
        ? Directory.EnumerateFileSystemEntries(folder)
            .Select(Path.GetFileName)
            .FirstOrDefault(name => name != PackageDescriptor.FileName && !name!.EndsWith(".csv", StringComparison.Ordinal))
        : null;

    private static void DeleteIfThere(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
