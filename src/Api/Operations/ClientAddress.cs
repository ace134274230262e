using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Kawasaki.Api.Operations;

/// <summary>From which address a request comes: that of the connection, or what proxies that are trusted say of it.</summary>
/// <param name="options">Which proxies are trusted.</param>
internal sealed class ClientAddress(RateOptions options)
{
    private const string ForwardedFor = "X-Forwarded-For";

    // Nobody's address: a socket that has none.
    private static readonly IPAddress Nobody = IPAddress.None;

    private readonly IPNetwork[] trusted = [.. NetworksAttribute.Read(options.TrustedProxies).OfType<IPNetwork>()];

    /// <summary>True when a proxy said something of the request that is not believed.</summary>
    /// <param name="context">The request.</param>
    public bool IsIgnored(HttpContext context) => context.Request.Headers.ContainsKey(ForwardedFor) && !IsTrusted(Direct(context));

    /// <summary>The address; of IPv6 the network of 64 bits that a subscriber has to itself.</summary>
    /// <param name="context">The request.</param>
    public ClientKey Of(HttpContext context)
    {
        var address = Direct(context);
        if (IsTrusted(address) && context.Request.Headers[ForwardedFor] is { Count: > 0 } said)
        {
            address = Behind(address, said);
        }

        return ClientKey.Of(address);
    }

    // Each proxy adds the address it was asked from at the end: what stands left of the first that is not trusted, the caller may have written itself.
    private IPAddress Behind(IPAddress proxy, StringValues said)
    {
        var address = proxy;
        foreach (var part in said.ToString().Split(',').Reverse())
        {
            if (!IPEndPoint.TryParse(part.AsSpan().Trim(), out var one))
            {
                break;
            }

            address = Plain(one.Address);
            if (!IsTrusted(address))
            {
                break;
            }
        }

        return address;
    }

    private bool IsTrusted(IPAddress address)
    {
        foreach (var network in trusted)
        {
            if (network.Contains(address))
            {
                return true;
            }
        }

        return false;
    }

    private static IPAddress Direct(HttpContext context) => context.Connection.RemoteIpAddress is { } address ? Plain(address) : Nobody;

    private static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
}

/// <summary>Whose requests are counted together.</summary>
/// <param name="Network">An IPv4 address, or the upper half of an IPv6 address.</param>
/// <param name="Family">Which of both.</param>
/// <param name="Caller">Name of the key or token; null for nobody known.</param>
internal readonly record struct ClientKey(ulong Network, AddressFamily Family, string? Caller)
{
    /// <summary>Nobody but an address.</summary>
    /// <param name="address">The address.</param>
    public static ClientKey Of(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        bytes.Clear();
        address.TryWriteBytes(bytes, out _);
        return new ClientKey(System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(bytes), address.AddressFamily, null);
    }

    /// <summary>A caller who has shown who it is, wherever it asks from.</summary>
    /// <param name="caller">Name of the key or token.</param>
    public static ClientKey Of(string caller) => new(0, AddressFamily.Unspecified, caller);
}
