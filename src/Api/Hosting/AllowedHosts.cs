using Kawasaki.Api.Operations;
using Kawasaki.Domain.Errors;
using Microsoft.AspNetCore.Http;

namespace Kawasaki.Api.Hosting;

/// <summary>The host names a request may name: what stands in `Host` ends in links, so a foreign one is refused.</summary>
internal sealed class AllowedHosts
{
    private readonly HashSet<string> names = new(StringComparer.OrdinalIgnoreCase);
    private readonly bool any;

    public AllowedHosts(ServerOptions options)
    {
        foreach (var name in options.AllowedHosts.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            any |= name == "*";
            names.Add(name);
        }

        if (options.BaseUrl is { } address)
        {
            names.Add(address.Host);
        }
    }

    /// <summary>The problem with a host that may not be named; null if it may.</summary>
    /// <param name="host">Host of the request.</param>
    /// <param name="path">Its path. Probes and scrapers come by the address of the machine; what they read has no link in it.</param>
    public Problem? Refuse(HostString host, PathString path) =>
        any || names.Contains(host.Host) || HealthEndpoints.IsProbe(path) || path.Equals(MetricsEndpoint.Path, StringComparison.OrdinalIgnoreCase)
            ? null
            : new Problem(ErrorCode.BadHost, "The host of the request is not one of this service; the operator names them in KAWASAKI_ALLOWED_HOSTS.", "Host");
}
