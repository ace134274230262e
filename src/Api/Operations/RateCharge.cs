using System.Globalization;
using Kawasaki.Api.Hosting;
using Microsoft.AspNetCore.Http;

namespace Kawasaki.Api.Operations;

/// <summary>What one request costs its client: taken once, when the head of the answer goes out, or in the end where none did.</summary>
internal sealed class RateCharge
{
    private readonly HttpResponse response;
    private readonly RequestRecord record;
    private readonly Bucket bucket;
    private readonly string limit;
    private readonly TimeProvider time;
    private readonly bool isNamed;
    private bool isTaken;
    private int left;
    private TimeSpan full;

    /// <summary>Notes it in the record of the request, whose end takes it at the latest.</summary>
    /// <param name="response">The answer.</param>
    /// <param name="record">The request's record.</param>
    /// <param name="bucket">What its client may still ask.</param>
    /// <param name="limit">What its client may ask in all, as a header says it.</param>
    /// <param name="time">The clock.</param>
    /// <param name="isNamed">Whether its client has shown who it is.</param>
    public RateCharge(HttpResponse response, RequestRecord record, Bucket bucket, string limit, TimeProvider time, bool isNamed)
    {
        (this.response, this.record, this.bucket, this.limit, this.time, this.isNamed) = (response, record, bucket, limit, time, isNamed);
        record.Charge = this;
    }

    /// <summary>Tells the client what is left.</summary>
    /// <param name="charge">The charge.</param>
    public static Task Tell(object charge)
    {
        ((RateCharge)charge).Tell();
        return Task.CompletedTask;
    }

    /// <summary>Takes nothing.</summary>
    public void Waive() => Take(0);

    /// <summary>Takes what the request cost, if it is not taken yet: nothing for what the client had already, unless the database had to be asked for that and nobody knows who it is.</summary>
    public void Take() => Take(response.StatusCode != StatusCodes.Status304NotModified ? record.Cost : record.IsKnownAtOnce || isNamed ? 0 : 1);

    private void Take(int cost)
    {
        if (!isTaken)
        {
            isTaken = true;
            (left, full) = bucket.Take(cost, time);
        }
    }

    private void Tell()
    {
        Take();
        var headers = response.Headers;
        headers["RateLimit-Limit"] = limit;
        headers["RateLimit-Remaining"] = left.ToString(CultureInfo.InvariantCulture);
        headers["RateLimit-Reset"] = ((int)Math.Ceiling(full.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
    }
}
