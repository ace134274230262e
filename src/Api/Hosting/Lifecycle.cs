using System.Runtime.InteropServices;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Kawasaki.Api.Hosting;

/// <summary>Stops in order: on a signal `/health/ready` says no, a balancer turns away, then the listener closes and requests under way end.</summary>
internal sealed class Lifecycle(ServerOptions options, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<Lifecycle> logger) : IHostLifetime, IDisposable
{
    private readonly List<PosixSignalRegistration> signals = [];
    private ITimer? drain;
    private int isDraining;

    /// <summary>True from the first signal on.</summary>
    public bool IsDraining => Volatile.Read(ref isDraining) == 1;

    /// <inheritdoc/>
    public Task WaitForStartAsync(CancellationToken cancellationToken)
    {
        foreach (var signal in (ReadOnlySpan<PosixSignal>)[PosixSignal.SIGTERM, PosixSignal.SIGINT, PosixSignal.SIGQUIT])
        {
            signals.Add(PosixSignalRegistration.Create(signal, OnSignal));
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public void Dispose()
    {
        signals.ForEach(s => s.Dispose());
        drain?.Dispose();
    }

    private void OnSignal(PosixSignalContext context)
    {
        context.Cancel = true;
        if (Interlocked.Exchange(ref isDraining, 1) == 1 || options.Drain == TimeSpan.Zero)
        {
            lifetime.StopApplication();
            return;
        }

        Log.Draining(logger, context.Signal.ToString(), options.Drain.TotalSeconds);
        drain = time.CreateTimer(_ => lifetime.StopApplication(), null, options.Drain, Timeout.InfiniteTimeSpan);
    }
}
