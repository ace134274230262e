using Kawasaki.Api.OData.Endpoints;
using Kawasaki.Domain.Errors;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Kawasaki.Api.OData.Batches;

/// <summary>What the headers of a batch say about its answer.</summary>
/// <param name="Version">OData version of the answer.</param>
/// <param name="IsJson">Whether the answer is JSON rather than multipart.</param>
/// <param name="ContinuesOnError">The preference; null without one.</param>
internal sealed record BatchNegotiation(string Version, bool IsJson, bool? ContinuesOnError)
{
    /// <summary>Media type of the multipart format.</summary>
    public const string Mixed = "multipart/mixed";

    /// <summary>Media type of the JSON format.</summary>
    public const string Json = "application/json";

    /// <summary>Reads the headers, or says what cannot be honoured.</summary>
    /// <param name="headers">Headers of the batch.</param>
    /// <param name="isJson">Format of the batch.</param>
    public static Result<BatchNegotiation> Of(IHeaderDictionary headers, bool isJson)
    {
        var version = Negotiator.Negotiate(headers, null, AnswerKind.Number);
        if (!version.IsOk)
        {
            return version.Problem;
        }

        var accept = StringValues.IsNullOrEmpty(headers.Accept) ? new StringValues("*/*") : headers.Accept;
        if (!MediaTypeHeaderValue.TryParseStrictList([.. accept.Select(a => a ?? "")], out var wanted))
        {
            return new Problem(ErrorCode.BadHeader, "The Accept header is not a list of media types.", "Accept");
        }

        // The format of the request, when it is as good as the other.
        string[] offers = isJson ? [Json, Mixed] : [Mixed, Json];
        var types = wanted.Where(t => t.Quality is not 0).OrderByDescending(t => t.Quality ?? 1);
        var chosen = types.Select(t => offers.FirstOrDefault(o => new MediaTypeHeaderValue(o).IsSubsetOf(new MediaTypeHeaderValue(t.MediaType)))).FirstOrDefault(o => o is not null);
        return chosen is null
            ? new Problem(ErrorCode.NotAcceptable, $"The answer to a batch can be {Mixed} or {Json}; none of that is accepted by the request.", "Accept")
            : new BatchNegotiation(version.Value.Format.Version, chosen == Json, Continues(headers));
    }

    private static bool? Continues(IHeaderDictionary headers)
    {
        foreach (var preference in headers["Prefer"].SelectMany(p => (p ?? "").Split(',', StringSplitOptions.TrimEntries)))
        {
            switch (preference.Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant())
            {
                case "CONTINUE-ON-ERROR" or "ODATA.CONTINUE-ON-ERROR" or "CONTINUE-ON-ERROR=TRUE" or "ODATA.CONTINUE-ON-ERROR=TRUE":
                    return true;
                case "CONTINUE-ON-ERROR=FALSE" or "ODATA.CONTINUE-ON-ERROR=FALSE":
                    return false;
            }
        }

        return null;
    }
}
