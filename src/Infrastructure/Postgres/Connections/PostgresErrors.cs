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

    /// <summary>State that our own scripts raise for a moment that lies in the future.</summary>
    internal const string MomentToCome = "KW002";

    /// <summary>State that our own scripts raise for a moment that a commit under way decides about.</summary>
    internal const string MomentUndecided = "KW003";

    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);

    /// <summary>The deadline of the request or of the role is over.</summary>
    public static Problem TooSlow { get; } = new(ErrorCode.Timeout, "The query took longer than the deadline.", Hint: "Ask for fewer rows or a narrower filter.");

    /// <summary>The problem an exception stands for; null when it does not come from the database, or only a bug of ours explains it.</summary>
    /// <param name="exception">What was thrown.</param>
    public static Problem? ToProblem(Exception exception) => exception switch
    {
        PostgresException e => OfState(e),
        BrokenCircuitException e => Away("The database does not answer; calls are refused until it is back.", e.RetryAfter ?? Soon),
        NpgsqlException { InnerException: TimeoutException } e when !IsConnecting(e) =>
            TooSlow,
        NpgsqlException e when IsPoolExhausted(e) => Away("Every connection to the database is in use.", Soon),
        NpgsqlException => Away("The database cannot be reached.", Soon),
        SocketException or IOException { InnerException: SocketException } => Away("The database cannot be reached.", Soon),
        _ => null,
    };

    /// <summary>True when the same read may succeed a moment later on another connection.</summary>
    /// <param name="exception">What was thrown.</param>
    public static bool IsTransient(Exception exception) => exception switch
    {
        PostgresException { SqlState: PostgresErrorCodes.TooManyConnections } => false, // a full server gets no emptier by asking at once
        PostgresException e => IsAway(e.SqlState) || e.SqlState.StartsWith("40", StringComparison.Ordinal) || e.SqlState == MomentUndecided,
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

    private static Problem? OfState(PostgresException e) => e.SqlState switch
    {
        PostgresErrorCodes.QueryCanceled => TooSlow,
        PostgresErrorCodes.LockNotAvailable => Away("Another change holds the rows or tables for too long.", Soon),
        var s when s.StartsWith("40", StringComparison.Ordinal) => Away("The database gave up the statement in favour of another.", Soon),
        var s when IsAway(s) => Away(s == PostgresErrorCodes.TooManyConnections ? "The database has no free connection." : "The database refuses work at the moment.", Soon),
        RolesMissing => Setup(e.MessageText, "Let the login create roles (createrole), or create kawasaki_owner, kawasaki_writer and kawasaki_reader and make it a member of all three."),
        MomentToCome => new(ErrorCode.BadLiteral, "The moment lies in the future: what will stand then is not known.", "$at", "Leave out $at for the data of now."),
        MomentUndecided => Away("A change of this very moment is being committed.", Soon),
        PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification => Setup("The database refuses the login.", "Check user and password in the connection string."),
        PostgresErrorCodes.InvalidCatalogName => Setup("The database does not exist.", "Create it, or correct the name in the connection string."),
        PostgresErrorCodes.InsufficientPrivilege => Setup($"A right is missing: {e.MessageText}.", "The login must own the database or be allowed to create in it."),
        PostgresErrorCodes.InvalidParameterValue when e.Severity == "FATAL" => Setup($"The session cannot be set up: {e.MessageText}.", "Run the migration, or create the role."),
        // A column that is missing while its table is there is a fault of our SQL; whether the schema is of this version readiness tells by its scripts.
        PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InvalidSchemaName =>
            new(ErrorCode.SchemaMismatch, $"The database lacks a part this program needs: {e.MessageText}.", Hint: "Run the migration."),
        PostgresErrorCodes.StatementTooComplex or PostgresErrorCodes.TooManyArguments or PostgresErrorCodes.ProgramLimitExceeded =>
            new(ErrorCode.TooComplex, "The question is too complex for the database."),
        PostgresErrorCodes.InvalidRegularExpression => new(ErrorCode.BadLiteral, "The pattern is not a valid regular expression.") { Fault = ComputationFault.Pattern },
        PostgresErrorCodes.CharacterNotInRepertoire or PostgresErrorCodes.UntranslatableCharacter =>
            new(ErrorCode.BadLiteral, "A text contains a character that cannot be stored."),
        var s when s.StartsWith("22", StringComparison.Ordinal) => Computation(s),
        var s when s.StartsWith("23", StringComparison.Ordinal) =>
            new(ErrorCode.ConstraintViolated, $"A row breaks {e.ConstraintName ?? "a not-null rule"} of {e.TableName}{(e.ColumnName is null ? "" : "." + e.ColumnName)}.", Target: e.ConstraintName),
        _ => null, // a bug of ours: goes on as the exception it is
    };

    /// <summary>Classes 08 connection, 53 resources, 57 operator, 58 system; 25006 is a primary that became a standby, 55P03 a lock.</summary>
    private static bool IsAway(string state) =>
        (state[..2] is "08" or "53" or "57" or "58" && state != PostgresErrorCodes.QueryCanceled) || state is PostgresErrorCodes.ReadOnlySqlTransaction or PostgresErrorCodes.LockNotAvailable;

    private static bool IsConnecting(NpgsqlException e) =>
        IsPoolExhausted(e) || e.Message.Contains("operation has timed out", StringComparison.Ordinal)
        || e.Message.StartsWith("Failed to connect", StringComparison.Ordinal);

    private static bool IsPoolExhausted(NpgsqlException e) => e.Message.Contains("pool has been exhausted", StringComparison.Ordinal);

    private static Problem Computation(string state)
    {
        (string Message, ComputationFault? Fault) what = state switch
        {
            PostgresErrorCodes.DivisionByZero => ("Division by zero.", ComputationFault.Division),
            PostgresErrorCodes.NumericValueOutOfRange => ("A computed number is out of the range of its type.", ComputationFault.Number),
            PostgresErrorCodes.DatetimeFieldOverflow or PostgresErrorCodes.InvalidDatetimeFormat or PostgresErrorCodes.IntervalFieldOverflow =>
                ("A computed date or time does not exist.", ComputationFault.Moment),
            _ => ("A value of the expression cannot be computed.", null),
        };
        return new(ErrorCode.TypeMismatch, what.Message) { Fault = what.Fault };
    }

    private static Problem Away(string message, TimeSpan retryAfter) => new(ErrorCode.DatabaseUnavailable, message, RetryAfter: retryAfter);

    private static Problem Setup(string message, string hint) => new(ErrorCode.DatabaseSetup, message, Hint: hint);
}
