using System.IO;
using Kawasaki.Domain.Errors;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Kawasaki.Api.Hosting;

/// <summary>Reads the body of a request whole, as long as it is within a limit.</summary>
internal static class BoundedBody
{
    private const int PieceBytes = 16 * 1024;

    /// <summary>Reads the body; one that says it is longer than the limit is refused before it is read.</summary>
    /// <param name="http">The request.</param>
    /// <param name="maxBytes">Longest body.</param>
    /// <param name="tooLong">The problem with a longer one.</param>
    /// <param name="token">Ends the reading.</param>
    public static async Task<Result<ReadOnlyMemory<byte>>> ReadAsync(HttpContext http, int maxBytes, Problem tooLong, CancellationToken token)
    {
        if (http.Request.ContentLength > maxBytes)
        {
            return tooLong;
        }

        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } server)
        {
            server.MaxRequestBodySize = maxBytes + 1L; // ours has the better message
        }

        using var body = new MemoryStream();
        var piece = new byte[PieceBytes];
        while (await http.Request.Body.ReadAsync(piece, token) is var length and > 0)
        {
            if (body.Length + length > maxBytes)
            {
                return tooLong;
            }

            body.Write(piece, 0, length);
        }

        return new ReadOnlyMemory<byte>(body.GetBuffer(), 0, (int)body.Length);
    }
}
