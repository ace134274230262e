using System.IO;
using System.Net.Sockets;
using Kawasaki.Domain.Errors;
using Npgsql;
using Polly.CircuitBreaker;

namespace Kawasaki.Infrastructure.Postgres.Connections;

/// <summary>Turns what PostgreSQL and its driver throw into problems; the only place that knows SQLSTATEs.</summary>
/// <remarks>Source: PostgreSQL manual, appendix A. Messages hold neither values nor hosts.</remarks>
public static class PostgresErrors
{
    /// <summary>State that our own scripts raise for roles that are missing.</summary>
    internal const string RolesMissing = "KW001";

    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);

    /// <summary>The problem an exception stands for; null when it does not come from the database.</summary>
    /// <param name="exception">What was thrown.</param>
    public static Problem? ToProblem(Exception exception) => exception switch
    {
        PostgresException e => OfState(e),
        BrokenCircuitException e => Away("The database does not answer; calls are refused until it is back.", e.RetryAfter ?? Soon),
        NpgsqlException { InnerException: TimeoutException } e when !IsConnecting(e) =>
            new Problem(ErrorCode.Timeout, "The database took longer than the deadline."),
        NpgsqlException e when IsPoolExhausted(e) => Away("Every connection to the database is in use.", Soon),
        NpgsqlException => Away("The database cannot be reached.", Soon),
        SocketException or IOException { InnerException: SocketException } => Away("The database cannot be reached.", Soon),
        _ => null,
    };

    /// <summary>True when the same read may succeed a moment later on another connection.</summary>
    /// <param name="exception">What was thrown.</param>
    public static bool IsTransient(Exception exception) => exception switch
    {
        PostgresException { SqlState: PostgresErrorCodes.QueryCanceled } => false,
        PostgresException e => IsAway(e.SqlState) || e.SqlState.StartsWith("40", StringComparison.Ordinal),
        NpgsqlException { InnerException: TimeoutException } => false, // the time is used up already
        NpgsqlException => true,
        _ => false,
    };

    /// <summary>True when the database itself is away, whatever was asked: what opens the circuit.</summary>
    /// <param name="exception">What was thrown.</param>
    public static bool IsOutage(Exception exception) => exception switch
    {
        PostgresException e => IsAway(e.SqlState) && e.SqlState != PostgresErrorCodes.LockNotAvailable,
        NpgsqlException { InnerException: TimeoutException } e => IsConnecting(e) && !IsPoolExhausted(e),
        NpgsqlException => true,
        _ => false,
    };

    private static Problem OfState(PostgresException e) => e.SqlState switch
    {
        PostgresErrorCodes.QueryCanceled => new(ErrorCode.Timeout, "The database ended the statement: it took longer than the deadline."),
        PostgresErrorCodes.LockNotAvailable => Away("Another change holds the rows or tables for too long.", Soon),
        var s when s.StartsWith("40", StringComparison.Ordinal) => Away("The database gave up the statement in favour of another.", Soon),
        var s when IsAway(s) => Away(s == PostgresErrorCodes.TooManyConnections ? "The database has no free connection." : "The database refuses work at the moment.", Soon),
        RolesMissing => Setup(e.MessageText, "Let the login create roles (createrole), or create kawasaki_owner, kawasaki_writer and kawasaki_reader and make it a member of all three."),
        PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification => Setup("The database refuses the login.", "Check user and password in the connection string."),
        PostgresErrorCodes.InvalidCatalogName => Setup("The database does not exist.", "Create it, or correct the name in the connection string."),
        PostgresErrorCodes.InsufficientPrivilege => Setup($"A right is missing: {e.MessageText}.", "The login must own the database or be allowed to create in it."),
        PostgresErrorCodes.InvalidParameterValue when e.Severity == "FATAL" => Setup($"The session cannot be set up: {e.MessageText}.", "Run the migration, or create the role."),
        PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.UndefinedColumn or PostgresErrorCodes.InvalidSchemaName =>
            new(ErrorCode.SchemaMismatch, $"The database lacks a part this program needs: {e.MessageText}.", Hint: "Run the migration."),
        PostgresErrorCodes.StatementTooComplex or PostgresErrorCodes.TooManyArguments or PostgresErrorCodes.ProgramLimitExceeded =>
            new(ErrorCode.TooComplex, "The question is too complex for the database."),
        var s when s.StartsWith("22", StringComparison.Ordinal) || s == PostgresErrorCodes.InvalidRegularExpression =>
            new(ErrorCode.TypeMismatch, $"A value cannot be computed: {Computation(s)}."),
        var s when s.StartsWith("23", StringComparison.Ordinal) =>
            new(ErrorCode.ConstraintViolated, $"A row breaks {e.ConstraintName ?? "a not-null rule"} of {e.TableName}{(e.ColumnName is null ? "" : "." + e.ColumnName)}.", Target: e.ConstraintName),
        _ => new(ErrorCode.Fault, $"The database reports {e.SqlState}."),
    };

    /// <summary>Classes 08 connection, 53 resources, 57 operator, 58 system; 25006 is a primary that became a standby, 55P03 a lock.</summary>
    private static bool IsAway(string state) =>
        state[..2] is "08" or "53" or "57" or "58" || state is PostgresErrorCodes.ReadOnlySqlTransaction or PostgresErrorCodes.LockNotAvailable;

    private static bool IsConnecting(NpgsqlException e) =>
        IsPoolExhausted(e) || e.Message.Contains("operation has timed out", StringComparison.Ordinal)
        || e.Message.StartsWith("Failed to connect", StringComparison.Ordinal);

    private static bool IsPoolExhausted(NpgsqlException e) => e.Message.Contains("pool has been exhausted", StringComparison.Ordinal);

    private static string Computation(string state) => state switch
    {
        PostgresErrorCodes.DivisionByZero => "division by zero",
        PostgresErrorCodes.NumericValueOutOfRange => "a number is out of range",
        PostgresErrorCodes.DatetimeFieldOverflow or "22009" => "a date or time is out of range",
        PostgresErrorCodes.InvalidRegularExpression => "the regular expression is not valid",
        PostgresErrorCodes.CharacterNotInRepertoire or PostgresErrorCodes.UntranslatableCharacter => "a text holds a character the database cannot store",
        _ => "a value is outside what the operation takes",
    };

    private static Problem Away(string message, TimeSpan retryAfter) => new(ErrorCode.DatabaseUnavailable, message, RetryAfter: retryAfter);

    private static Problem Setup(string message, string hint) => new(ErrorCode.DatabaseSetup, message, Hint: hint);
}
