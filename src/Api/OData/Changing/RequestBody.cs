using Kawasaki.Api.Hosting;
using Kawasaki.Domain.Errors;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Kawasaki.Api.OData.Changing;

/// <summary>The body of a changing request, whole and within its limit.</summary>
/// <param name="Bytes">The body.</param>
/// <param name="IsIeee754">Whether numbers may be strings.</param>
/// <param name="IsText">Whether it is plain text.</param>
internal sealed record RequestBody(ReadOnlyMemory<byte> Bytes, bool IsIeee754, bool IsText)
{
    /// <summary>No body.</summary>
    public static RequestBody Empty { get; } = new(ReadOnlyMemory<byte>.Empty, false, false);

    private const string Json = "application/json";
    private const string Text = "text/plain";

    /// <summary>Reads the body; one that is longer than the limit is refused before it is read.</summary>
    /// <param name="http">The request.</param>
    /// <param name="maxBytes">Longest body.</param>
    /// <param name="isTextTaken">Whether plain text is taken in place of JSON.</param>
    /// <param name="token">Ends the reading.</param>
    public static async Task<Result<RequestBody>> ReadAsync(HttpContext http, int maxBytes, bool isTextTaken, CancellationToken token)
    {
        var wanted = isTextTaken ? Text : Json;
        if (!MediaTypeHeaderValue.TryParse(http.Request.ContentType, out var type)
            || !(type.MediaType.Equals(wanted, StringComparison.OrdinalIgnoreCase) || (isTextTaken && type.MediaType.Equals(Json, StringComparison.OrdinalIgnoreCase))))
        {
            return new Problem(ErrorCode.UnsupportedMediaType, $"The body is {wanted}.", "Content-Type");
        }

        if (type.Charset.HasValue && !type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase))
        {
            return new Problem(ErrorCode.UnsupportedMediaType, "The body is UTF-8.", "Content-Type");
        }

        var body = await BoundedBody.ReadAsync(http, maxBytes, new Problem(ErrorCode.BodyTooLarge, $"The body has more than {maxBytes} bytes."), token);
        if (!body.IsOk)
        {
            return body.Problem;
        }

        var isIeee754 = type.Parameters.Any(p => p.Name.Equals("IEEE754Compatible", StringComparison.OrdinalIgnoreCase) && p.Value.Equals("true", StringComparison.OrdinalIgnoreCase));
        return new RequestBody(body.Value, isIeee754, type.MediaType.Equals(Text, StringComparison.OrdinalIgnoreCase));
    }
}
