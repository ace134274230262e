using System.Text.Json;
using Xunit;

namespace Kawasaki.Tests.Integration.Clients;

/// <summary>The v4 ODataModel of OpenUI5 in Chromium reads rows as its lists, forms and tables do; they equal a plain SQL query.</summary>
public sealed partial class OpenUi5Tests(OpenUi5 browser) : IClassFixture<OpenUi5>
{
    [Theory]
    [MemberData(nameof(Lists))]
    public async Task A_list_shows_what_sql_says(string name, string question, string sql)
    {
        var expected = await browser.SqlAsync(sql);
        var said = await browser.AskAsync(question);

        Assert.NotEmpty(expected);
        Assert.True(expected.SequenceEqual(ClientFixture.Rows(said.GetProperty("rows"))), $"{name}: {said}");
        Assert.Empty(Texts(said, "complaints"));
    }

    [Fact]
    public async Task A_growing_list_asks_for_the_rows_it_lacks_and_no_more()
    {
        var said = await browser.AskAsync("""{"path": "/reformTasks", "parameters": {"$count": true}, "windows": [[0, 20], [0, 40]], "columns": ["code"]}""");

        Assert.Equal(["GET reformTasks?$count=true&$skip=0&$top=20", "GET reformTasks?$count=true&$skip=20&$top=20"], Texts(said, "requests").Where(r => r != "GET $metadata"));
        Assert.Equal(await browser.SqlAsync("select count(*) from plan.reform_tasks"), [said.GetProperty("length").GetRawText()]);
        Assert.True(said.GetProperty("isLengthFinal").GetBoolean());
    }

    [Fact]
    public async Task With_its_usual_group_id_it_asks_in_batches()
    {
        var said = await browser.AskAsync("""{"path": "/reformTasks", "groupId": "$auto", "windows": [[0, 20], [0, 30]], "columns": ["code", "name"]}""");

        Assert.Equal(["POST $batch", "POST $batch"], Texts(said, "requests").Where(r => r != "GET $metadata"));
        Assert.Equal(await browser.SqlAsync("select code, name from plan.reform_tasks order by code limit 30"), ClientFixture.Rows(said.GetProperty("rows")));
        Assert.Empty(Texts(said, "complaints"));
    }

    [Fact]
    public async Task A_form_shows_a_row_and_the_label_of_a_property()
    {
        var said = await browser.AskAsync(
            """
            {"path": "/reformTasks('ar3-1-2-4')", "element": "/reformTasks/departmentText", "parameters": {"$expand": {"item": {"$select": "name", "$expand": {"pillar": true}}, "departments": true}},
             "columns": ["code", "departmentText", "item/name", "item/pillar/number", "departments/0/code", "securesMoney"]}
            """);

        Assert.Equal(
            await browser.SqlAsync(
                """
                select t.code, t.department_text, i.name, p.number, d.department_code, t.secures_money::text from plan.reform_tasks t join plan.reform_items i on i.code = t.item_code
                join plan.reform_pillars p on p.code = i.pillar_code join plan.reform_task_departments d on d.reform_task_code = t.code where t.code = 'ar3-1-2-4'
                """),
            ClientFixture.Rows(said.GetProperty("rows")));
        Assert.Equal("Department, as printed", said.GetProperty("label").GetString());
        Assert.Empty(Texts(said, "complaints"));
    }

    private static IEnumerable<string?> Texts(JsonElement said, string name) => said.GetProperty(name).EnumerateArray().Select(e => e.GetString());
}

/// <summary>npm @openui5/sap.ui.core, driven by npm playwright-core.</summary>
public sealed class OpenUi5(PostgresFixture postgres) : ClientFixture(postgres, "openui5.mjs");
