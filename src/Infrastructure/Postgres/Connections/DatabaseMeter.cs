using System.Diagnostics.Metrics;

namespace Kawasaki.Infrastructure.Postgres.Connections;

/// <summary>Whether the database is believed to be away, for whoever listens to the meter `Kawasaki.Database`.</summary>
internal sealed class DatabaseMeter : IDisposable
{
    /// <summary>Name of the meter.</summary>
    public const string Name = "Kawasaki.Database";

    private readonly Meter meter = new(Name);

    /// <summary>Begins to tell.</summary>
    /// <param name="isCircuitOpen">True while calls are refused.</param>
    public DatabaseMeter(Func<bool> isCircuitOpen) =>
        meter.CreateObservableGauge("kawasaki.database.circuit.open", () => isCircuitOpen() ? 1 : 0, "{circuit}", "1 while calls are refused because the database is away.");

    /// <inheritdoc/>
    public void Dispose() => meter.Dispose();
}
