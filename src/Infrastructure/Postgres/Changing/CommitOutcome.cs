using Kawasaki.Domain.Errors;
using Kawasaki.Infrastructure.Postgres.Connections;
using Microsoft.Extensions.Logging;
using Npgsql;
using Polly;
using Polly.Retry;

namespace Kawasaki.Infrastructure.Postgres.Changing;

/// <summary>Finds out whether a transaction was committed whose connection was lost just then.</summary>
/// <remarks>Source: PostgreSQL manual, section 9.27.9 (pg_xact_status): the server remembers recent transactions, also over a restart.</remarks>
internal sealed class CommitOutcome
{
    private readonly DatabaseSources sources;
    private readonly ILogger logger;
    private readonly ResiliencePipeline<Result<Status>> asking;

    /// <summary>Prepares the asking.</summary>
    public CommitOutcome(DatabaseSources sources, ILogger logger, TimeProvider time)
    {
        (this.sources, this.logger) = (sources, logger);
        asking = new ResiliencePipelineBuilder<Result<Status>> { TimeProvider = time }.AddRetry(new RetryStrategyOptions<Result<Status>>
        {
            // The server may need a moment to come back, or to end the session whose connection was lost.
            ShouldHandle = new PredicateBuilder<Result<Status>>().HandleResult(r => r.Value?.Text is null or "in progress"),
            MaxRetryAttempts = 20,
            Delay = TimeSpan.FromMilliseconds(250),
            BackoffType = DelayBackoffType.Constant,
            UseJitter = true,
        }).Build();
    }

    /// <summary>True when an exception of COMMIT leaves open whether it happened: the connection was lost, not the statement refused.</summary>
    public static bool IsUnknown(NpgsqlException e) => e is not PostgresException || PostgresErrors.IsOutage(e);

    /// <summary>Asks until the server knows, or the caller's deadline is over.</summary>
    /// <returns>Problems: <see cref="ErrorCode.OutcomeUnknown"/>.</returns>
    public async Task<Result<bool>> IsCommittedAsync(string transactionId, CancellationToken cancellationToken)
    {
        Log.CommitLost(logger, transactionId);
        try
        {
            var status = await asking.ExecuteAsync(async token => await AskAsync(transactionId, token).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
            if (status is { IsOk: true, Value.Text: "committed" or "aborted" })
            {
                return status.Value.Text == "committed";
            }
        }
        catch (OperationCanceledException)
        {
            // The deadline: the answer is the same as when nobody answers.
        }

        return new Problem(
            ErrorCode.OutcomeUnknown, "The database was lost while it kept the change; whether it did is not known.", Hint: "Send the same request again, with the same Idempotency-Key.",
            RetryAfter: TimeSpan.FromSeconds(5));
    }

    private Task<Result<Status>> AskAsync(string transactionId, CancellationToken cancellationToken) => sources.WriteAsync<Status>(
        DatabaseRole.Writer,
        async (connection, token) =>
        {
            await using var _ = connection.ConfigureAwait(false);
            await using var command = new NpgsqlCommand("select pg_xact_status($1::text::xid8)", connection) { Parameters = { new() { Value = transactionId } } };
            return new Status(await command.ExecuteScalarAsync(token).ConfigureAwait(false) as string);
        },
        cancellationToken);

    /// <summary>What the server says; null when it has forgotten.</summary>
    private sealed record Status(string? Text);
}
