namespace Kawasaki.Infrastructure.Postgres.Query;

/// <summary>A token that ends with the caller's or after a time, and can tell which.</summary>
internal sealed class Deadline : IDisposable
{
    private readonly CancellationToken caller;
    private readonly CancellationTokenSource timer;
    private readonly CancellationTokenSource both;

    /// <summary>Starts the clock.</summary>
    public Deadline(TimeSpan time, TimeProvider clock, CancellationToken caller)
    {
        this.caller = caller;
        timer = new CancellationTokenSource(time, clock);
        both = CancellationTokenSource.CreateLinkedTokenSource(caller, timer.Token);
    }

    /// <summary>For every call to the server.</summary>
    public CancellationToken Token => both.Token;

    /// <summary>True when the time is over and the caller still waits.</summary>
    public bool IsOver => timer.IsCancellationRequested && !caller.IsCancellationRequested;

    /// <inheritdoc/>
    public void Dispose()
    {
        both.Dispose();
        timer.Dispose();
    }
}
