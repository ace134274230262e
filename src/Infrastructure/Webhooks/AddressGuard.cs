using System.Net;
using System.Net.Sockets;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Webhooks;

namespace Kawasaki.Infrastructure.Webhooks;

/// <summary>Which addresses deliveries are made to: those of the public internet, and networks that the operator allows.</summary>
/// <remarks>
/// Source: the IANA registries of special-purpose addresses (RFC 6890 and its successors). Of IPv6 only what is assigned as global unicast passes; an
/// IPv4 address inside an IPv6 one is looked at as itself. Looked at when a connection is made, so that no name can lead elsewhere in between.
/// </remarks>
public sealed class AddressGuard : IReceiverAddresses
{
    private static readonly IPNetwork GlobalUnicast = IPNetwork.Parse("2000::/3");

    // This host, private, shared (CGNAT), loopback, link-local, protocol assignments, documentation, relays, benchmarks, multicast, reserved, broadcast;
    // Teredo and other protocol assignments, documentation, 6to4, which holds an IPv4 address.
    private static readonly IPNetwork[] Special =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24",
            "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
            "2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20",
        }.Select(IPNetwork.Parse),
    ];

    private readonly IPNetwork[] allowed;
    private readonly bool allowsHttp;

    /// <summary>Guards by the operator's settings.</summary>
    /// <param name="options">The settings.</param>
    public AddressGuard(WebhookOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        (allowed, allowsHttp) = ([.. NetworksAttribute.Split(options.Networks).Select(IPNetwork.Parse)], options.AllowsHttp);
    }

    /// <summary>Whether deliveries are made to an address.</summary>
    /// <param name="address">The address.</param>
    public bool Allows(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        if (Array.Exists(allowed, n => n.Contains(plain)))
        {
            return true;
        }

        return (plain.AddressFamily == AddressFamily.InterNetwork || (plain.AddressFamily == AddressFamily.InterNetworkV6 && plain.ScopeId == 0 && GlobalUnicast.Contains(plain)))
            && !Array.Exists(Special, n => n.Contains(plain));
    }

    /// <inheritdoc/>
    public Problem? Refuse(Uri url)
    {
        ArgumentNullException.ThrowIfNull(url);
        return url.Scheme != Uri.UriSchemeHttps && !(allowsHttp && url.Scheme == Uri.UriSchemeHttp) ? Refused("Receivers have an https URL.")
            : url.UserInfo.Length > 0 || url.Fragment.Length > 0 ? Refused("The URL of a receiver has neither a user nor a fragment.", "Deliveries are signed: the receiver checks that.")
            : IPAddress.TryParse(url.IdnHost, out var address) && !Allows(address) ? Refused("No deliveries are made to this address.")
            : null;
    }

    private static Problem Refused(string message, string? hint = null) => new(ErrorCode.AddressRefused, message, "url", hint);
}
