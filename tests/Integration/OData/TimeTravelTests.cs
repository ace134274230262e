using System.Net;
using System.Net.Http;
using System.Text.Json;
using Kawasaki.Api.Hosting;
using Kawasaki.Api.OData.Binding;
using Kawasaki.Domain.Packages;
using Kawasaki.Domain.Plan;
using Kawasaki.Infrastructure.Postgres.Connections;
using Kawasaki.Infrastructure.Postgres.Loading;
using Kawasaki.Infrastructure.Postgres.Mapping;
using Kawasaki.Tests.Unit.Packages;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Xunit;

namespace Kawasaki.Tests.Integration.OData;

/// <summary>`$at` over HTTP: what is answered as of a moment is, byte for byte, what was answered at that moment.</summary>
public sealed class TimeTravelTests(PostgresFixture postgres) : ChangingTests(postgres)
{
    // Every kind of path and option, each over rows that the steps change.
    private static readonly string[] Questions =
    [
        .. PlanModel.Instance.Published.Sets.Select(s => s.Name),
        .. PlanModel.Instance.Published.Sets.Select(s => s.Name + "/$count"),
        "themes('1-2')", "themes('1-2')/parent", "themes('1')/children", "themes('1-2')/name", "themes('1-2')/name/$value", "themes/$ref", "themes('1-2')/$ref", "themes/1-2/parent/children/$count",
        "themes?$count=true&$top=1", "themes?$filter=parent/name eq '自治'", "themes?$orderby=parent/name desc,name&$select=name", "$entity?$id=themes('1-2')",
        "themes?$expand=children($expand=parent($levels=1);$count=true),parent/$ref", "themes?$expand=children/$count", "themes?$format=application/json;odata.metadata=full",
        "reformTasks?$expand=departments($select=name;$orderby=name),item($expand=pillar)", "departments?$expand=reformTasks", "reformTasks('ar3-1-2-4')/departments", "departments?$filter=reformTasks/any()",
        "departments?$filter=reformTasks/any(t:t/actions/any(a:a/isOngoing))", "departments?$filter=reformTasks/$count eq 0", "reformTasks/$filter(securesMoney)/$count", "reformTasks('ar3-1-2-4')/departments/$count", "citations('5-1-1-o1.target.2025.c1')",
        "indicators?$expand=observations($filter=value ne null;$expand=ward,citations)", "indicators?$filter=observations/all(o:o/status eq 'ok' or o/value eq null)",
        "indicators?$filter='5-1-1-o1' in $root/observations/indicatorCode", "observations?$filter=$root/themes('1-2')/name eq '区'&$select=code",
        "observations?$apply=groupby((indicator/name,status),aggregate(value with sum as total,$count as n))", "observations?$apply=filter(value gt 0)/aggregate(value with max as most)",
        "departments?$apply=groupby((kind),aggregate(reformTasks/$count as n))", "indicatorFacts?$filter=contains(indicatorName,'率')&$orderby=wardName,code", "indicatorFacts?$apply=groupby((wardName,indicatorName),aggregate($count as n))",
        "indicatorFacts('5-1-1-o1.actual.2020')", "themes?$search=区", "observations?$search=加入率 NOT 町内", "indicators?$search=加入率&$expand=observations($search=加入率)",
        "$crossjoin(themes,wards)?$filter=startswith(themes/name,'区') and wards/code ne null&$expand=themes($select=name),wards($select=name)", "changes?$filter=entitySet eq 'themes'&$orderby=sequence desc",
        "$all", "$all/$count", "$all?$filter=isof(kawasaki.Theme)&$top=2", "themes?$format=csv", "wards?$compute=length(name) as letters&$select=code,letters", "projects?$expand=statusReports,actions", "statusReports?$expand=project($expand=measure)",
    ];

