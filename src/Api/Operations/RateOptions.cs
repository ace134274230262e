using System.ComponentModel.DataAnnotations;
using System.Net;
using Kawasaki.Domain.Settings;

namespace Kawasaki.Api.Operations;

/// <summary>How much one client may ask. The defaults are far above what anybody needs who reads the whole database or loads a report (docs/operations.md has the arithmetic).</summary>
internal sealed record RateOptions
{
    /// <summary>Requests of one address within a minute, all of them at once if it likes; 0 for any number.</summary>
    /// <value>6,000: a hundred in each second.</value>
    [Setting("KAWASAKI_RATE_LIMIT", Unit = "requests per minute")]
    [Range(0, 1_000_000_000)]
    public int Limit { get; init; } = 6_000;

    /// <summary>Requests of one API key or token within a minute; 0 for any number.</summary>
    /// <value>60,000: a thousand in each second.</value>
    [Setting("KAWASAKI_RATE_LIMIT_KEYS", Unit = "requests per minute")]
    [Range(0, 1_000_000_000)]
    public int KeyLimit { get; init; } = 60_000;

    /// <summary>Proxies in front, whose `X-Forwarded-For` is believed: addresses and networks (`10.0.0.0/8`), separated by semicolons.</summary>
    /// <value>127.0.0.1;::1: a proxy on the same machine.</value>
    [Setting("KAWASAKI_TRUSTED_PROXIES")]
    [Networks]
    public string TrustedProxies { get; init; } = "127.0.0.1;::1";

    /// <summary>No limit for anybody.</summary>
    public static RateOptions Off { get; } = new() { Limit = 0, KeyLimit = 0 };
}

/// <summary>Asks for addresses and networks, separated by semicolons.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class NetworksAttribute() : ValidationAttribute("expected IP addresses and networks such as 10.0.0.0/8, separated by semicolons")
{
    /// <inheritdoc/>
    public override bool IsValid(object? value) => value is string text && Read(text).All(n => n is not null);

    /// <summary>The networks of a list; an address alone is a network of itself, null one that cannot be read.</summary>
    /// <param name="text">The list.</param>
    public static IEnumerable<IPNetwork?> Read(string text) =>
        text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(part =>
            IPNetwork.TryParse(part, out var network) ? network
            : IPAddress.TryParse(part, out var address) ? new IPNetwork(address, address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork ? 32 : 128)
            : (IPNetwork?)null);
}
