namespace Kawasaki.Api.OData.Endpoints;

/// <summary>`Last-Modified` of an answer: its content's last change, in the whole seconds that the header has.</summary>
internal static class WholeSeconds
{
    /// <summary>The moment for the header; null for none.</summary>
    /// <remarks>What has changed in this very second may change in it again, and a date would not tell: it is left out until the second is over.</remarks>
    /// <param name="modified">When the content last changed; null when that is not known.</param>
    public static DateTimeOffset? Of(DateTimeOffset? modified) =>
        modified is { } moment && TimeProvider.System.GetUtcNow() - moment >= TimeSpan.FromSeconds(1) ? moment.AddTicks(-(moment.Ticks % TimeSpan.TicksPerSecond)) : null;
}
