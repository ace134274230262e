using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Kawasaki.Tests.Integration.Hosting;

/// <summary>Keeps log lines for a test to look at.</summary>
internal sealed class LogLines : ILoggerProvider, ILogger
{
    // So long no line can be late on a machine that works at all.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ConcurrentQueue<string> lines = new();
    private TaskCompletionSource added = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public IReadOnlyCollection<string> All => lines;

    /// <summary>The lines with a text, once there are so many: the line of a request may be written after its answer was read.</summary>
    public async Task<IReadOnlyList<string>> WithAsync(string text, int count, CancellationToken token)
    {
        while (true)
        {
            var next = Volatile.Read(ref added).Task;
            var found = lines.Where(l => l.Contains(text, StringComparison.Ordinal)).ToList();
            if (found.Count >= count)
            {
                return found;
            }

            await next.WaitAsync(Patience, token);
        }
    }

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        lines.Enqueue($"{logLevel} {formatter(state, exception)}{(exception is null ? "" : " " + exception.Message)}");
        Interlocked.Exchange(ref added, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
    }

    public void Dispose()
    {
    }
}
