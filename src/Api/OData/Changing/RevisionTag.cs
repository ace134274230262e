using System.Globalization;

namespace Kawasaki.Api.OData.Changing;

/// <summary>The strong ETag of a row: its revision, and where an answer shows more than the row alone, a hash of that answer behind it.</summary>
internal static class RevisionTag
{
    /// <summary>`"123"`.</summary>
    public static string Of(long revision) => string.Create(CultureInfo.InvariantCulture, $"\"{revision}\"");

    /// <summary>The revision in a tag of ours, quoted; null for any other tag, which no row has.</summary>
    public static long? Read(string tag)
    {
        var text = tag.AsSpan().Trim();
        if (text is not ['"', .. var inner, '"'])
        {
            return null;
        }

        var end = inner.IndexOf('.');
        return long.TryParse(end < 0 ? inner : inner[..end], NumberStyles.None, CultureInfo.InvariantCulture, out var revision) ? revision : null;
    }
}
