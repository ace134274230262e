using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace Kawasaki.Api.OData.Bodies;

/// <summary>Makes codes of rows; here and not in the database, so that a request can refer to a row it makes.</summary>
internal static class RowCode
{
    private static readonly SearchValues<char> Plain = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    /// <summary>A code that is always the same for the same names, and another for any other: readable where they are, `portal.17`.</summary>
    /// <param name="names">Names of the row in its source system.</param>
    public static string Of(IReadOnlyList<string> names)
    {
        // Two plain names have exactly one point between them; a digest has none.
        var isPlain = names.All(n => n.Length > 0 && !n.AsSpan().ContainsAnyExcept(Plain)) && names.Sum(n => n.Length) < 150;
        return isPlain ? string.Join('.', names) : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', names))).AsSpan(0, 20));
    }

    /// <summary>A code that no row has; in the order of time, so that the index grows at its end.</summary>
    public static string New() => Guid.CreateVersion7().ToString();
}
