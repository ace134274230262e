using System.Globalization;
using Kawasaki.Api.Hosting;
using Kawasaki.Api.OData.Endpoints;
using Kawasaki.Api.OData.Writing;
using Kawasaki.Domain.Changes;
using Kawasaki.Domain.Errors;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Kawasaki.Api.OData.Batches;

/// <summary>`POST $batch`: many requests in one, each answered as if it had come alone (docs/decisions/0026).</summary>
/// <param name="options">The limits.</param>
/// <param name="store">Makes changes; null on a server that only reads.</param>
/// <param name="roots">The service root.</param>
/// <param name="time">Clock of the deadline.</param>
internal sealed class BatchPipeline(BatchOptions options, IChangeStore? store, ServiceRoot roots, TimeProvider time)
{
    private RequestDelegate? pipeline;

    /// <summary>Takes the server's pipeline, so that requests of a batch run through the very same.</summary>
    /// <param name="next">The pipeline.</param>
    public RequestDelegate Around(RequestDelegate next) => pipeline = next;

    /// <summary>Answers a batch.</summary>
    /// <param name="http">The request.</param>
    /// <param name="token">The caller's patience.</param>
    /// <returns>Null when the answer is sent; else the problem with the batch as a whole.</returns>
    public async Task<Problem?> RunAsync(HttpContext http, CancellationToken token)
    {
        if (PartRequest.Is(http))
        {
            return BatchProblem.Malformed("A batch cannot hold a batch.");
        }

        if (http.Request.QueryString.HasValue && http.Request.QueryString.Value!.Length > 1)
        {
            return new Problem(ErrorCode.UnknownOption, "A batch takes no query options; each of its requests has its own.");
        }

        var read = await ReadAsync(http, token);
        if (read is not { IsOk: true, Value: var batch })
        {
            return read.Problem;
        }

        var negotiated = BatchNegotiation.Of(http.Request.Headers, batch.IsJson);
        if (negotiated is not { IsOk: true, Value: var wanted })
        {
            return negotiated.Problem;
        }

        if (BatchRules.Check(batch) is { } broken)
        {
            return broken;
        }

        var (record, parts) = (RequestRecord.Of(http), batch.Steps.Sum(s => s.Parts.Count));
        record.Cost = Math.Max(1, parts);
        record.Question = string.Create(CultureInfo.InvariantCulture, $"$batch of {parts}");
        using var answer = new PageBuffer();
        using var writer = BatchAnswerWriter.Of(answer, wanted.IsJson);
        var runner = new BatchRunner(http, store, pipeline!, options, roots.Of(http.Request), new References(batch), time);
        // Without the preference each format has its own rule.
        await runner.RunAsync(batch, wanted.ContinuesOnError ?? batch.IsJson, writer, answer);
        writer.End();
        await SendAsync(http, wanted, writer.ContentType, answer.Written, token);
        return null;
    }

    private async Task<Result<BatchRequest>> ReadAsync(HttpContext http, CancellationToken token)
    {
        if (!MediaTypeHeaderValue.TryParse(http.Request.ContentType, out var type)
            || !(type.MediaType.Equals(BatchNegotiation.Mixed, StringComparison.OrdinalIgnoreCase) || type.MediaType.Equals(BatchNegotiation.Json, StringComparison.OrdinalIgnoreCase)))
        {
            return new Problem(ErrorCode.UnsupportedMediaType, $"A batch is {BatchNegotiation.Mixed} or {BatchNegotiation.Json}.", "Content-Type");
        }

        var isJson = type.MediaType.Equals(BatchNegotiation.Json, StringComparison.OrdinalIgnoreCase);
        var boundary = isJson ? null : MultipartParser.BoundaryOf(type);
        if (!isJson && boundary is null)
        {
            return new Problem(ErrorCode.BadHeader, "The Content-Type of a multipart batch needs a boundary of 1 to 70 characters.", "Content-Type");
        }

        var body = await BoundedBody.ReadAsync(http, options.MaxBytes, BatchProblem.TooLong(options), token);
        var headers = new PartHeaders(http.Request.Headers.Authorization.ToString());
        return !body.IsOk ? body.Problem
            : isJson ? new JsonBatchParser(options, headers).Parse(body.Value)
            : new MultipartParser(body.Value, options, headers).Parse(boundary!);
    }

    private static async Task SendAsync(HttpContext http, BatchNegotiation wanted, string contentType, ReadOnlyMemory<byte> body, CancellationToken token)
    {
        var response = http.Response;
        var coding = ContentCodings.Choose(http.Request.Headers);
        using var encoder = new BodyEncoder(coding);
        var encoded = encoder.Finish(body);
        response.Headers["OData-Version"] = wanted.Version;
        response.Headers.CacheControl = "no-store";
        if (wanted.ContinuesOnError is { } continues)
        {
            response.Headers["Preference-Applied"] = $"{(wanted.Version == "4.0" ? "odata." : "")}continue-on-error={(continues ? "true" : "false")}";
        }

        response.ContentType = contentType;
        response.Headers.ContentEncoding = coding.Name();
        response.ContentLength = encoded.Length;
        RequestRecord.Of(http).Bytes = encoded.Length;
        await response.Body.WriteAsync(encoded, token);
    }
}
