using System.Security.Cryptography;
using System.Text;

namespace Kawasaki.Infrastructure.Documents;

/// <summary>L1: the text of one source document, line by line; line numbers start at 1.</summary>
internal sealed class SourceDocument
{
    private SourceDocument(DocumentEntry entry, string fileName, string sha256, IReadOnlyList<string> lines) =>
        (Entry, FileName, Sha256, Lines) = (entry, fileName, sha256, lines);

    /// <summary>What the register says of it.</summary>
    public DocumentEntry Entry { get; }

    /// <summary>Document code, such as `ip3`.</summary>
    public string Code => Entry.Code;

    /// <summary>Name of the file without its folder.</summary>
    public string FileName { get; }

    /// <summary>Lower-case hexadecimal SHA-256 of the file's bytes.</summary>
    public string Sha256 { get; }

    /// <summary>Lines without their line ends; `Lines[0]` is line 1.</summary>
    public IReadOnlyList<string> Lines { get; }

    /// <summary>The text of a line.</summary>
    /// <param name="line">1-based number.</param>
    public string this[int line] => Lines[line - 1];

    /// <summary>Reads a document from its bytes; a byte sequence that is not UTF-8 throws <see cref="DecoderFallbackException"/>.</summary>
    /// <param name="entry">Its entry in the register.</param>
    /// <param name="fileName">Name of the file without its folder.</param>
    /// <param name="bytes">The whole file.</param>
    public static SourceDocument FromBytes(DocumentEntry entry, string fileName, byte[] bytes)
    {
        var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);
        var lines = text.Split('\n');
        if (lines[^1].Length == 0)
        {
            lines = lines[..^1];
        }

        return new SourceDocument(entry, fileName, Convert.ToHexStringLower(SHA256.HashData(bytes)), lines);
    }
}
