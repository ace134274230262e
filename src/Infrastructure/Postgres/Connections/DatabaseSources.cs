using Kawasaki.Domain.Errors;
using Microsoft.Extensions.Logging;
using Npgsql;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;

namespace Kawasaki.Infrastructure.Postgres.Connections;

/// <summary>The connections of one process: a pool for each role, the circuit every call goes through, and the retries of reads.</summary>
/// <remarks>Nothing connects before the first call; a database that is away costs a problem, not an exception.</remarks>
public sealed class DatabaseSources : IAsyncDisposable
{
    private readonly Dictionary<DatabaseRole, NpgsqlDataSource> pools;
    private readonly ResiliencePipeline breaker;
    private readonly ResiliencePipeline retries;
    private readonly CircuitBreakerStateProvider circuit = new();
    private readonly DatabaseMeter meter;

    /// <summary>Prepares the pools.</summary>
    /// <param name="options">Database, logins, limits.</param>
    /// <param name="logger">Told of retries and outages.</param>
    /// <param name="timeProvider">Clock of retries and circuit.</param>
    public DatabaseSources(DatabaseOptions options, ILogger logger, TimeProvider timeProvider)
    {
        pools = Enum.GetValues<DatabaseRole>().ToDictionary(r => r, r => Pool(r, options));
        breaker = new ResiliencePipelineBuilder { TimeProvider = timeProvider }.AddCircuitBreaker(Breaker(logger)).Build();
        retries = new ResiliencePipelineBuilder { TimeProvider = timeProvider }.AddRetry(Retry(logger)).Build();
        meter = new DatabaseMeter(() => IsCircuitOpen);
    }

    /// <summary>True while calls are refused because the database is away.</summary>
    public bool IsCircuitOpen => circuit.CircuitState is CircuitState.Open or CircuitState.Isolated;

    /// <summary>The pool of a role, for callers that bring their own error handling.</summary>
    /// <param name="role">As whom.</param>
    public NpgsqlDataSource Pool(DatabaseRole role) => pools[role];

    /// <summary>
    /// Opens a connection for reading and does the work on it; a transient failure of either is tried again on another connection, twice at most.
    /// </summary>
    /// <typeparam name="T">What the work gives.</typeparam>
    /// <param name="work">Idempotent; takes over the connection when it succeeds and must dispose it in the end.</param>
    /// <param name="cancellationToken">The request's deadline.</param>
    public Task<Result<T>> ReadAsync<T>(Func<NpgsqlConnection, CancellationToken, Task<Result<T>>> work, CancellationToken cancellationToken)
        where T : notnull => ReadAsync(DatabaseRole.Reader, work, cancellationToken);

    /// <summary>The same as a role that reads more.</summary>
    /// <typeparam name="T">What the work gives.</typeparam>
    /// <param name="role">Reader or auditor.</param>
    /// <param name="work">Idempotent; takes over the connection when it succeeds and must dispose it in the end.</param>
    /// <param name="cancellationToken">The request's deadline.</param>
    public Task<Result<T>> ReadAsync<T>(DatabaseRole role, Func<NpgsqlConnection, CancellationToken, Task<Result<T>>> work, CancellationToken cancellationToken)
        where T : notnull => RunAsync(new Call<T>(pools[role], work), mayRepeat: true, cancellationToken);

    /// <summary>Opens a connection for writing or loading and does the work on it, once.</summary>
    /// <typeparam name="T">What the work gives.</typeparam>
    /// <param name="role">Writer or owner.</param>
    /// <param name="work">Takes over the connection when it succeeds and must dispose it in the end.</param>
    /// <param name="cancellationToken">The request's deadline.</param>
    public Task<Result<T>> WriteAsync<T>(DatabaseRole role, Func<NpgsqlConnection, CancellationToken, Task<Result<T>>> work, CancellationToken cancellationToken)
        where T : notnull => RunAsync(new Call<T>(pools[role], work), mayRepeat: false, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        meter.Dispose();
        foreach (var pool in pools.Values)
        {
            await pool.DisposeAsync().ConfigureAwait(false);
        }
    }

    private static NpgsqlDataSource Pool(DatabaseRole role, DatabaseOptions options)
    {
        var builder = ConnectionStrings.For(role, options);
        if (!ConnectionStrings.HasSeveralHosts(builder))
        {
            return Named(builder, role).Build();
        }

        builder.LoadBalanceHosts = role is DatabaseRole.Reader or DatabaseRole.Auditor;
        return Named(builder, role).BuildMultiHost()
            .WithTargetSession(role is DatabaseRole.Reader or DatabaseRole.Auditor ? TargetSessionAttributes.PreferStandby : TargetSessionAttributes.Primary);
    }

