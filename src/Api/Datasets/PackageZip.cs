using System.IO;
using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using Kawasaki.Api.OData.Writing;
using Kawasaki.Api.OData.Writing.Tables;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;

namespace Kawasaki.Api.Datasets;

/// <summary>Writes the archive of the whole database, an entry after the other, in constant memory.</summary>
/// <param name="reader">Reads the sets.</param>
/// <param name="sender">Where the archive is made.</param>
/// <param name="modified">Date of its entries.</param>
internal sealed class PackageZip(SetReader reader, FileSender sender, DateTimeOffset modified) : IDisposable
{
    /// <summary>Name of the description of all CSV files: where programs look for it.</summary>
    public const string MetadataName = "csv-metadata.json";

    /// <summary>The oldest date that an entry of an archive can have.</summary>
    public static readonly DateTimeOffset Oldest = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    // Pieces given to the compressor.
    private const int PieceBytes = 32 * 1024;

    private readonly ZipArchive archive = new(new PageStream(sender.Buffer), ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8);
    private readonly PageBuffer piece = new();

    /// <summary>Adds a text.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="text">The text.</param>
    public void Add(string name, string text)
    {
        using var entry = Open(name);
        entry.Write(Encoding.UTF8.GetBytes(text));
    }

    /// <summary>Adds a JSON document.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="document">The document.</param>
    public void Add(string name, JsonObject document)
    {
        using var entry = Open(name);
        JsonFile.Write(piece, document);
        Flush(entry);
    }

    /// <summary>Adds a set as CSV.</summary>
    /// <param name="set">The set.</param>
    /// <param name="plan">The question for its rows, flat.</param>
    /// <param name="token">Ends the reading.</param>
    public async Task<Result<int>> AddAsync(EntitySetModel set, ReadPlan plan, CancellationToken token)
    {
        await using var entry = Open(set.Name + ".csv");
        var read = await reader.EachAsync(plan, cursor => new CsvRowsWriter(piece, TableColumn.Of(plan, cursor.Layout), DatasetTable.Csv, set.Name), SendAsync, token);
        Flush(entry);
        return read;

        async ValueTask SendAsync(CancellationToken patience)
        {
            if (piece.Length > PieceBytes)
            {
                Flush(entry);
                await sender.SendDueAsync(patience);
            }
        }
    }

    /// <summary>Writes the end of the archive.</summary>
    public void End() => archive.Dispose();

    /// <inheritdoc/>
    public void Dispose()
    {
        archive.Dispose();
        piece.Dispose();
    }

    private Stream Open(string name)
    {
        var entry = archive.CreateEntry(name, CompressionLevel.Optimal);
        entry.LastWriteTime = modified.ToUniversalTime();
        return entry.Open();
    }

    private void Flush(Stream entry)
    {
        entry.Write(piece.Written.Span);
        piece.Clear();
    }
}
