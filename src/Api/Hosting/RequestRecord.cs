using Kawasaki.Api.Operations;
using Kawasaki.Domain.Errors;
using Microsoft.AspNetCore.Http;

namespace Kawasaki.Api.Hosting;

/// <summary>What the one log line of a request tells besides method, path and status; filled on the way.</summary>
internal sealed class RequestRecord
{
    /// <summary>What was asked, without any value: the set and the names of the options.</summary>
    public string Question { get; set; } = "";

    /// <summary>Code of the problem answered; null if none.</summary>
    public ErrorCode? Problem { get; set; }

    /// <summary>Rows written; children of expansions not counted.</summary>
    public int Rows { get; set; }

    /// <summary>Body, in bytes.</summary>
    public long Bytes { get; set; }

    /// <summary>What it costs its client of what may be asked within a minute.</summary>
    public int Cost { get; set; } = 1;

    /// <summary>True when nothing had to be read or made to know that the client has the answer already (304): that costs nothing.</summary>
    public bool IsKnownAtOnce { get; set; }

    /// <summary>Takes this cost; null where nothing is counted.</summary>
    public RateCharge? Charge { get; set; }

    /// <summary>Time for parsing.</summary>
    public TimeSpan Parse { get; set; }

    /// <summary>Time for binding.</summary>
    public TimeSpan Bind { get; set; }

    /// <summary>Time from the bound plan to the first row.</summary>
    public TimeSpan FirstRow { get; set; }

    /// <summary>Time for reading and writing the rows.</summary>
    public TimeSpan Write { get; set; }

    /// <summary>Where the answer came from: `hit`, `miss`, or `off` when it could not be kept.</summary>
    public string Cache { get; set; } = "off";

    /// <summary>Where the statement came from: `hit`, `miss`, or `off` when it could not be kept.</summary>
    public string Plan { get; set; } = "off";

    /// <summary>Questions whose statement was known so far.</summary>
    public long PlanHits { get; set; }

    /// <summary>Questions whose statement was not known so far.</summary>
    public long PlanMisses { get; set; }

    /// <summary>Answers from the cache so far.</summary>
    public long CacheHits { get; set; }

    /// <summary>Answers not in the cache so far.</summary>
    public long CacheMisses { get; set; }

    /// <summary>Memory of the cache, in bytes.</summary>
    public long CacheBytes { get; set; }

    /// <summary>The record of a request.</summary>
    /// <param name="context">The request.</param>
    public static RequestRecord Of(HttpContext context)
    {
        var record = context.Features.Get<RequestRecord>();
        if (record is null)
        {
            context.Features.Set(record = new RequestRecord());
        }

        return record;
    }
}
