using System.ComponentModel.DataAnnotations;
using System.Net;
using Kawasaki.Domain.Settings;

namespace Kawasaki.Api.Operations;

/// <summary>Where the figures of the service are read.</summary>
internal sealed record MetricsOptions
{
    /// <summary>`on`: at `/metrics`, for everybody. `off`: nowhere. An address such as `127.0.0.1:9464`: there only, on a port of their own.</summary>
    /// <value>on: nothing in them is secret.</value>
    [Setting("KAWASAKI_METRICS")]
    [MetricsPlace]
    public string Place { get; init; } = "on";

    /// <summary>Whether they are served at all.</summary>
    public bool IsServed => Place != "off";

    /// <summary>Address of their own; null without one.</summary>
    public IPEndPoint? Address => Place is "on" or "off" ? null : IPEndPoint.Parse(Place);
}

/// <summary>Asks for `on`, `off`, or an IP address with a port.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class MetricsPlaceAttribute() : ValidationAttribute("expected on, off, or an IP address with a port such as 127.0.0.1:9464")
{
    /// <inheritdoc/>
    public override bool IsValid(object? value) =>
        value is "on" or "off" || (value is string text && IPEndPoint.TryParse(text, out var place) && place.Port > 0 && text.EndsWith($":{place.Port}", StringComparison.Ordinal));
}
