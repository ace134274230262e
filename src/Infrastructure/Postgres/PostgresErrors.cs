using Kawasaki.Domain.Errors;
using Npgsql;

namespace Kawasaki.Infrastructure.Postgres;

/// <summary>The only place that knows what a failure of the server or the driver means.</summary>
/// <remarks>https://www.postgresql.org/docs/15/errcodes-appendix.html.</remarks>
internal static class PostgresErrors
{
    /// <summary>The expected failure behind an exception of a read; null for a bug of ours, which must go on as the exception it is.</summary>
    public static Problem? ToProblem(Exception exception) => exception switch
    {
        PostgresException server => ToProblem(server),
        NpgsqlException { InnerException: TimeoutException } or TimeoutException => TooSlow,
        NpgsqlException or System.Net.Sockets.SocketException or System.IO.IOException => Unavailable,
        OverflowException => new Problem(ErrorCode.TypeMismatch, "A computed number has more digits than can be answered."),
        _ => null,
    };

    /// <summary>True when the same read may succeed on another try.</summary>
    public static bool IsTransient(Exception exception) => exception switch
    {
        // A full server does not get better by asking again at once.
        PostgresException { SqlState: PostgresErrorCodes.TooManyConnections } => false,
        PostgresException { SqlState: PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.SerializationFailure } => true,
        NpgsqlException { InnerException: TimeoutException } => false,
        NpgsqlException driver => driver.IsTransient,
        _ => false,
    };

    /// <summary>The deadline of the request or of the role is over.</summary>
    public static Problem TooSlow { get; } = new(ErrorCode.Timeout, "The query took longer than the deadline.", Hint: "Ask for fewer rows or a narrower filter.");

    private static Problem Unavailable { get; } = new(ErrorCode.DatabaseUnavailable, "The database is away or refuses work; try again later.");

    private static Problem? ToProblem(PostgresException server) => server.SqlState switch
    {
        PostgresErrorCodes.DivisionByZero => new Problem(ErrorCode.TypeMismatch, "Division by zero."),
        PostgresErrorCodes.NumericValueOutOfRange => new Problem(ErrorCode.TypeMismatch, "A computed number is out of the range of its type."),
        PostgresErrorCodes.DatetimeFieldOverflow or PostgresErrorCodes.InvalidDatetimeFormat or PostgresErrorCodes.IntervalFieldOverflow =>
            new Problem(ErrorCode.TypeMismatch, "A computed date or time does not exist."),
        PostgresErrorCodes.InvalidRegularExpression => new Problem(ErrorCode.BadLiteral, "The pattern is not a valid regular expression."),
        PostgresErrorCodes.CharacterNotInRepertoire or PostgresErrorCodes.UntranslatableCharacter =>
            new Problem(ErrorCode.BadLiteral, "A text contains a character that cannot be stored."),
        PostgresErrorCodes.QueryCanceled => TooSlow,
        // 22: data exception; what the caller's expression made of the data.
        ['2', '2', ..] => new Problem(ErrorCode.TypeMismatch, "A value of the expression cannot be computed."),
        // 54: program limit exceeded.
        ['5', '4', ..] => new Problem(ErrorCode.TooComplex, "The query is too complex for the database."),
        // 08: connection; 53: out of resources; 55: object in use; 57: operator intervention; 58: system; 40: rolled back; XX: damaged data.
        ['0', '8', ..] or ['5', '3' or '5' or '7' or '8', ..] or ['4', '0', ..] or ['X', 'X', ..] => Unavailable,
        _ => null,
    };
}
