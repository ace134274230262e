using System.ComponentModel.DataAnnotations;
using Kawasaki.Domain.Settings;

namespace Kawasaki.Infrastructure.Postgres.Changing;

/// <summary>How long writes that may come again are remembered.</summary>
public sealed record ChangeOptions
{
    /// <summary>How long the outcome of a request with a name of its own (`Idempotency-Key`, `Repeatability-Request-ID`) is kept for its repetition.</summary>
    /// <value>Default 86,400: a day, so that a machine can be away for a night.</value>
    [Setting("KAWASAKI_REPEATABLE_SECONDS", Unit = "seconds")]
    [Range(typeof(TimeSpan), "00:05:00", "30.00:00:00")]
    public TimeSpan RepeatableFor { get; init; } = TimeSpan.FromDays(1);
}
