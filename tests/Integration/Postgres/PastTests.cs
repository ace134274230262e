using System.Globalization;
using Kawasaki.Infrastructure.Postgres.Connections;
using Npgsql;
using Xunit;

namespace Kawasaki.Tests.Integration.Postgres;

/// <summary>What the triggers keep of the past, against copies of the tables taken at each moment.</summary>
public sealed class PastTests(PostgresFixture postgres)
{
    private const string Base = """
        insert into plan.documents (code, title, kind, file_name, sha256, line_count) values ('d', 'D', 'review', 'd.md', repeat('0', 64), 9);
        insert into plan.plans values ('ar3', '141305', '第3期改革', 'reformProgramme', 2022, 2025, 'd', 1);
        insert into plan.reform_pillars values ('r', 'ar3', 1, '柱', 'd', 1);
        insert into plan.reform_items values ('r-1', 'r', 1, '項目', 'd', 1);
        insert into plan.reform_tasks select 'r-1-' || n, 'r-1', n, '課題', '市民文化局', true, false, false, false, false, 'd', 1 from generate_series(1, 4) n;
        insert into plan.wards select 'w' || n, '区', 'Ward', 'd', n from generate_series(1, 4) n;
        insert into plan.departments select 'b' || n, '局', 'bureau', 'w1', 'd', n from generate_series(1, 4) n;
        insert into plan.indicators (code, kind, number, name, direction, is_cumulative, document_code, line) select 'i' || n, 'context', n, '指標', 'unknown', false, 'd', n from generate_series(1, 3) n;
        insert into plan.observations (code, indicator_code, value_type, value, value_text, ward_code, status, document_code, line)
            select 'o' || n, 'i' || (1 + n % 3), 'actual', n, 'x', 'w' || (1 + n % 4), 'ok', 'd', n from generate_series(1, 12) n;
        """;

    // Every one may find nothing, or break a rule: the transaction is then rolled back to its savepoint.
    private static readonly string[] Changes =
    [
        "update plan.wards set name = name || 'x' where code = 'w{0}'",
        "update plan.wards set name = name where code = 'w{0}'",
        "update plan.wards set code = 'w' || {1} where code = 'w{0}'",
        "update plan.departments set ward_code = 'w{1}' where code = 'b{0}'",
        "insert into plan.departments values ('b{1}', '新', 'board', null, 'd', {1}) on conflict do nothing",
        "delete from plan.departments where code = 'b{0}'",
        "insert into plan.reform_task_departments values ('r-1-{0}', 'b{1}') on conflict do nothing",
        "delete from plan.reform_task_departments where department_code = 'b{0}'",
        "update plan.reform_task_departments set department_code = 'b{0}' where reform_task_code = 'r-1-{1}'",
        "update plan.indicators set name = name || '{0}' where code = 'i{1}'",
        "update plan.observations set value = value + {0}, ward_code = 'w{1}' where line % 5 = {0}",
        "update plan.observations set value = trim_scale(value * 1.0{0}) where code = 'o{1}'",
        "delete from plan.observations where code = 'o{0}'",
        "insert into plan.observations (code, indicator_code, value_type, value_text, status, document_code, line) values ('o{0}', 'i{1}', 'actual', 'new', 'text', 'd', 1) on conflict do nothing",
        "update plan.reform_tasks set name = name || '{0}' where code = 'r-1-{1}'",
        "merge into plan.wards w using (values ('w{0}'), ('w{1}')) as s(code) on w.code = s.code when matched then update set line = w.line + 1 when not matched then insert values (s.code, '区', 'Ward', 'd', 1)",
        "set constraints all immediate",
        "truncate plan.reform_task_departments",
    ];

