using Kawasaki.Domain.Changes;
using Kawasaki.Domain.Errors;
using Kawasaki.Infrastructure.Postgres.Changing;
using Kawasaki.Infrastructure.Postgres.Connections;
using Kawasaki.Tests.Unit;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Xunit;

namespace Kawasaki.Tests.Integration.Audit;

/// <summary>However many attempts are refused, the entries that tell of them have a bound and their sum is right.</summary>
public sealed class RefusalLedgerTests(PostgresFixture postgres)
{
    [Fact]
    public async Task Many_attempts_are_counted_and_none_is_lost()
    {
        await using var database = await postgres.CreateAsync();
        var time = new ManualTime();
        await using (var ledger = new RefusalLedger(database.Sources, NullLogger.Instance, time))
        {
            for (var minute = 0; minute < 3; minute++)
            {
                for (var i = 0; i < 1_000; i++)
                {
                    Assert.Null(await ledger.NoteAsync([Attempt("x", $"k{i % 20}", "row\0\uD800")], TestContext.Current.CancellationToken));
                }

                time.Advance(TimeSpan.FromMinutes(1));
            }
        }

        Assert.Equal(3_000, await database.ScalarAsync<long>("select sum(attempts) from plan.audit_entries where operation = 'refuse'"));
        var most = RefusalLedger.Burst + (3 * (RefusalLedger.PerMinute + RefusalLedger.MaxKinds + 1));
        Assert.InRange(await database.ScalarAsync<long>("select count(*) from plan.audit_entries"), RefusalLedger.Burst + RefusalLedger.MaxKinds, most);
        Assert.Equal(0, await database.ScalarAsync<long>("select count(*) from plan.audit_entries where attempts > 1 and entity_code is not null"));
        Assert.Equal(["row\uFFFD\uFFFD"], await database.RowsAsync("select distinct entity_code from plan.audit_entries where entity_code is not null"));
    }

    [Fact]
    public async Task What_cannot_be_kept_is_counted_and_kept_later()
    {
        await using var database = await postgres.CreateAsync();
        await using var ledger = new RefusalLedger(database.Sources, NullLogger.Instance, new ManualTime());
        await using (var connection = await database.Sources.Pool(DatabaseRole.Owner).OpenConnectionAsync(TestContext.Current.CancellationToken))
        await using (await connection.BeginTransactionAsync(TestContext.Current.CancellationToken))
        {
            await using var holding = new NpgsqlCommand("lock table plan.audit_entries", connection);
            await holding.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);

            Assert.Equal(ErrorCode.DatabaseUnavailable, (await ledger.NoteAsync([Attempt("x", "k", "row")], TestContext.Current.CancellationToken))?.Code);
        }

        await ledger.DisposeAsync();

        Assert.Equal(["1"], await database.RowsAsync("select attempts from plan.audit_entries"));
    }

    private static Refusal Attempt(string caller, string credential, string code) =>
        new(caller, credential, "request", "statusReports", code, new Problem(ErrorCode.ScopeMissing, "The credentials do not have the scope."));
}
