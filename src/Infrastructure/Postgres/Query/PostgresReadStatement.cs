using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Query;
using Kawasaki.Infrastructure.Postgres.Connections;

namespace Kawasaki.Infrastructure.Postgres.Query;

/// <summary>R4: runs a statement as the reader role and gives its rows as they come.</summary>
internal sealed class PostgresReadStatement : ReadStatement
{
    // Objects around the text: parameters, columns, the plan they point into; measured roughly.
    private const int OverheadBytes = 4_000;

    private static readonly TimeSpan LongestLag = TimeSpan.FromMinutes(5);

    private readonly DatabaseSources sources;
    private readonly SqlStatement statement;
    private readonly ResultKind result;
    private readonly string set;
    private readonly int? pageRows;
    private readonly ReadOptions options;
    private readonly TimeProvider time;
    private readonly DatabaseRole role;

    /// <summary>Keeps what an opening needs.</summary>
    /// <param name="sources">Connections of the reader role.</param>
    /// <param name="statement">The statement.</param>
    /// <param name="plan">The plan it was written from.</param>
    /// <param name="options">Its deadline.</param>
    /// <param name="time">Clock of deadlines.</param>
    /// <param name="role">As whom.</param>
    public PostgresReadStatement(DatabaseSources sources, SqlStatement statement, ReadPlan plan, ReadOptions options, TimeProvider time, DatabaseRole role)
    {
        (this.sources, this.statement, this.options, this.time, this.role) = (sources, statement, options, time, role);
        (result, set, pageRows) = (plan.Result, plan.Set.Name, plan.PageRows);
        Slots = [.. statement.Parameters.Select(p => p.Source?.Slot).OfType<int>().Distinct()];
    }

    /// <inheritdoc/>
    public override RowLayout Layout => statement.Columns.Layout;

    /// <inheritdoc/>
    public override IReadOnlyCollection<int> Slots { get; }

    /// <inheritdoc/>
    public override int Size => OverheadBytes + (2 * statement.Text.Length);

    /// <inheritdoc/>
    public override string Describe(IReadOnlyList<Literal?> literals) => Filled(literals).Describe();

    /// <inheritdoc/>
    public override async Task<Result<ReadCursor>> OpenAsync(IReadOnlyList<Literal?> literals, CancellationToken cancellationToken)
    {
        var filled = Filled(literals);
        if (!IsStorable(filled.Parameters))
        {
            return new Problem(ErrorCode.BadLiteral, "A text contains U+0000 or half of a surrogate pair, which no stored text does.");
        }

        var deadline = new Deadline(options.Deadline, time, cancellationToken);
        var isHandedOver = false;
        try
        {
            // A read can be asked again without harm as long as no row of it was given away: hence the opening only.
            var opened = await sources.ReadAsync(
                role,
                (connection, token) => PostgresReadCursor.OpenAsync(connection, filled, pageRows, deadline, options.IsStream ? options.Deadline : null, token),
                deadline.Token);
            if (opened is not { IsOk: true, Value: var cursor })
            {
                return opened.Problem;
            }

            isHandedOver = true;
            if (Lacking(cursor) is not { } problem)
            {
                return cursor;
            }

            await cursor.DisposeAsync();
            return problem;
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

    private SqlStatement Filled(IReadOnlyList<Literal?> literals) =>
        Slots.Count == 0 || literals.Count == 0 ? statement : statement with { Parameters = Fill(literals) };

    private SqlParameter[] Fill(IReadOnlyList<Literal?> literals)
    {
        var parameters = new SqlParameter[statement.Parameters.Count];
        for (var i = 0; i < parameters.Length; i++)
        {
            var parameter = statement.Parameters[i];
            parameters[i] = parameter.Source is { } source && literals[source.Slot] is { } literal ? parameter with { Value = source.Value(literal) } : parameter;
        }

        return parameters;
    }

    // What must exist for the question to have an answer, and does not.
    private Problem? Lacking(PostgresReadCursor cursor) => result switch
    {
        _ when cursor.Standing != StateStanding.Known => Unknown(cursor.Standing),
        _ when !cursor.ParentExists => new Problem(ErrorCode.NotFound, "The path leads through a row that does not exist."),
        ResultKind.Row or ResultKind.Property or ResultKind.RawValue when cursor.IsEmpty => new Problem(ErrorCode.NotFound, $"No such row in {set}."),
        _ => null,
    };

    // A standby may be asked for a state that its primary has told a moment ago; one that does not arrive was lost by a restore.
    private Problem Unknown(StateStanding standing) =>
        standing == StateStanding.ToCome && statement.Columns.State!.Known.All(s => time.GetUtcNow() - s.CommittedAt < LongestLag)
            ? new Problem(ErrorCode.DatabaseUnavailable, "This server has not seen the state of the data yet that the link stands on.", RetryAfter: TimeSpan.FromSeconds(1))
            : new Problem(ErrorCode.StateGone, "The state of the data that the link stands on is not known any more.", Hint: "Start again with the address in Location.");

    private static bool IsStorable(IReadOnlyList<SqlParameter> parameters)
    {
        for (var i = 0; i < parameters.Count; i++)
        {
            if (parameters[i].Value is string text ? !IsStorable(text) : parameters[i].Value is string?[] texts && !texts.All(t => t is null || IsStorable(t)))
            {
                return false;
            }
        }

        return true;
    }

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
