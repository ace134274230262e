using System.ComponentModel.DataAnnotations;
using Kawasaki.Domain.Settings;

namespace Kawasaki.Infrastructure.Webhooks;

/// <summary>To whom deliveries may be made, and how hard it is tried.</summary>
public sealed record WebhookOptions
{
    /// <summary>Whether this instance makes deliveries; subscriptions can be changed all the same.</summary>
    /// <value>true.</value>
    [Setting("KAWASAKI_WEBHOOKS")]
    public bool IsDelivering { get; init; } = true;

    /// <summary>Whether receivers may have an http URL: bodies can then be read and changed on the way.</summary>
    /// <value>false.</value>
    [Setting("KAWASAKI_WEBHOOK_HTTP")]
    public bool AllowsHttp { get; init; }

    /// <summary>Networks beside the public internet that receivers may be in, as prefixes separated by semicolons, such as `10.1.0.0/16;fd00:1::/64`.</summary>
    /// <value>None.</value>
    [Setting("KAWASAKI_WEBHOOK_NETWORKS")]
    [Networks]
    public string Networks { get; init; } = "";

    /// <summary>Key that the secrets of subscriptions are encrypted with in the database, 32 bytes as base64; the same in all instances. Without it they are stored as they are.</summary>
    /// <value>Default null.</value>
    [Setting("KAWASAKI_WEBHOOK_KEY", IsSecret = true)]
    [SecretKey]
    public string? Key { get; init; }

    /// <summary>Most subscriptions of one caller.</summary>
    /// <value>20.</value>
    [Setting("KAWASAKI_WEBHOOK_SUBSCRIPTIONS", Unit = "subscriptions")]
    [Range(1, 1_000)]
    public int MaxSubscriptions { get; init; } = 20;

    /// <summary>Most deliveries under way at once in one process.</summary>
    /// <value>16.</value>
    [Setting("KAWASAKI_WEBHOOK_PARALLEL", Unit = "deliveries")]
    [Range(1, 500)]
    public int MaxParallel { get; init; } = 16;

    /// <summary>Time for one attempt, from the look-up of the name to the answer.</summary>
    /// <value>10.</value>
    [Setting("KAWASAKI_WEBHOOK_SECONDS", Unit = "seconds")]
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Attempts at a delivery before it is given up.</summary>
    /// <value>16: some five hours.</value>
    [Setting("KAWASAKI_WEBHOOK_ATTEMPTS", Unit = "attempts")]
    [Range(1, 50)]
    public int MaxAttempts { get; init; } = 16;

    /// <summary>Pause after the first attempt that failed; it doubles with each, up to an hour.</summary>
    /// <value>1.</value>
    [Setting("KAWASAKI_WEBHOOK_PAUSE_SECONDS", Unit = "seconds")]
    [Range(typeof(TimeSpan), "00:00:00.01", "00:10:00")]
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a receiver is left alone that failed most of the time.</summary>
    /// <value>30.</value>
    [Setting("KAWASAKI_WEBHOOK_BREAK_SECONDS", Unit = "seconds")]
    [Range(typeof(TimeSpan), "00:00:00.5", "01:00:00")]
    public TimeSpan BreakDuration { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Deliveries given up one after the other before a subscription is disabled.</summary>
    /// <value>5.</value>
    [Setting("KAWASAKI_WEBHOOK_FAILURES", Unit = "deliveries")]
    [Range(1, 1_000)]
    public int MaxFailures { get; init; } = 5;
}
