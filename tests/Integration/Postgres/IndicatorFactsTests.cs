using Kawasaki.Infrastructure.Postgres.Connections;
using Npgsql;
using Xunit;

namespace Kawasaki.Tests.Integration.Postgres;

public sealed class IndicatorFactsTests(PostgresFixture postgres)
{
    private const string Rows = """
        insert into plan.documents (code, title, kind, file_name, sha256, line_count) values ('d', 'D', 'review', 'd.md', repeat('0', 64), 9);
        insert into plan.plans values ('ip3', '141305', '第3期', 'implementationPlan', 2022, 2025, 'd', 1), ('ar3', '141305', '第3期改革', 'reformProgramme', 2022, 2025, 'd', 1);
        insert into plan.basic_policies values ('5', '基本政策', 'd', 1);
        insert into plan.policies values ('5-1', '5', '政策', 'd', 1);
        insert into plan.measures values ('5-1-1', '5-1', '施策', 'd', 1);
        insert into plan.projects values ('p', 'ip3', '5-1-1', 1, '事業', null, null, 'd', 1);
        insert into plan.reform_pillars values ('r', 'ar3', 1, '柱', 'd', 1);
        insert into plan.reform_items values ('r-1', 'r', 1, '項目', 'd', 1);
        insert into plan.reform_tasks values ('r-1-1', 'r-1', 1, '課題', '市民文化局', true, false, false, false, false, 'd', 1);
        insert into plan.wards values ('141313', '川崎区', 'Kawasaki', 'd', 1);
        insert into plan.indicators (code, kind, plan_code, policy_code, measure_code, project_code, reform_task_code, number, name, direction, is_cumulative, document_code, line) values
            ('a', 'project', 'ip3', '5-1', '5-1-1', 'p', null, 1, '事業の指標', 'increase', false, 'd', 2),
            ('b', 'activity', 'ar3', null, null, null, 'r-1-1', 1, '課題の指標', 'unknown', false, 'd', 3),
            ('c', 'context', null, null, null, null, null, 1, '背景の指標', 'unknown', false, 'd', 4);
        insert into plan.observations (code, indicator_code, value_type, fiscal_year, period_kind, value, value_text, ward_code, status, document_code, line) values
            ('a1', 'a', 'target', 2025, 'fiscalYear', 80.50, '80.50以上', null, 'ok', 'd', 2),
            ('b1', 'b', 'target', 2022, 'fiscalYear', null, '－', null, 'notSet', 'd', 3),
            ('c1', 'c', 'actual', null, null, 0, '0', '141313', 'ok', 'd', 4);
        """;

    [Fact]
    public async Task Row_carries_the_names_of_every_level_it_stands_under()
    {
        await using var database = await postgres.CreateAsync();
        await database.ExecuteAsync(Rows);

        var rows = await database.RowsAsync("""
            select code, value, indicator_name, plan_name, policy_name, measure_name, project_name, reform_task_name, reform_item_name, reform_pillar_name, department_text, ward_name
            from plan.indicator_facts order by code
            """, DatabaseRole.Reader);

        Assert.Equal(
            [
                "a1|80.50|事業の指標|第3期|政策|施策|事業|||||",
                "b1||課題の指標|第3期改革||||課題|項目|柱|市民文化局|",
                "c1|0|背景の指標|||||||||川崎区",
            ],
            rows);
    }

    [Theory]
    [InlineData("select count(*) from plan.indicator_facts", "observations")]
    [InlineData("select code, value, measure_code, reform_task_code, indicator_name from plan.indicator_facts", "indicators observations")]
    [InlineData("select code, ward_name from plan.indicator_facts", "observations wards")]
    [InlineData("select code, reform_task_name from plan.indicator_facts", "indicators observations reform_tasks")]
    [InlineData("select code, reform_pillar_name from plan.indicator_facts", "indicators observations reform_items reform_pillars reform_tasks")]
    public async Task Only_the_tables_of_the_columns_asked_for_are_read(string query, string tables)
    {
        await using var database = await postgres.CreateAsync();

        var plan = await database.RowsAsync("explain (costs off) " + query, DatabaseRole.Reader);

        var read = plan.Select(l => l.Split(" on ")).Where(p => p.Length == 2).Select(p => p[1].Split(' ')[0]).Distinct().Order(StringComparer.Ordinal);
        Assert.Equal(tables, string.Join(' ', read));
    }

    [Theory]
    [InlineData("update plan.indicators set measure_code = '5-1-1' where code = 'c'")]
    [InlineData("update plan.indicators set plan_code = null where code = 'a'")]
    [InlineData("update plan.indicators set plan_code = null where code = 'b'")]
    public async Task Indicator_that_leaves_out_a_level_is_refused(string update)
    {
        await using var database = await postgres.CreateAsync();
        await database.ExecuteAsync(Rows);

        var refusal = await Assert.ThrowsAsync<PostgresException>(() => database.ExecuteAsync(update, DatabaseRole.Writer));

        Assert.Equal("ck_indicators_levels", refusal.ConstraintName);
    }
}