    [Fact]
    public async Task Every_answer_as_of_a_moment_is_the_one_given_then()
    {
        (string What, Func<Task> Change)[] steps =
        [
            ("as loaded", () => Task.CompletedTask),
            ("a changed package", () => LoadAsync(Changed())),
            ("a renamed row, a new one, one gone", () => SqlAsync("""
                update plan.themes set name = '区のこと' where code = '1-2';
                insert into plan.wards values ('141321', '幸区', 'Saiwai-ku', 'civic2015', 5, null);
                delete from plan.passages
                """)),
            ("a link gone", () => SqlAsync("delete from plan.reform_task_departments where department_code = 'citizens'")),
            ("a link back", () => SqlAsync("insert into plan.reform_task_departments values ('ar3-1-2-4', 'citizens')")),
            ("names behind the facts", () => SqlAsync("update plan.indicators set name = '自治会加入率'; update plan.wards set name = '川崎' where code = '141313'; update plan.observations set value = 1.0 where value = 0")),
            ("a printed zero", () => SqlAsync("update plan.observations set value = 1.00 where value = 1.0")),
            ("a row that goes and comes in one transaction", () => SqlAsync("""
                begin; set constraints all deferred;
                delete from plan.citations; insert into plan.themes values ('1-9', '1', '一日', 'civic2015', 9, null); update plan.themes set name = '昔' where code = '1-9'; delete from plan.themes where code = '1-9';
                insert into plan.citations (code, document_code, line, subject_kind, subject_code, observation_code, value_text) values ('c2', 'ar3', 6, 'observations', '5-1-1-o1.target.2025', '5-1-1-o1.target.2025', '二');
                commit
                """)),
            ("nothing left of the reports", () => SqlAsync("truncate plan.status_reports")),
            ("the first package again", () => LoadAsync(SamplePlan.Build())),
        ];
        var moments = new List<(string What, string At, Dictionary<string, string> Answers)>();
        foreach (var (what, change) in steps)
        {
            await change();
            var answers = new Dictionary<string, string>();
            foreach (var question in Questions)
            {
                answers.Add(question, await AskAsync(question));
            }

            moments.Add((what, await MomentAsync(), answers));
        }

        var different = new List<string>();
        foreach (var (what, at, answers) in moments)
        {
            foreach (var question in Questions)
            {
                var answer = await AskAsync(At(question, at));
                if (answer != answers[question])
                {
                    different.Add($"{what}: {question}\nthen {answers[question]}\nnow  {answer}");
                }
            }
        }

        Assert.True(different.Count == 0, $"{different.Count} differ, such as\n{string.Join("\n\n", different.Take(3))}");
        // The steps do change what is asked.
        Assert.All((string[])["themes", "wards", "passages", "citations", "citations('5-1-1-o1.target.2025.c1')", "statusReports", "indicatorFacts", "changes", "departments?$expand=reformTasks", "themes?$search=区"],
            q => Assert.True(moments.Select(m => m.Answers[q]).Distinct().Count() > 1, q));
    }

    [Fact]
    public async Task Pages_as_of_a_moment_are_the_whole_of_then_while_rows_come_and_go()
    {
        var at = await MomentAsync();
        var whole = await CodesAsync("observations?$orderby=value desc,code&$select=code");

        var codes = new List<string>();
        var url = At("observations?$orderby=value desc,code&$select=code", at);
        for (var step = 0; url is not null; step++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, Address(url));
            request.Headers.TryAddWithoutValidation("Prefer", "maxpagesize=1");
            using var response = await Client.SendAsync(request, TestContext.Current.CancellationToken);
            var page = await JsonAsync(response);
            codes.AddRange(page.GetProperty("value").EnumerateArray().Select(r => r.GetProperty("code").GetString()!));
            url = page.TryGetProperty("@odata.nextLink", out var link) ? link.GetString() : null;
            Assert.True(url is null || url.Contains("$at=", StringComparison.Ordinal), url);
            await SqlAsync($"update plan.observations set value = {step + 100} where value is not null; delete from plan.citations; delete from plan.observations where code like '%202{step + 3}%'");
        }

