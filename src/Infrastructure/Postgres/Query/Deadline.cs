using Kawasaki.Domain.Errors;
using Kawasaki.Infrastructure.Postgres.Connections;

namespace Kawasaki.Infrastructure.Postgres.Query;

/// <summary>A token that ends with the caller's or after a time, and can tell which.</summary>
internal sealed class Deadline : IDisposable
{
    private readonly CancellationToken caller;
    private readonly CancellationTokenSource end;
    private readonly CancellationTokenRegistration leaving;

    /// <summary>Starts the clock.</summary>
    public Deadline(TimeSpan time, TimeProvider clock, CancellationToken caller)
    {
        this.caller = caller;
        end = new CancellationTokenSource(time, clock);
        leaving = caller.UnsafeRegister(static end => ((CancellationTokenSource)end!).Cancel(), end);
    }

    /// <summary>For every call to the server.</summary>
    public CancellationToken Token => end.Token;

    /// <summary>True when the time is over and the caller still waits.</summary>
    public bool IsOver => end.IsCancellationRequested && !caller.IsCancellationRequested;

    /// <summary>The expected failure behind an exception of a call under this deadline; null when it must go on.</summary>
    /// <exception cref="OperationCanceledException">The caller has left: the server's word for it (57014) says the same less clearly.</exception>
    public Problem? Expected(Exception exception)
    {
        if (caller.IsCancellationRequested && exception is not OperationCanceledException)
        {
            throw new OperationCanceledException(exception.Message, exception, caller);
        }

        return IsOver ? PostgresErrors.TooSlow
            : exception is OverflowException ? new Problem(ErrorCode.TypeMismatch, "A number sorted by has more digits than can be answered.")
            : PostgresErrors.ToProblem(exception);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        leaving.Dispose();
        end.Dispose();
    }
}
