using System.Net.Http;
using System.Text.Json;
using Xunit;

namespace Kawasaki.Tests.Integration.OData;

/// <summary>What is wrong gets its error object with status, code and sentence; never a 500, never an answer as if it were right.</summary>
public sealed class BadRequestTests(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    [Theory]
    [InlineData("plns", 404, "KWS201", "column 1: There is no entity set 'plns'. Did you mean 'plans'?")]
    [InlineData("plans('ip9')", 404, "KWS203", "No such row in plans.")]
    [InlineData("plans('ip9')/projects", 404, "KWS203", "The path leads through a row that does not exist.")]
    [InlineData("plans('ip9')/projects/$count", 404, "KWS203", "The path leads through a row that does not exist.")]
    [InlineData("departments('nobody')/ward", 404, "KWS203", "The path leads through a row that does not exist.")]
    [InlineData("departments('citizens')/ward/name", 404, "KWS203", "No such row in wards.")]
    [InlineData("plans('ip3')/projcts", 404, "KWS201", "column 14: PlanProgramme has no property or navigation 'projcts'. Did you mean 'projects'?")]
    [InlineData("plans('ip3')/name/first", 404, "KWS201", "column 19: name is a plain value without members.")]
    [InlineData("plans/$value", 404, "KWS201", "column 7: $value stands behind a property that is one plain value.")]
    [InlineData("plans('ip3')/$count", 404, "KWS201", "column 14: $count stands behind a collection.")]
    [InlineData("plans(1)", 400, "KWS107", "column 7: The key property code is Edm.String, '1' is not. Put it in single quotes.")]
    [InlineData("plans(nme='ip3')", 400, "KWS202", "column 7: 'nme' is not in the key of PlanProgramme. Write it as (code='...').")]
    [InlineData("plans()", 400, "KWS101", "column 6: The key of PlanProgramme has 1 value, here are 0. Write it as (code='...').")]
    [InlineData("changes('1')", 400, "KWS107", "column 9: The key property sequence is Edm.Int64, '1' is not.")]
    [InlineData("changes/x", 400, "KWS107", "column 9: 'x' is no key of ChangeEntry: a whole number is expected.")]
    [InlineData("plans?$select=projects($top=1)", 400, "KWS202", "column 1: PlanProgramme has no complex property 'projects'. Use $expand=projects($select=...).")]
    [InlineData("plans?$index=1", 400, "KWS101", "$index says where something is inserted; it has no meaning when reading. Use $skip and $top.")]
    [InlineData("plans?$schemaversion=1", 404, "KWS201", "There is no version '1' of the schema: it has no versions. Leave $schemaversion out, or write *.")]
    [InlineData("policies/@core.x", 404, "KWS203", "No such row in policies. '@core.x' was taken for a key of policies.")]
    [InlineData("plans('ip3')/@core.x", 404, "KWS201", "column 14: PlanProgramme has no annotation '@core.x'.")]
    [InlineData("plans/$each", 400, "KWS101", "column 7: $each stands for changing each member of a collection; it has no meaning here. Leave it out: GET reads the members, PATCH of the collection changes many at once.")]
    [InlineData("plans?$expand=$value", 400, "KWS101", "column 1: PlanProgramme has no media stream: $value cannot be expanded.")]
    [InlineData("plans?$expand=@core.x", 400, "KWS202", "column 1: PlanProgramme has no annotation '@core.x' that leads to rows.")]
    [InlineData("plans?$select=other.*", 400, "KWS202", "column 1: There is no namespace 'other'. The service has one: 'kawasaki'.")]
    [InlineData("plans?$select=kawasaki.best(rank,size)", 400, "KWS202", "column 1: PlanProgramme has no function 'kawasaki.best'.")]
    [InlineData("plans?$select=kawasaki.progress", 400, "KWS202", "column 1: PlanProgramme has no function 'kawasaki.progress'.")]
    [InlineData("plans?$filter=kawasaki.progress(fiscalYear=2024)/works gt 1", 400, "KWS202", "column 1: The function progress cannot be called on PlanProgramme. It can be called on measures, reformItems, reformPillars, departments.")]
    [InlineData("measures?$filter=kawasaki.progress(fiscalYear=2024) eq 1", 400, "KWS106", null)]
    [InlineData("measures?$filter=length(kawasaki.progress(fiscalYear=2024)) eq 1", 400, "KWS106", null)]
    [InlineData("plans?$select=nme/@core.x", 400, "KWS202", "column 1: PlanProgramme has no property 'nme'. Did you mean 'name'?")]
    [InlineData("plans?$filter=name('x')/y eq 1", 400, "KWS101", "column 1: name is no collection of rows and takes no key.")]
    [InlineData("plans?$filter=tolower(name)/x eq 1", 400, "KWS101", "column 1: Neither before nor behind a call of tolower can a path go on.")]
    [InlineData("plans?$filter=prjects('x')/name eq 'y'", 400, "KWS202", "column 1: PlanProgramme has no function 'prjects' and no navigation of that name. Did you mean 'projects'?")]
    [InlineData("actions?$filter=fiscalYears/$filter($this gt 1)(2)/x eq 1", 400, "KWS106", "column 32: The members of fiscalYears have no key.")]
    [InlineData("plans?$filter=@o eq 1&@o={\"a\":1}", 400, "KWS106", "column 1: '@o' is an object, a value is expected.")]
    [InlineData("plans?$filter=name eq {\"a\":1}", 400, "KWS106", "column 9: A plain value is expected beside another.")]
    [InlineData("plans?$filter=length({\"a\":1}) eq 1", 400, "KWS106", "column 8: An object is no value: only eq and ne take one, beside a complex property. Its members are values: @o/name&@o={\"name\":...}.")]
    [InlineData("plans?$filter=$it eq {\"code\":\"ip3\"}", 400, "KWS106", "column 8: A row is compared with a row, not with an object. For example with $root/documents('...').")]
    [InlineData("projects?$filter=plan eq measure", 400, "KWS106", "column 6: 'eq' cannot compare PlanProgramme with Measure.")]
    [InlineData("projects?$filter=plan gt measure", 400, "KWS106", "column 1: 'plan' leads to a row of PlanProgramme, a value is expected. Add a property: 'plan/code'.")]
    [InlineData("actions?$filter=fiscalYears gt fiscalYears", 400, "KWS106", "column 13: 'gt' does not compare collections. Use any(x:x eq ...), 'in' or $count.")]
    [InlineData("actions?$filter=fiscalYears eq ['a']", 400, "KWS106", null)]
    [InlineData("plans?$filter=cast(name,Collection(Edm.String)) eq []", 400, "KWS106", "column 1: Edm.String cannot be cast to Collection(Edm.String).")]
    [InlineData("plans?$filter=matchesPattern(name,concat('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa','aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'))", 400, null, null)]
    [InlineData("plans?$filter=@o/b eq 1&@o={\"a\":1}", 400, "KWS202", "column 4: The object has no member 'b'. Did you mean 'a'?")]
    [InlineData("plans?$filter=$these eq 1&$orderby=$these/$count", 400, null, null)]
    [InlineData("plans?$filter=$root/plans('ip3') eq 1", 400, "KWS106", null)]
    [InlineData("reformTasks/departments", 404, "KWS203", "No such row in reformTasks. 'departments' was taken for a key of reformTasks: write reformTasks('...')/departments.")]
    [InlineData("reformTasks/5", 404, "KWS203", "No such row in reformTasks. '5' was taken for a key of reformTasks.")]
    [InlineData("plans('ip3')/projects/x/name", 404, "KWS203", "No such row in projects. 'x' was taken for a key of projects.")]
    [InlineData("reformTasks?$orderby=departments/name", 400, "KWS106", "column 1: 'departments/name' leads to many values, one is expected. In a condition use 'departments/any(x:...)' or put it on the right of 'in'; one value is 'departments/$count'.")]
    [InlineData("reformTasks?$filter=item.name eq 'x'", 400, "KWS106", "column 1: There is no type 'item.name'. A path is written with slashes: 'item/name'.")]
    [InlineData("indicators?$filter=observations/max(value) gt 5", 400, "KWS106", "column 14: 'observations' leads to many rows: any, all, $count or $filter must follow it. Write observations/aggregate(value with max).")]
    [InlineData("policies?$expand=measures($levels=2)", 400, "KWS101", "column 18: $levels repeats measures, which Measure does not have. Nest $expand instead.")]
    [InlineData("indicators?$search=町内会 AND", 400, "KWS101", "column 5: `AND` has no word on one of its sides; the word itself stands in double quotes: \"AND\"")]
    [InlineData("reformTasks?$apply=groupby((item/name))&$search=x", 501, "KWS104", "column 1: $search in what $apply makes of the rows is not supported by this service. To search the rows themselves write $apply=search(...)/groupby(...).")]
    [InlineData("$crossjoin(observations,actions,citations)/$count", 400, "KWS105", "$crossjoin of three sets needs a condition that joins them: nothing compares observations with actions. Add $filter=observations/... eq actions/...")]
    [InlineData("plans?foo=1", 400, "KWS103", "There is no query option 'foo'.")]
    [InlineData("plans?$filtr=true", 400, "KWS103", null)]
    [InlineData("plans?$top=1&top=2", 400, "KWS102", null)]
    [InlineData("plans?$filter=", 400, "KWS101", null)]
    [InlineData("plans?$filter=name = 'x'", 400, "KWS101", "column 6: unexpected `=`, expected an operator or the end; OData writes `eq` for `=`")]
    [InlineData("plans?$filter=name eq", 400, "KWS101", null)]
    [InlineData("plans?$filter=name eq 'x", 400, "KWS101", null)]
    [InlineData("plans?$filter=nam eq 'x'", 400, "KWS202", "column 1: PlanProgramme has no property 'nam'. Did you mean 'name'?")]
    [InlineData("plans?$filter=name eq 1", 400, "KWS106", "column 6: 'eq' cannot compare Edm.String with Edm.Int32. Numbers are written without quotes, texts in single quotes.")]
    [InlineData("plans?$filter=name", 400, "KWS106", "column 1: A condition is expected, this is Edm.String.")]
    [InlineData("plans?$filter=kind eq 'plan'", 400, "KWS107", "column 9: 'plan' is no value of kind; its values are implementationPlan, reformProgramme.")]
    [InlineData("plans?$filter=kind in ('reformProgram')", 400, "KWS107", "column 10: 'reformProgram' is no value of kind; its values are implementationPlan, reformProgramme. Did you mean 'reformProgramme'?")]
    [InlineData("plans?$apply=aggregate($count as n)&$filter=$it eq {\"a\":1}", 400, null, null)]
    [InlineData("plans?$apply=aggregate($count as n)&$filter=$it eq 1", 400, "KWS106", null)]
    [InlineData("$crossjoin(plans,wards)?$filter=$it eq 1", 400, "KWS106", null)]
    [InlineData("plans?$filter=line eq [1,INF]", 400, "KWS106", null)]
    [InlineData("actions?$filter=hassubset(fiscalYears,[2024.5])", 400, "KWS106", null)]
    [InlineData("actions?$filter=hassubset(fiscalYears,[2024,1e300])", 400, "KWS106", null)]
    [InlineData("plans?$filter=projects eq null", 400, "KWS106", null)]
    [InlineData("plans?$filter=projects/name eq 'x'", 400, "KWS106", null)]
    [InlineData("plans?$filter=projects/all() ", 400, "KWS101", null)]
    [InlineData("plans?$filter=lenght(name) gt 1", 400, "KWS202", "column 1: There is no function 'lenght'. Did you mean 'length'?")]
    [InlineData("plans?$filter=length(1) gt 1", 400, "KWS106", "column 1: The function length(text) does not take (Edm.Int32).")]
    [InlineData("plans?$filter=length(name,name) gt 1", 400, "KWS106", "column 1: The function length takes 1 arguments, here are 2.")]
    [InlineData("observations?$filter=periodStart eq '2025-04-01'", 400, "KWS106", "column 13: 'eq' cannot compare Edm.Date with Edm.String. Write the value without quotes.")]
    [InlineData("observations?$filter=periodStart eq 2025-02-30", 400, "KWS107", "column 16: '2025-02-30' is not a value of Edm.Date. Dates reach from 0001-01-01 to 9999-12-31.")]
    [InlineData("observations?$filter=value has 'x'", 400, "KWS106", null)]
    [InlineData("observations?$filter=value eq 1 div 0", 400, "KWS106", "column 12: Division by zero.")]
    [InlineData("observations?$filter=value eq 1 div 0&$compute=line mod 1 as rest", 400, "KWS106", "Division by zero. Look at $compute column 6, $filter column 12.")]
    [InlineData("observations?$filter=@a&@a=line div (line sub line) eq 1", 400, "KWS106", "column 6: Division by zero.")]
    [InlineData("observations?$top=1&$expand=indicator($compute=number div (number sub number) as q)", 400, "KWS106", "column 27: Division by zero.")]
    [InlineData("observations?$apply=compute(line mod 0 as r)", 400, "KWS106", "column 14: Division by zero.")]
    [InlineData("observations?$filter=fiscalYear mul 2147483647 eq 1", 400, "KWS106", "column 12: A computed number is out of the range of its type.")]
    [InlineData("observations?$filter=periodEnd add duration'P3000000D' eq 2025-01-01", 400, "KWS106", "column 11: A computed date or time does not exist.")]
    [InlineData("observations?$filter=matchesPattern(valueText,'(')", 400, "KWS107", "column 26: The pattern is not a valid regular expression.")]
    [InlineData("plans/$count?$filter=matchesPattern(name,concat('(',name))", 400, "KWS107", "column 21: The pattern is not a valid regular expression. A computed pattern has at most 200 characters.")]
    [InlineData("observations?$filter=@a&@a=@a", 400, "KWS101", null)]
    [InlineData("observations?$orderby=citations", 400, "KWS106", null)]
    [InlineData("observations?$orderby=vlue", 400, "KWS202", "column 1: Observation has no property 'vlue'. Did you mean 'value'?")]
    [InlineData("observations?$select=vlue", 400, "KWS202", "column 1: Observation has no property 'vlue'. Did you mean 'value'?")]
    [InlineData("observations?$select=indicator/name", 400, "KWS202", "column 1: Observation has no complex property 'indicator'. Use $expand=indicator($select=name).")]
    [InlineData("observations?$expand=indicatr", 400, "KWS202", "column 1: Observation has no navigation 'indicatr'. Did you mean 'indicator'?")]
    [InlineData("observations?$expand=value", 400, "KWS202", null)]
    [InlineData("observations?$expand=indicator,indicator", 400, "KWS102", "column 11: indicator is expanded twice.")]
    [InlineData("observations?$expand=indicator($top=1)", 400, "KWS101", "$top has no meaning for one row.")]
    [InlineData("observations?$expand=indicator/measure", 400, "KWS101", "column 1: A path of navigations cannot be expanded. Use $expand=indicator($expand=measure).")]
    [InlineData("observations?$compute=value mul 2 as value", 400, "KWS101", "column 16: The name 'value' is taken.")]
    [InlineData("plans('ip3')?$filter=true", 400, "KWS101", "$filter has no meaning for one row.")]
    [InlineData("plans('ip3')/name?$select=code", 400, "KWS101", "$select has no meaning for this resource.")]
    [InlineData("plans/$count?$top=1", 400, "KWS101", "$top has no meaning for $count.")]
    [InlineData("plans?$top=-1", 400, null, null)]
    [InlineData("plans?$top=1e3", 400, null, null)]
    [InlineData("plans?$top=", 400, null, null)]
    [InlineData("plans?$top=99999999999999999999", 400, null, null)]
    [InlineData("plans?$skip=-1", 400, null, null)]
    [InlineData("plans?$skip=100001", 400, "KWS105", "column 1: $skip passes over at most 100000 rows. Follow @odata.nextLink: it costs the same at any depth.")]
    [InlineData("plans?$count=maybe", 400, null, null)]
    [InlineData("plans?$skiptoken=abc", 400, "KWS108", "The token is damaged or belongs to another query. Follow @odata.nextLink as it is, or start again without $skiptoken.")]
    [InlineData("plans?$skiptoken=%20", 400, null, null)]
    [InlineData("plans?$format=atom", 406, "KWS109", "The answer can be application/json or text/csv or application/vnd.openxmlformats-officedocument.spreadsheetml.sheet; none of that is accepted by the request.")]
    [InlineData("plans?$format=xml", 406, "KWS109", null)]
    [InlineData("plans?$format=%00", 400, "KWS101", null)]
    [InlineData("$metadata?$format=text/csv", 406, "KWS109", null)]
    [InlineData("$metadata?$top=1", 400, "KWS101", "$top has no meaning for this resource.")]
    [InlineData("plans?$filter=name eq '%00'", 400, "KWS101", null)]
    [InlineData("plans?$filter=name eq '%ff'", 400, "KWS101", null)]
    [InlineData("plans?$filter=%zz", 400, "KWS101", null)]
    public async Task What_is_wrong_is_refused(string url, int status, string? code, string? message) => await AssertProblemAsync(url, status, code, message);

    [Theory]
    [InlineData("changes?$search=x")]
    [InlineData("plans?$apply=traverse($root/plans,h,code,preorder)")]
    [InlineData("plans?$filter=geo.length(name) gt 1")]
    [InlineData("observations?$filter=citations/$count($search=x) gt 1")]
    [InlineData("actions?$filter=fiscalYears/$count($search=x) gt 1")]
    public async Task What_is_not_built_is_said_to_be(string url)
    {
        var error = await AssertProblemAsync(url, 501, "KWS104", null);
        Assert.Contains("not supported by this service", error.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Absurd_sizes_are_refused()
    {
        await AssertProblemAsync("plans?$filter=" + new string('(', 3_000) + "true" + new string(')', 3_000), 400, null, null);
        await AssertProblemAsync("plans?$filter=" + string.Concat(Enumerable.Repeat("not ", 1_000)) + "true", 400, null, null);
        await AssertProblemAsync("plans?$filter=" + string.Join(" or ", Enumerable.Repeat("line eq 1", 600)), 400, null, null);
        await AssertProblemAsync("plans?$filter=line in (" + string.Join(',', Enumerable.Range(1, 1_500)) + ")", 400, null, null);
        await AssertProblemAsync("plans?$filter=name eq '" + new string('x', 9_000) + "'", 400, "KWS105", null);
        await AssertProblemAsync("plans?$filter=matchesPattern(name,'" + new string('x', 201) + "')", 400, "KWS105", "column 21: The pattern has 201 characters, at most 200 are allowed.");
        await AssertProblemAsync("plans?$orderby=" + string.Join(',', Enumerable.Range(1, 11).Select(i => $"line add {i}")), 400, "KWS105", "column 1: $orderby has 11 terms, at most 10 are allowed.");
        await AssertProblemAsync("themes?$expand=" + Nested("children", 6), 400, "KWS105", null);
        await AssertProblemAsync("themes?$expand=" + Nested("children", 100), 400, null, null);
        await AssertProblemAsync("projects?$expand=*($expand=*($expand=*))", 400, null, null);
        await AssertProblemAsync("plans?$filter=" + string.Join(" and ", Enumerable.Repeat("projects/any()", 21)), 400, "KWS105", "column 381: The expressions of the request look into more than 20 collections.");
        await AssertProblemAsync("plans" + string.Concat(Enumerable.Repeat("/document", 40)), 400, "KWS105", null);
        await AssertProblemAsync("projects('a')" + string.Concat(Enumerable.Repeat("/predecessor", 40)), 400, "KWS105", null);
        // A chain of aliases, each twice the one before: 2^20 nodes.
        await AssertProblemAsync("plans?$filter=@a0&" + string.Join('&', Enumerable.Range(0, 20).Select(i => $"@a{i}=@a{i + 1} and @a{i + 1}")) + "&@a20=true", 400, "KWS105", null);
    }

    [Theory]
    [InlineData("POST", "plans", 401)]
    [InlineData("PUT", "plans('ip3')", 401)]
    [InlineData("PATCH", "plans('ip3')", 401)]
    [InlineData("DELETE", "plans('ip3')", 401)]
    [InlineData("OPTIONS", "plans", 405)]
    [InlineData("TRACE", "plans", 401)]
    [InlineData("FOO", "plans", 401)]
    [InlineData("POST", "plans/$query", 415)]
    public async Task Other_methods_are_refused(string method, string url, int status)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(service.Root + url));
        using var response = await service.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(status == 405 ? ["GET", "HEAD"] : [], response.Content.Headers.Allow);
        var error = JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement.GetProperty("error");
        Assert.Equal(status == 405, error.GetProperty("message").GetString() == $"{method} has no meaning here: it takes GET, HEAD.");
    }

    [Fact]
    public async Task A_path_outside_of_the_service_is_not_found()
    {
        using var response = await service.Client.GetAsync(new Uri("/elsewhere", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(404, (int)response.StatusCode);
        Assert.Contains("plain JSON at /api/v1, OData at /odata/.", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    private static string Nested(string navigation, int depth) => depth == 1 ? navigation : $"{navigation}($expand={Nested(navigation, depth - 1)})";

    private async Task<JsonElement> AssertProblemAsync(string url, int status, string? code, string? message)
    {
        using var response = await service.SendAsync(url.Replace(" ", "%20", StringComparison.Ordinal));
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(status == (int)response.StatusCode, $"{url[..Math.Min(url.Length, 200)]}: {(int)response.StatusCode} {body}");
        Assert.Equal("no-store", response.Headers.CacheControl?.ToString());
        var error = JsonDocument.Parse(body).RootElement.GetProperty("error");
        Assert.Equal(code ?? error.GetProperty("code").GetString(), error.GetProperty("code").GetString());
        Assert.Equal(message ?? error.GetProperty("message").GetString(), error.GetProperty("message").GetString());
        return error;
    }
}
