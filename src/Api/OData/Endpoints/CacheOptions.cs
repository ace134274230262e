using System.ComponentModel.DataAnnotations;
using Kawasaki.Domain.Settings;

namespace Kawasaki.Api.OData.Endpoints;

/// <summary>How long and how much is kept.</summary>
internal sealed record CacheOptions
{
    /// <summary>Memory for finished answers, which are sent again without the database until the data changes; 0 keeps none.</summary>
    /// <value>67,108,864.</value>
    [Setting("KAWASAKI_CACHE_BYTES", Unit = "bytes")]
    [Range(0L, 17_179_869_184L)]
    public long MaxBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>Memory for compiled questions: the same question with other values needs neither parse nor a new statement; 0 keeps none.</summary>
    /// <value>16,777,216: about a thousand questions.</value>
    [Setting("KAWASAKI_PLAN_CACHE_BYTES", Unit = "bytes")]
    [Range(0L, 1_073_741_824L)]
    public long MaxPlanBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>One in so many compiled questions that are found again is compiled anew and compared; 0 compares none.</summary>
    /// <value>1000: a thousandth of what the cache saves.</value>
    [Setting("KAWASAKI_PLAN_CHECK_EVERY", Unit = "questions")]
    [Range(0, 1_000_000)]
    public int CheckEvery { get; init; } = 1_000;

    /// <summary>How long callers and proxies may use an answer without asking again; 0 makes them ask each time.</summary>
    /// <value>0: a change of the data is seen at once.</value>
    [Setting("KAWASAKI_CACHE_SECONDS", Unit = "seconds")]
    [Range(0, 86_400)]
    public int ClientSeconds { get; init; }

    /// <summary>`Cache-Control` of an answer; proxies may send an old one as long again while they fetch the new.</summary>
    public string CacheControl => ClientSeconds == 0
        ? "no-cache"
        : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"public, max-age={ClientSeconds}, s-maxage={ClientSeconds}, stale-while-revalidate={ClientSeconds}");
}