    private static readonly string[] Watched = ["wards", "departments", "reform_task_departments", "reform_tasks", "indicators", "observations", "changes", "indicator_facts"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Any_history_of_changes_can_be_read_as_of_any_version(int seed)
    {
        await using var database = await postgres.CreateAsync();
        await database.ExecuteAsync(Base);
        var random = new Random(seed);
        var copies = new Dictionary<long, string>();
        await using var connection = await database.Sources.Pool(DatabaseRole.Owner).OpenConnectionAsync(Token);
        for (var i = 0; i < 40; i++)
        {
            await TransactAsync(connection, random);
            copies[(await database.ScalarAsync<long>("select version from plan.data_version"))] = await CopyAsync(database, "plan.{0}");
        }

        Assert.True(copies.Count > 25, $"{copies.Count} versions");
        foreach (var (version, copy) in copies)
        {
            Assert.Equal(copy, await CopyAsync(database, $"past.{{0}}((select committed_at from past.data_versions where version = {version}))"));
        }

        Assert.Equal(0, await database.ScalarAsync<long>("select count(*) from past.touched_rows"));
        foreach (var table in Watched.Except(["changes", "indicator_facts"]))
        {
            Assert.Equal(0, await database.ScalarAsync<long>($"select count(*) from past.{table} where from_version >= to_version"));
        }
    }

    [Fact]
    public async Task A_view_that_would_show_the_present_in_the_past_is_refused()
    {
        await using var database = await postgres.CreateAsync();
        await database.ExecuteAsync("create view plan.pairs as select p.code, w.code as ward from plan.plans p, plan.wards w", DatabaseRole.Owner);

        var refused = await Assert.ThrowsAsync<PostgresException>(() => database.ExecuteAsync("call past.define_view('plan.pairs')", DatabaseRole.Owner));

        Assert.Equal("the past of plan.pairs cannot be defined: \"plan.wards\" is left in it; write its tables with from and join", refused.MessageText);
    }

    [Fact]
    public async Task Every_version_is_one_transaction_whatever_the_order_of_commits()
    {
        const int writers = 6;
        const int transfers = 25;
        await using var database = await postgres.CreateAsync();
        await database.ExecuteAsync(Base);
        var first = await database.ScalarAsync<long>("select version from plan.data_version");
        var fed = await database.ScalarAsync<long>("select count(*) from plan.changes");
        var sum = await database.ScalarAsync<decimal>("select sum(value) from plan.observations");

        await Task.WhenAll(Enumerable.Range(0, writers).Select(async writer =>
        {
            var random = new Random(writer);
            await using var connection = await database.Sources.Pool(DatabaseRole.Writer).OpenConnectionAsync(Token);
            for (var i = 0; i < transfers; i++)
            {
                // In one order, so that no two wait for each other; the feed has an entry for each of the two.
                var rows = Enumerable.Range(1, 12).OrderBy(_ => random.Next()).Take(2).Order().ToArray();
                await using var transaction = await connection.BeginTransactionAsync(Token);
                await ExecuteAsync(connection, $"update plan.observations set value = value - {i + 1} where code = 'o{rows[0]}'");
                await ExecuteAsync(connection, $"update plan.observations set value = value + {i + 1} where code = 'o{rows[1]}'");
                await transaction.CommitAsync(Token);
            }
        }));

        const int all = writers * transfers;
        Assert.Equal(first + all, await database.ScalarAsync<long>("select version from plan.data_version"));
        var wrong = await database.RowsAsync($"""
            select v.version, s.total, s.fed from past.data_versions v cross join lateral (
                select (select sum(value) from past.observations(v.committed_at)) as total, (select count(*) from past.changes(v.committed_at)) as fed) s
            where v.version >= {first} and (s.total <> {sum.ToString(CultureInfo.InvariantCulture)} or s.fed <> {fed} + 2 * (v.version - {first}))
            """);
        Assert.Empty(wrong);
        Assert.Equal(0, await database.ScalarAsync<long>("select count(*) from (select committed_at <= lag(committed_at) over (order by version) as falls from past.data_versions) v where falls"));
    }

    [Fact]
    public async Task A_moment_has_one_version_for_ever_even_while_it_is_now()
    {
        await using var database = await postgres.CreateAsync();
        await database.ExecuteAsync(Base);
        using var written = new CancellationTokenSource();
        var writers = Task.WhenAll(Enumerable.Range(1, 3).Select(async writer =>
        {
            for (var i = 0; i < 150; i++)
            {
                await database.ExecuteAsync($"begin; update plan.observations set value = value + 1 where code = 'o{writer}'; {(i % 5 == 0 ? "set constraints all immediate; rollback" : "commit")}", DatabaseRole.Writer);
            }
        })).ContinueWith(_ => written.Cancel(), Token, TaskContinuationOptions.None, TaskScheduler.Default);
        var answers = new System.Collections.Concurrent.ConcurrentBag<string>();

        var readers = Enumerable.Range(0, 2).Select(async _ =>
        {
            // In the service's way: one statement, asked anew when the moment is not decided yet.
            while (!written.IsCancellationRequested)
            {
                try
                {
                    answers.Add((await database.RowsAsync("""
                        select to_char(m.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), (select string_agg(value::text, ' ' order by code) from past.observations(m.at))
                        from (select clock_timestamp() as at offset 0) m
                        """, DatabaseRole.Reader))[0]);
                }
                catch (PostgresException e) when (e.SqlState == PostgresErrors.MomentUndecided)
                {
                    continue;
                }
            }
        });
        await Task.WhenAll([writers, .. readers]);

        Assert.True(answers.Count > 100, $"{answers.Count} answers");
        foreach (var answer in answers)
        {
            var (at, values) = (answer.Split('|')[0], answer.Split('|')[1]);
            Assert.Equal(values, await database.ScalarAsync<string>($"select string_agg(value::text, ' ' order by code) from past.observations(timestamptz '{at}')"));
        }
    }

    [Fact]
    public async Task A_commit_under_way_decides_about_moments_after_it_and_no_others()
    {
        await using var database = await postgres.CreateAsync();
        await database.ExecuteAsync(Base);
        var before = await database.ScalarAsync<long>("select version from plan.data_version");
        var earlier = await MomentAsync(database);
        await using var connection = await database.Sources.Pool(DatabaseRole.Writer).OpenConnectionAsync(Token);
        const string change = "begin; update plan.wards set name = 'a'; set constraints all immediate";

        await ExecuteAsync(connection, change);
        var during = await MomentAsync(database);
        var refused = await Assert.ThrowsAsync<PostgresException>(() => VersionAtAsync(database, during));
        Assert.Equal(PostgresErrors.MomentUndecided, refused.SqlState);
        Assert.Equal(before, await VersionAtAsync(database, earlier));
        await ExecuteAsync(connection, "rollback");
        Assert.Equal(before, await VersionAtAsync(database, during));

        await ExecuteAsync(connection, change);
        during = await MomentAsync(database);
        await ExecuteAsync(connection, "commit");
        Assert.Equal(before + 1, await VersionAtAsync(database, during));
    }

    [Fact]
    public async Task A_transaction_leaves_one_row_of_history_for_a_row_however_often_it_changed()
    {
        await using var database = await postgres.CreateAsync();
        await database.ExecuteAsync(Base);
        var before = await database.ScalarAsync<long>("select version from plan.data_version");

        await database.ExecuteAsync("""
            begin;
            update plan.wards set name = 'a' where code = 'w1'; update plan.wards set name = 'b' where code = 'w1';
            update plan.wards set name = 'a' where code = 'w2'; update plan.wards set name = '区' where code = 'w2';
            insert into plan.wards values ('w9', '区', 'Ward', 'd', 1); delete from plan.wards where code = 'w9';
            commit
            """);

        Assert.Equal([$"w1|区|{before}|{before + 1}", $"w1|b|{before + 1}|{long.MaxValue}"],
            await database.RowsAsync($"select code, name, from_version, to_version from past.wards where from_version > {before} or to_version < {long.MaxValue} order by code, from_version"));
        Assert.Equal(4, await database.ScalarAsync<long>($"select count(*) from past.wards where to_version = {long.MaxValue}"));
    }

    [Fact]
    public async Task A_transaction_with_immediate_constraints_is_one_version_too()
    {
        await using var database = await postgres.CreateAsync();
        await database.ExecuteAsync(Base);
        var before = await database.ScalarAsync<long>("select version from plan.data_version");

        await database.ExecuteAsync("""
            begin; set constraints all immediate;
            update plan.wards set name = 'a' where code = 'w1';
            insert into plan.wards values ('w9', '区', 'Ward', 'd', 1);
            update plan.wards set name = 'b' where code = 'w1';
            delete from plan.wards where code = 'w9';
            commit
            """);

        Assert.Equal(before + 1, await database.ScalarAsync<long>("select version from plan.data_version"));
        Assert.Equal([$"w1|区|{before}|{before + 1}", $"w1|b|{before + 1}|{long.MaxValue}"],
            await database.RowsAsync($"select code, name, from_version, to_version from past.wards where from_version > {before} or to_version < {long.MaxValue} order by code, from_version"));
    }

    [Fact]
    public async Task What_changed_between_two_versions_is_read_by_an_index()
    {
        await using var database = await postgres.CreateAsync();
        await database.ExecuteAsync(Base + "insert into plan.wards select 'x' || n, '区', 'Ward', 'd', n from generate_series(1, 20000) n");
        var from = await database.ScalarAsync<long>("select version from plan.data_version");
        await database.ExecuteAsync("update plan.wards set name = 'b' where code = 'w1'");
        await database.ExecuteAsync("delete from plan.wards where code = 'x7'");
        await database.ExecuteAsync("analyze past.wards");
        var query = $"select code, to_version <= {from + 2} as gone from past.wards where from_version > {from} union select code, true from past.wards where to_version > {from} and to_version < {long.MaxValue} order by 1, 2";

        Assert.Equal(["w1|False", "w1|True", "x7|True"], await database.RowsAsync(query));
        Assert.DoesNotContain(await database.RowsAsync("explain " + query), l => l.Contains("Seq Scan", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_row_of_then_is_found_by_its_key_and_by_what_leads_to_it()
    {
        await using var database = await postgres.CreateAsync();
        await database.ExecuteAsync(Base + """
            ;insert into plan.observations (code, indicator_code, value_type, value_text, status, document_code, line)
            select 'x' || n, 'i1', 'actual', 'x', 'ok', 'd', n from generate_series(1, 20000) n;
            analyze past.observations
            """);

        foreach (var condition in (string[])["code = 'o1'", "ward_code = 'w1'"])
        {
            // As the service asks: the moment is a parameter, the plan is made for any.
            var plan = await database.RowsAsync($"""
                set plan_cache_mode = force_generic_plan; prepare as_of(timestamptz) as select code from past.observations($1) t where t.{condition};
                explain execute as_of('2025-04-01'); deallocate as_of; reset plan_cache_mode
                """);
            Assert.Contains(plan, l => l.Contains("on observations", StringComparison.Ordinal) && l.Contains("Index", StringComparison.Ordinal));
            Assert.DoesNotContain(plan, l => l.Contains("Function Scan", StringComparison.Ordinal) || l.Contains("Seq Scan", StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData(DatabaseRole.Reader, "select count(*) from past.wards(now())", null)]
    [InlineData(DatabaseRole.Writer, "select count(*) from past.indicator_facts(now())", null)]
    [InlineData(DatabaseRole.Writer, "delete from past.wards", PostgresErrorCodes.InsufficientPrivilege)]
    [InlineData(DatabaseRole.Writer, "update past.data_versions set committed_at = now()", PostgresErrorCodes.InsufficientPrivilege)]
    [InlineData(DatabaseRole.Writer, "insert into past.touched_rows values (pg_current_xact_id(), 'wards', array['w1'])", PostgresErrorCodes.InsufficientPrivilege)]
    [InlineData(DatabaseRole.Writer, "select past.write_wards(pg_current_xact_id(), 1)", PostgresErrorCodes.InsufficientPrivilege)]
    [InlineData(DatabaseRole.Reader, "select past.version_at(now() + interval '1 minute')", PostgresErrors.MomentToCome)]
    public async Task The_past_is_read_by_everybody_and_written_by_nobody(DatabaseRole role, string sql, string? refusal)
    {
        await using var database = await postgres.CreateAsync();

        var exception = await Record.ExceptionAsync(() => database.ExecuteAsync(sql, role));

        Assert.Equal(refusal, (exception as PostgresException)?.SqlState ?? exception?.Message);
    }

    private static Task<DateTime> MomentAsync(TestDatabase database) => database.ScalarAsync<DateTime>("select clock_timestamp()");

    private static Task<long> VersionAtAsync(TestDatabase database, DateTime moment) =>
        database.ScalarAsync<long>($"select past.version_at('{moment:yyyy-MM-dd HH:mm:ss.ffffff}+00')", DatabaseRole.Reader);

    private static async Task TransactAsync(NpgsqlConnection connection, Random random)
    {
        await using var transaction = await connection.BeginTransactionAsync(Token);
        for (var changes = random.Next(1, 6); changes > 0; changes--)
        {
            var change = string.Format(CultureInfo.InvariantCulture, Changes[random.Next(Changes.Length)], random.Next(1, 5), random.Next(1, 7));
            await ExecuteAsync(connection, "savepoint before");
            try
            {
                await ExecuteAsync(connection, change);
                await ExecuteAsync(connection, random.Next(6) == 0 ? "rollback to before" : "release before");
            }
            catch (PostgresException e) when (e.SqlState[..2] is "23" or "55" or "21")
            {
                await ExecuteAsync(connection, "rollback to before");
            }
        }

        try
        {
            await transaction.CommitAsync(Token);
        }
        catch (PostgresException e) when (e.SqlState[..2] == "23")
        {
            // A reference that leads nowhere, found at commit: nothing of it was kept.
        }
    }

    private static async Task<string> CopyAsync(TestDatabase database, string source)
    {
        var copies = new List<string>();
        foreach (var table in Watched)
        {
            copies.Add(table + "\n" + string.Join('\n', await database.RowsAsync($"select r::text from {string.Format(CultureInfo.InvariantCulture, source, table)} r order by 1")));
        }

        return string.Join("\n\n", copies);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(Token);
    }
}
