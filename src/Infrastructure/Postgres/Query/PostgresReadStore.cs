using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Query;
using Kawasaki.Infrastructure.Postgres.Connections;
using Kawasaki.Infrastructure.Postgres.Mapping;

namespace Kawasaki.Infrastructure.Postgres.Query;

/// <summary>R4: runs a plan as one statement of the reader role and gives its rows as they come.</summary>
public sealed class PostgresReadStore : IReadStore
{
    private readonly DatabaseSources sources;
    private readonly StorageMap storage;
    private readonly TimeProvider time;

    /// <summary>Reads the published model.</summary>
    /// <param name="sources">Connections of the reader role.</param>
    /// <param name="model">What is published and where it is kept.</param>
    /// <param name="time">Clock of deadlines.</param>
    public PostgresReadStore(DatabaseSources sources, PlanModel model, TimeProvider time)
        : this(sources, model.Storage, time)
    {
    }

    /// <summary>Reads any model.</summary>
    internal PostgresReadStore(DatabaseSources sources, StorageMap storage, TimeProvider time) =>
        (this.sources, this.storage, this.time) = (sources, storage, time);

    /// <inheritdoc/>
    public async Task<Result<ReadCursor>> OpenAsync(ReadPlan plan, ReadOptions options, CancellationToken cancellationToken)
    {
        var statement = SqlWriter.Write(plan, storage, options.Format);
        if (!statement.Parameters.All(p => IsStorable(p.Value)))
        {
            return new Problem(ErrorCode.BadLiteral, "A text contains U+0000 or half of a surrogate pair, which no stored text does.");
        }

        var deadline = new Deadline(options.Deadline, time, cancellationToken);
        var isHandedOver = false;
        try
        {
            // A read can be asked again without harm as long as no row of it was given away: hence the opening only.
            var opened = await sources.ReadAsync(
                async (connection, token) => Existing(plan, await PostgresReadCursor.OpenAsync(connection, statement, plan.PageRows, deadline, options.IsStream ? options.Deadline : null, token)),
                deadline.Token);
            isHandedOver = opened.IsOk;
            return opened;
        }
        catch (Exception e)
        {
            if (deadline.Expected(e) is { } problem)
            {
                return problem;
            }

            throw;
        }
        finally
        {
            if (!isHandedOver)
            {
                deadline.Dispose();
            }
        }
    }

    private static Result<ReadCursor> Existing(ReadPlan plan, PostgresReadCursor cursor) => plan.Result switch
    {
        _ when !cursor.ParentExists => new Problem(ErrorCode.NotFound, "The path leads through a row that does not exist."),
        ResultKind.Row or ResultKind.Property or ResultKind.RawValue when cursor.IsEmpty => new Problem(ErrorCode.NotFound, $"No such row in {plan.Set.Name}."),
        _ => cursor,
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
