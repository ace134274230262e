using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Query;
using Kawasaki.Infrastructure.Postgres.Mapping;
using Npgsql;
using Polly;
using Polly.Retry;

namespace Kawasaki.Infrastructure.Postgres.Query;

/// <summary>R5: runs a plan as one statement of the reader role and gives its rows as they come.</summary>
public sealed class PostgresReadStore : IReadStore
{
    private readonly NpgsqlDataSource source;
    private readonly StorageMap storage;
    private readonly TimeProvider time;
    private readonly ResiliencePipeline opening;

    /// <summary>Reads through a data source.</summary>
    /// <param name="source">Connections of the reader role.</param>
    /// <param name="storage">Where the published model is kept.</param>
    /// <param name="time">Clock of deadlines and of the waits between tries.</param>
    internal PostgresReadStore(NpgsqlDataSource source, StorageMap storage, TimeProvider time)
    {
        this.source = source;
        this.storage = storage;
        this.time = time;
        // A read can be asked again without harm as long as no row of it was given away: hence only the opening.
        opening = new ResiliencePipelineBuilder { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions
            {
                ShouldHandle = new PredicateBuilder().Handle<Exception>(PostgresErrors.IsTransient),
                MaxRetryAttempts = 2,
                Delay = TimeSpan.FromMilliseconds(50),
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
            })
            .Build();
    }

    /// <inheritdoc/>
    public async Task<Result<ReadCursor>> OpenAsync(ReadPlan plan, ReadOptions options, CancellationToken cancellationToken)
    {
        var statement = SqlWriter.Write(plan, storage, options.Format);
        if (!statement.Parameters.All(p => IsStorable(p.Value)))
        {
            return new Problem(ErrorCode.BadLiteral, "A text contains U+0000 or half of a surrogate pair, which no stored text does.");
        }

        var deadline = new Deadline(options.Deadline, time, cancellationToken);
        try
        {
            var cursor = await opening.ExecuteAsync(
                async (state, token) => await PostgresReadCursor.OpenAsync(state.source, state.statement, state.plan.PageRows, state.deadline, token),
                (source, statement, plan, deadline),
                deadline.Token);
            if (Missing(plan, cursor) is not { } missing)
            {
                return cursor;
            }

            await cursor.DisposeAsync();
            return missing;
        }
        catch (Exception e) when (Expected(e, deadline) is { } problem)
        {
            deadline.Dispose();
            return problem;
        }
        catch
        {
            deadline.Dispose();
            throw;
        }
    }

    /// <summary>The problem an exception stands for; null when it must go on.</summary>
    internal static Problem? Expected(Exception exception, Deadline deadline) =>
        deadline.IsOver ? PostgresErrors.TooSlow
        : exception is OperationCanceledException ? null
        : PostgresErrors.ToProblem(exception);

    private static Problem? Missing(ReadPlan plan, PostgresReadCursor cursor) => plan.Result switch
    {
        _ when !cursor.ParentExists => new Problem(ErrorCode.NotFound, "The path leads through a row that does not exist."),
        ResultKind.Row or ResultKind.Property or ResultKind.RawValue when cursor.IsEmpty => new Problem(ErrorCode.NotFound, $"No such row in {plan.Set.Name}."),
        _ => null,
    };

    private static bool IsStorable(object value) => value switch
    {
        string text => IsStorable(text),
        string?[] texts => texts.All(t => t is null || IsStorable(t)),
        _ => true,
    };

    private static bool IsStorable(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\0' || (char.IsSurrogate(text[i]) && !(i + 1 < text.Length && char.IsSurrogatePair(text[i], text[++i]))))
            {
                return false;
            }
        }

        return true;
    }
}
