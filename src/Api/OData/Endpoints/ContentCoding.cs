using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Kawasaki.Api.OData.Endpoints;

/// <summary>How the bytes of an answer are compressed.</summary>
internal enum ContentCoding
{
    /// <summary>Not at all.</summary>
    Identity,

    /// <summary>`gzip`.</summary>
    Gzip,

    /// <summary>`br`.</summary>
    Brotli,
}

/// <summary>Chooses the coding of an answer.</summary>
/// <remarks>Source: RFC 9110, section 12.5.3. A caller who accepts nothing we have, not even plain bytes, gets plain bytes, as the section allows.</remarks>
internal static class ContentCodings
{
    /// <summary>The coding liked best; of equals the smallest answer.</summary>
    /// <param name="headers">Headers of the request.</param>
    public static ContentCoding Choose(IHeaderDictionary headers)
    {
        if (headers.AcceptEncoding.Count == 0
            || !StringWithQualityHeaderValue.TryParseList([.. headers.AcceptEncoding.Select(v => v ?? "")], out var wanted))
        {
            return ContentCoding.Identity;
        }

        var (brotli, gzip) = (Quality("br") ?? Quality("*") ?? 0, Quality("gzip") ?? Quality("x-gzip") ?? Quality("*") ?? 0);
        var best = Math.Max(brotli, gzip);
        return best == 0 || best < (Quality("identity") ?? 0) ? ContentCoding.Identity : brotli == best ? ContentCoding.Brotli : ContentCoding.Gzip;

        double? Quality(string coding) =>
            wanted.FirstOrDefault(w => w.Value.Equals(coding, StringComparison.OrdinalIgnoreCase)) is { } found ? found.Quality ?? 1 : null;
    }

    /// <summary>The coding's name in `Content-Encoding`; null for none.</summary>
    /// <param name="coding">The coding.</param>
    public static string? Name(this ContentCoding coding) => coding switch
    {
        ContentCoding.Identity => null,
        ContentCoding.Gzip => "gzip",
        ContentCoding.Brotli => "br",
        _ => throw new ArgumentOutOfRangeException(nameof(coding)),
    };
}