        Assert.Equal(whole, codes);
        Assert.NotEqual(whole, await CodesAsync("observations?$orderby=value desc,code&$select=code"));
    }

    [Fact]
    public async Task The_rest_of_an_expansion_is_as_of_the_same_moment()
    {
        var (other, few) = await ServiceFixture.StartAsync(Database, new ServerOptions { Port = 0 }, new QueryLimits { ExpandRows = 1 });
        await using (other)
        using (few)
        {
            var at = await MomentAsync();
            await SqlAsync("delete from plan.reform_task_departments");

            var page = await few.GetStringAsync(Address(At("reformTasks?$expand=departments($select=code)", at)), TestContext.Current.CancellationToken);
            var link = JsonDocument.Parse(page).RootElement.GetProperty("value")[0].GetProperty("departments@odata.nextLink").GetString()!;
            var rest = JsonDocument.Parse(await few.GetStringAsync(Address(link), TestContext.Current.CancellationToken)).RootElement;

            Assert.Equal("kawasaki-ward", Assert.Single(rest.GetProperty("value").EnumerateArray()).GetProperty("code").GetString());
        }
    }

    [Fact]
    public async Task A_question_in_the_body_and_an_alias_may_name_the_moment_and_at_needs_no_dollar()
    {
        var at = await MomentAsync();
        var then = await AskAsync("themes");
        await SqlAsync("update plan.themes set name = '別'");

        using var body = new StringContent($"$at={at}", System.Text.Encoding.UTF8, "text/plain");
        using var posted = await Client.PostAsync(Address("themes/$query"), body, TestContext.Current.CancellationToken);

        Assert.Equal(then, Rootless(await posted.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)));
        Assert.Equal(then, await AskAsync($"themes?$at=@m&@m={at}"));
        Assert.Equal(then, await AskAsync($"themes?AT={at}"));
        Assert.NotEqual(then, await AskAsync("themes"));
    }

    [Fact]
    public async Task A_moment_may_be_computed()
    {
        var at = await MomentAsync();
        var then = await AskAsync("themes");
        await SqlAsync("update plan.themes set name = '別'");

        Assert.Equal(then, await AskAsync($"themes?$at={at} sub duration'PT0S'"));
        Assert.Equal(then, await AskAsync($"themes?$at=@m add @d&@m={at}&@d=duration'PT0S'"));
        Assert.Equal(await AskAsync("themes?$expand=children"), await AskAsync("themes?$expand=children&$at=now()"));
        Assert.Equal("0", await AskAsync("themes/$count?$at=min"));
        Assert.Equal("0", await AskAsync("themes/$count?$at=date(now()) sub duration'P2D'"));
    }

    [Fact]
    public async Task What_is_expanded_may_be_of_another_moment_than_the_rows_around()
    {
        var at = await MomentAsync();
        var then = JsonDocument.Parse(await AskAsync("themes('1')?$select=code,name&$expand=parent,children($select=code,name;$filter=name ne $it/name;$expand=parent($select=name))")).RootElement;
        await SqlAsync("update plan.themes set name = '別' || code");

        var mixed = JsonDocument.Parse(await AskAsync($"themes('1')?$select=code,name&$expand=children($select=code,name;$filter=name ne $it/name;$expand=parent($select=name);$at={at})")).RootElement;
        var inside = JsonDocument.Parse(await AskAsync($"themes('1')?$at={at}&$select=code,name&$expand=children($select=code,name;$expand=parent($select=name);$at=now())")).RootElement;

        Assert.Equal("別1", mixed.GetProperty("name").GetString());
        Assert.Equal(then.GetProperty("children").GetRawText(), mixed.GetProperty("children").GetRawText());
        Assert.Equal(then.GetProperty("name").GetString(), inside.GetProperty("name").GetString());
        Assert.Equal("別1-2 別1", string.Join(' ', inside.GetProperty("children").EnumerateArray().Where(c => c.GetProperty("code").GetString() == "1-2").Select(c => $"{c.GetProperty("name")} {c.GetProperty("parent").GetProperty("name")}")));
        Assert.Contains("\"children@odata.count\":0", await AskAsync("themes('1')?$expand=children($count=true;$top=0;$at=min)"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_as_of_a_moment_keeps_its_tag_whatever_changes()
    {
        using var first = await Client.GetAsync(Address($"themes?$at={await MomentAsync()}"), TestContext.Current.CancellationToken);
        await SqlAsync("update plan.themes set name = '別'");

        using var request = new HttpRequestMessage(HttpMethod.Get, first.RequestMessage!.RequestUri);
        request.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        using var second = await Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
    }

    [Fact]
    public async Task A_change_being_committed_is_waited_for()
    {
        await using var connection = await Database.Sources.Pool(DatabaseRole.Writer).OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await using var change = new NpgsqlCommand("update plan.themes set name = '別'; set constraints all immediate", connection);
        await change.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        var now = await Database.ScalarAsync<string>("""select to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')""");

        var (status, error) = await ProblemAsync($"themes?$at={now}");

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "A change of this very moment is being committed."), (status, error.GetProperty("message").GetString()));
        await transaction.CommitAsync(TestContext.Current.CancellationToken);
        Assert.Contains("別", await AskAsync($"themes?$at={now}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_moment_may_have_an_offset_and_a_date_is_its_beginning_in_japan()
    {
        var started = DateTimeOffset.Parse(await MomentAsync(), System.Globalization.CultureInfo.InvariantCulture);
        // As if everything had been loaded at noon of the first of April in Japan.
        await SqlAsync("update past.data_versions set committed_at = timestamptz '2024-04-01 12:00:00+09' + (version - (select max(version) from past.data_versions)) * interval '1 second'");

        Assert.Equal("0", await AskAsync("themes/$count?$at=2024-04-01"));
        Assert.Equal("2", await AskAsync("themes/$count?$at=2024-04-02"));
        Assert.Equal("2", await AskAsync("themes/$count?$at=2024-04-01T12:00:00%2B09:00"));
        Assert.Equal("2", await AskAsync("themes/$count?$at=2024-04-01T03:00Z"));
        Assert.Equal("2", await AskAsync($"themes/$count?$at={started:yyyy-MM-dd'T'HH:mm:ss'Z'}"));
        Assert.Equal("""{"@odata.context":"ROOT$metadata#themes","value":[]}""", await AskAsync("themes?$at=0001-01-01"));
        Assert.Equal(HttpStatusCode.NotFound, (await ProblemAsync("themes('1')?$at=2023-12-31")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await ProblemAsync("themes('1')/children?$at=2023-12-31")).Status);
    }

    private static PlanData Changed()
    {
        var data = SamplePlan.Build();
        data.Themes[1] = new Theme { Code = "1-2", DocumentCode = "civic2015", Line = 3, ParentCode = "1", Name = "区役所" };
        data.Themes.Add(new Theme { Code = "1-3", DocumentCode = "civic2015", Line = 5, ParentCode = "1", Name = "協働" });
        data.Discrepancies.Clear();
        data.ReformTaskDepartments.RemoveAt(0);
        data.IndicatorResults[0] = new IndicatorResult { Code = "eval1-5-1-1-r1", DocumentCode = "ip3", Line = 10, EvaluationCode = "eval1-5-1-1", IndicatorCode = "5-1-1-o1", Target = 63.50m, Actual = 0.0m, IsAchieved = false };
        data.ReformPillars[0] = new ReformPillar { Code = "ar3-1", DocumentCode = "ar3", Line = 2, PlanCode = "ar3", Number = 1, Name = "支え合う" };
        data.Departments.RemoveAll(d => d.Code == "kawasaki-ward");
        return data;
    }

    private async Task LoadAsync(PlanData data)
    {
        var report = await new PackageLoader(Database.Sources, NullLogger.Instance).LoadAsync(SamplePackage.Files(data), LoadMode.Load, null, TestContext.Current.CancellationToken);
        Assert.True(report.IsOk, report.Problem?.Message + string.Concat(report.Problem?.Details?.Select(d => "\n" + d.Message) ?? []));
    }

    private async Task SqlAsync(string sql) => await Database.ExecuteAsync(sql);

    private async Task<string> MomentAsync() =>
        (await Database.ScalarAsync<string>("""select to_char(changed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') from plan.data_version"""))!;

    // A row that was not there is not there as of then either.
    private async Task<string> AskAsync(string url)
    {
        using var response = await Client.GetAsync(Address(url), TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        if (response.StatusCode == HttpStatusCode.NotFound && text.Contains("KWS203", StringComparison.Ordinal))
        {
            return "no such row";
        }

        Assert.True(response.IsSuccessStatusCode, $"{url}: {(int)response.StatusCode} {text}");
        return Rootless(text);
    }

    private string Rootless(string text) => text.Replace(Client.BaseAddress + "odata/", "ROOT", StringComparison.Ordinal);

    private async Task<IReadOnlyList<string>> CodesAsync(string url)
    {
        using var response = await Client.GetAsync(Address(url), TestContext.Current.CancellationToken);
        return [.. (await JsonAsync(response)).GetProperty("value").EnumerateArray().Select(r => r.GetProperty("code").GetString()!)];
    }

    private async Task<(HttpStatusCode Status, JsonElement Error)> ProblemAsync(string url)
    {
        using var response = await Client.GetAsync(Address(url), TestContext.Current.CancellationToken);
        var error = JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement.GetProperty("error");
        return (response.StatusCode, error);
    }

    private static async Task<JsonElement> JsonAsync(HttpResponseMessage response)
    {
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, body);
        return JsonDocument.Parse(body).RootElement;
    }

    private static string At(string question, string at) => $"{question}{(question.Contains('?', StringComparison.Ordinal) ? '&' : '?')}$at={at}";

    private static Uri Address(string url) => new(url.StartsWith("http", StringComparison.Ordinal) ? url : "odata/" + url, UriKind.RelativeOrAbsolute);
}
