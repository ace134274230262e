using System.Globalization;
using Kawasaki.Api.Hosting;
using Kawasaki.Api.OData.Writing;
using Kawasaki.Domain.Errors;
using Microsoft.AspNetCore.Http;

namespace Kawasaki.Api.OData.Batches;

/// <summary>The answer to one request of a batch.</summary>
/// <param name="Part">The request.</param>
/// <param name="Status">HTTP status.</param>
/// <param name="Headers">Its headers.</param>
/// <param name="Body">Its body, good until the request is disposed.</param>
internal sealed record PartAnswer(BatchPart Part, int Status, IHeaderDictionary Headers, ReadOnlyMemory<byte> Body)
{
    /// <summary>True when what was asked was done, as the specification counts it.</summary>
    public bool IsSuccess => Status is >= 200 and < 300;

    /// <summary>True for an answer that ends a batch which does not continue on errors.</summary>
    public bool IsError => Status >= 400;

    /// <summary>The answer to a request that did not run, or whose answer is of no use.</summary>
    /// <param name="part">The request.</param>
    /// <param name="requestId">Finds the request in the log.</param>
    /// <param name="problem">Why.</param>
    /// <param name="words">The language of it.</param>
    public static PartAnswer Of(BatchPart part, string requestId, Problem problem, ProblemWords words)
    {
        var body = ErrorWriter.Write(problem, requestId, words);
        IHeaderDictionary headers = new HeaderDictionary
        {
            ["OData-Version"] = "4.0",
            ["Content-Type"] = "application/json;odata.metadata=minimal",
        };
        headers.ContentLength = body.Length;
        words.Apply(headers);
        if (ProblemStatus.Wait(problem) is { } seconds)
        {
            headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        return new PartAnswer(part, ProblemStatus.Of(problem.Code), headers, body);
    }
}
