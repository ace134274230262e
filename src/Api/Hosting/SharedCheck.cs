namespace Kawasaki.Api.Hosting;

/// <summary>A check that runs once for all who ask while it runs: however many probes come, one of them at a time asks the database.</summary>
/// <typeparam name="T">What it finds out.</typeparam>
/// <param name="check">The check; it has a deadline of its own, and goes on when the caller who began it leaves.</param>
internal sealed class SharedCheck<T>(Func<CancellationToken, Task<T>> check)
{
    private readonly Lock gate = new();
    private Task<T>? running;

    /// <summary>What the check finds: that which is under way, else a new one.</summary>
    /// <param name="patience">The caller's.</param>
    public Task<T> RunAsync(CancellationToken patience)
    {
        lock (gate)
        {
            if (running is null or { IsCompleted: true })
            {
                running = Task.Run(() => check(CancellationToken.None), CancellationToken.None);
            }

            return running.WaitAsync(patience);
        }
    }
}
