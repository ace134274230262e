using System.ComponentModel.DataAnnotations;
using Kawasaki.Domain.Settings;

namespace Kawasaki.Api.OData.Batches;

/// <summary>How much one batch may ask.</summary>
internal sealed record BatchOptions
{
    /// <summary>Most requests in a batch.</summary>
    /// <value>100: a screen of a program asks ten.</value>
    [Setting("KAWASAKI_MAX_BATCH_REQUESTS", Unit = "requests")]
    [Range(1, 10_000)]
    public int MaxRequests { get; init; } = 100;

    /// <summary>Longest body of a batch.</summary>
    /// <value>16,777,216.</value>
    [Setting("KAWASAKI_MAX_BATCH_BYTES", Unit = "bytes")]
    [Range(1_024, 268_435_456)]
    public int MaxBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>Longest body of one request in a batch.</summary>
    /// <value>4,194,304.</value>
    [Setting("KAWASAKI_MAX_BATCH_PART_BYTES", Unit = "bytes")]
    [Range(1_024, 268_435_456)]
    public int MaxPartBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>Longest answer to a batch: a read that would make it longer is answered by an error in its place.</summary>
    /// <value>67,108,864.</value>
    [Setting("KAWASAKI_MAX_BATCH_ANSWER_BYTES", Unit = "bytes")]
    [Range(65_536, 1_073_741_824)]
    public int MaxAnswerBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>How long requests of a batch are begun; each has the deadline of any request besides.</summary>
    /// <value>60.</value>
    [Setting("KAWASAKI_BATCH_SECONDS", Unit = "seconds")]
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(60);
}
