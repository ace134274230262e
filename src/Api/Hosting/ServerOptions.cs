using System.ComponentModel.DataAnnotations;
using Kawasaki.Domain.Settings;

namespace Kawasaki.Api.Hosting;

/// <summary>How the HTTP server listens, names itself and stops.</summary>
internal sealed record ServerOptions
{
    /// <summary>TCP port; 0 takes a free one.</summary>
    /// <value>5080.</value>
    [Setting("PORT")]
    [Range(0, 65535)]
    public int Port { get; init; } = 5080;

    /// <summary>Address to listen on: `localhost`, `*` for all, or an IP address.</summary>
    /// <value>localhost.</value>
    [Setting("KAWASAKI_LISTEN")]
    [ListenAddress]
    public string Listen { get; init; } = "localhost";

    /// <summary>Public address that every link begins with, such as `https://plan.example.jp`; without it links follow the checked `Host`.</summary>
    /// <value>None.</value>
    [Setting("KAWASAKI_BASE_URL")]
    [HttpAddress]
    public Uri? BaseUrl { get; init; }

    /// <summary>Host names that requests may name, separated by semicolons, besides that of the base address; `*` for any.</summary>
    /// <value>localhost;127.0.0.1;[::1].</value>
    [Setting("KAWASAKI_ALLOWED_HOSTS")]
    public string AllowedHosts { get; init; } = "localhost;127.0.0.1;[::1]";

    /// <summary>Whether scripts of pages on other origins may read; credentials and changes are never let through from there.</summary>
    /// <value>true: the data is open.</value>
    [Setting("KAWASAKI_CROSS_ORIGIN")]
    public bool AllowsOtherOrigins { get; init; } = true;

    /// <summary>Most connections open at once; Kestrel's own default is without limit.</summary>
    /// <value>1,000.</value>
    [Setting("KAWASAKI_MAX_CONNECTIONS", Unit = "connections")]
    [Range(1, 100_000)]
    public int MaxConnections { get; init; } = 1_000;

    /// <summary>How long `/health/ready` says no before the listener closes after SIGTERM, so that a balancer can turn away.</summary>
    /// <value>0.</value>
    [Setting("KAWASAKI_DRAIN_SECONDS", Unit = "seconds")]
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00")]
    public TimeSpan Drain { get; init; } = TimeSpan.Zero;

    /// <summary>How long requests under way may take to finish once the listener is closed.</summary>
    /// <value>20.</value>
    [Setting("KAWASAKI_SHUTDOWN_SECONDS", Unit = "seconds")]
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00")]
    public TimeSpan Shutdown { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Deadline of one request, all work on the database included.</summary>
    /// <value>10.</value>
    [Setting("KAWASAKI_REQUEST_SECONDS", Unit = "seconds")]
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan RequestDeadline { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Longest body of `POST .../$query`.</summary>
    /// <value>65,536: eight times the longest URL.</value>
    [Setting("KAWASAKI_MAX_QUERY_BODY", Unit = "bytes")]
    [Range(1_024, 1_048_576)]
    public int MaxQueryBody { get; init; } = 65_536;

    /// <summary>Deadline of a result that is sent whole while it is read (tables, `streaming=true`); the caller's reading counts.</summary>
    /// <value>300: 100,000 rows at 100 KB/s.</value>
    [Setting("KAWASAKI_STREAM_SECONDS", Unit = "seconds")]
    [Range(typeof(TimeSpan), "00:00:01", "12:00:00")]
    public TimeSpan StreamDeadline { get; init; } = TimeSpan.FromSeconds(300);

    /// <summary>Most results sent whole at once, of which one client may have three quarters; each holds a connection for reading, so keep it well below KAWASAKI_DATABASE_READERS.</summary>
    /// <value>8: half of the connections.</value>
    [Setting("KAWASAKI_MAX_STREAMS", Unit = "answers")]
    [Range(1, 500)]
    public int MaxStreams { get; init; } = 8;

    /// <summary>How slowly a caller may read an answer, but for a moment: one who reads slower is cut off, and holds neither a connection nor memory any longer.</summary>
    /// <value>8,192: half of what a mobile line gives whose contingent is used up (128 kbit/s).</value>
    [Setting("KAWASAKI_SLOWEST_READER", Unit = "bytes per second")]
    [Range(1, 100_000_000)]
    public int SlowestReader { get; init; } = 8_192;

    /// <summary>How long a delta link is good after the data has changed; one whose data still stands is good for ever.</summary>
    /// <value>2,592,000: 30 days.</value>
    [Setting("KAWASAKI_DELTA_SECONDS", Unit = "seconds")]
    [Range(typeof(TimeSpan), "00:01:00", "3650.00:00:00")]
    public TimeSpan MaxDeltaAge { get; init; } = TimeSpan.FromDays(30);

    /// <summary>Key that next and delta links are signed with; the same in all instances. It keeps accidents out, not secrets in.</summary>
    /// <value>A fixed word: links survive a restart without any setting.</value>
    [Setting("KAWASAKI_TOKEN_KEY", IsSecret = true)]
    public string TokenKey { get; init; } = "kawasaki-plan-api";
}