    // The driver's figures name a pool; without a name of ours they would name it by its connection string.
    private static NpgsqlDataSourceBuilder Named(NpgsqlConnectionStringBuilder connection, DatabaseRole role) =>
        new(connection.ConnectionString) { Name = role.ToString().ToLowerInvariant() };

    private static RetryStrategyOptions Retry(ILogger logger) => new()
    {
        ShouldHandle = new PredicateBuilder().Handle<Exception>(PostgresErrors.IsTransient),
        MaxRetryAttempts = 2,
        Delay = TimeSpan.FromMilliseconds(50),
        BackoffType = DelayBackoffType.Exponential,
        UseJitter = true,
        OnRetry = attempt =>
        {
            Log.DatabaseRetry(logger, (attempt.Outcome.Exception as PostgresException)?.SqlState ?? "connection", attempt.AttemptNumber + 1);
            return ValueTask.CompletedTask;
        },
    };

    private CircuitBreakerStrategyOptions Breaker(ILogger logger) => new()
    {
        ShouldHandle = new PredicateBuilder().Handle<Exception>(PostgresErrors.IsOutage),
        FailureRatio = 0.5,
        MinimumThroughput = 10, // the default of 100 never opens on a quiet service
        SamplingDuration = TimeSpan.FromSeconds(10),
        BreakDuration = TimeSpan.FromSeconds(2), // back within 5 s of the database
        StateProvider = circuit,
        OnOpened = opened =>
        {
            Log.CircuitOpened(logger, opened.BreakDuration.TotalSeconds);
            return ValueTask.CompletedTask;
        },
        OnClosed = _ =>
        {
            Log.CircuitClosed(logger);
            return ValueTask.CompletedTask;
        },
    };

    private async Task<Result<T>> RunAsync<T>(Call<T> call, bool mayRepeat, CancellationToken cancellationToken)
        where T : notnull
    {
        var outcome = await TryAsync(call, cancellationToken).ConfigureAwait(false);
        if (mayRepeat && outcome.Exception is { } failure && PostgresErrors.IsTransient(failure))
        {
            outcome = await RetryAsync(call, outcome, cancellationToken).ConfigureAwait(false);
        }

        if (!cancellationToken.IsCancellationRequested && outcome.Exception is { } exception && PostgresErrors.ToProblem(exception) is { } problem)
        {
            return problem;
        }

        outcome.ThrowIfException();
        return outcome.Result;
    }

    private async ValueTask<Outcome<Result<T>>> TryAsync<T>(Call<T> call, CancellationToken cancellationToken)
        where T : notnull
    {
        var context = ResilienceContextPool.Shared.Get(continueOnCapturedContext: false, cancellationToken);
        try
        {
            return await breaker.ExecuteOutcomeAsync(static (context, call) => OnceAsync(call, context.CancellationToken), context, call).ConfigureAwait(false);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    // Entered with a failure only, so that a call that succeeds pays for no strategy but the circuit's; the failure counts as the first attempt.
    private async ValueTask<Outcome<Result<T>>> RetryAsync<T>(Call<T> call, Outcome<Result<T>> first, CancellationToken cancellationToken)
        where T : notnull
    {
        var context = ResilienceContextPool.Shared.Get(continueOnCapturedContext: false, cancellationToken);
        var attempts = 0;
        try
        {
            return await retries.ExecuteOutcomeAsync(
                (context, call) => attempts++ == 0 ? ValueTask.FromResult(first) : TryAsync(call, context.CancellationToken), context, call).ConfigureAwait(false);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private static async ValueTask<Outcome<Result<T>>> OnceAsync<T>(Call<T> call, CancellationToken cancellationToken)
        where T : notnull
    {
        try
        {
            var connection = await call.Pool.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
            var isHandedOver = false;
            try
            {
                var result = await call.Work(connection, cancellationToken).ConfigureAwait(false);
                isHandedOver = result.IsOk;
                return Outcome.FromResult(result);
            }
            catch (PostgresException)
            {
                await FailedSession.MendAsync(connection).ConfigureAwait(false);
                throw;
            }
            finally
            {
                if (!isHandedOver)
                {
                    await connection.DisposeAsync().ConfigureAwait(false);
                }
            }
        }
        catch (Exception e)
        {
            return Outcome.FromException<Result<T>>(e);
        }
    }

    private sealed record Call<T>(NpgsqlDataSource Pool, Func<NpgsqlConnection, CancellationToken, Task<Result<T>>> Work)
        where T : notnull;
}
