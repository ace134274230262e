using System.IO;
using System.Net.Sockets;
using Kawasaki.Domain.Errors;
using Kawasaki.Infrastructure.Postgres.Connections;
using Npgsql;
using Polly.CircuitBreaker;
using Xunit;

namespace Kawasaki.Tests.Unit.Postgres;

public sealed class PostgresErrorsTests
{
    [Theory]
    [InlineData("57014", ErrorCode.Timeout, false, false)]
    [InlineData("57P01", ErrorCode.DatabaseUnavailable, true, true)]
    [InlineData("57P03", ErrorCode.DatabaseUnavailable, true, true)]
    [InlineData("08006", ErrorCode.DatabaseUnavailable, true, true)]
    [InlineData("53300", ErrorCode.DatabaseUnavailable, false, true)]
    [InlineData("53100", ErrorCode.DatabaseUnavailable, true, true)]
    [InlineData("25006", ErrorCode.DatabaseUnavailable, true, true)]
    [InlineData("55P03", ErrorCode.DatabaseUnavailable, true, false)]
    [InlineData("40001", ErrorCode.DatabaseUnavailable, true, false)]
    [InlineData("40P01", ErrorCode.DatabaseUnavailable, true, false)]
    [InlineData("22012", ErrorCode.TypeMismatch, false, false)]
    [InlineData("2201B", ErrorCode.BadLiteral, false, false)]
    [InlineData("54001", ErrorCode.TooComplex, false, false)]
    [InlineData("23505", ErrorCode.ConstraintViolated, false, false)]
    [InlineData("28P01", ErrorCode.DatabaseSetup, false, false)]
    [InlineData("3D000", ErrorCode.DatabaseSetup, false, false)]
    [InlineData("42501", ErrorCode.DatabaseSetup, false, false)]
    [InlineData("KW001", ErrorCode.DatabaseSetup, false, false)]
    [InlineData("KW002", ErrorCode.BadLiteral, false, false)]
    [InlineData("KW003", ErrorCode.DatabaseUnavailable, true, false)]
    [InlineData("42P01", ErrorCode.SchemaMismatch, false, false)]
    public void State_has_its_problem(string state, ErrorCode code, bool isTransient, bool isOutage)
    {
        var exception = new PostgresException("what the server says", "ERROR", "ERROR", state);

        Assert.Equal(code, PostgresErrors.ToProblem(exception)!.Code);
        Assert.Equal(isTransient, PostgresErrors.IsTransient(exception));
        Assert.Equal(isOutage, PostgresErrors.IsOutage(exception));
    }

    // A missing column or function is a fault of our SQL, and must reach the log as one.
    [Theory]
    [InlineData("42703")]
    [InlineData("42883")]
    [InlineData("42601")]
    public void A_fault_of_ours_is_no_problem_of_the_set_up(string state) =>
        Assert.Null(PostgresErrors.ToProblem(new PostgresException("what the server says", "ERROR", "ERROR", state)));

    [Theory]
    [InlineData("The connection pool has been exhausted, either raise 'Max Pool Size'", ErrorCode.DatabaseUnavailable, false)]
    [InlineData("The operation has timed out", ErrorCode.DatabaseUnavailable, true)]
    [InlineData("Exception while reading from stream", ErrorCode.Timeout, false)]
    public void Time_out_is_told_apart_by_where_it_happened(string message, ErrorCode code, bool isOutage)
    {
        var exception = new NpgsqlException(message, new TimeoutException());

        Assert.Equal(code, PostgresErrors.ToProblem(exception)!.Code);
        Assert.Equal(isOutage, PostgresErrors.IsOutage(exception));
        Assert.False(PostgresErrors.IsTransient(exception));
    }

    [Fact]
    public void Lost_connection_is_an_outage_worth_a_retry()
    {
        var exception = new NpgsqlException("Exception while reading from stream", new EndOfStreamException());

        Assert.Equal(ErrorCode.DatabaseUnavailable, PostgresErrors.ToProblem(exception)!.Code);
        Assert.True(PostgresErrors.IsTransient(exception));
        Assert.True(PostgresErrors.IsOutage(exception));
    }

    [Fact]
    public void Open_circuit_tells_when_to_come_back()
    {
        var problem = PostgresErrors.ToProblem(new BrokenCircuitException("open", TimeSpan.FromSeconds(2)))!;

        Assert.Equal((ErrorCode.DatabaseUnavailable, TimeSpan.FromSeconds(2)), (problem.Code, problem.RetryAfter));
    }

    [Fact]
    public void What_is_away_always_says_when_to_come_back() =>
        Assert.All(
            [new SocketException(), new NpgsqlException("x"), new PostgresException("x", "FATAL", "FATAL", "57P03")],
            (Exception e) => Assert.NotNull(PostgresErrors.ToProblem(e)!.RetryAfter));

    [Fact]
    public void Constraint_is_named_without_values()
    {
        var exception = new PostgresException("duplicate key", "ERROR", "ERROR", "23505", detail: "Key (code)=(secret) already exists.", tableName: "projects", constraintName: "pk_projects");

        Assert.Equal("A row breaks pk_projects of projects.", PostgresErrors.ToProblem(exception)!.Message);
    }

    [Fact]
    public void Error_in_our_own_SQL_stays_an_exception() => Assert.Null(PostgresErrors.ToProblem(new PostgresException("syntax error", "ERROR", "ERROR", "42601")));

    [Theory]
    [InlineData(typeof(InvalidOperationException))]
    [InlineData(typeof(OperationCanceledException))]
    [InlineData(typeof(FileNotFoundException))]
    public void Other_exceptions_are_none_of_its_business(Type type) => Assert.Null(PostgresErrors.ToProblem((Exception)Activator.CreateInstance(type)!));
}
