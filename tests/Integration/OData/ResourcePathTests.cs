using System.Net.Http;
using System.Text;
using System.Text.Json;
using Xunit;

namespace Kawasaki.Tests.Integration.OData;

/// <summary>Paths beyond sets and keys: `$entity`, `$query`, casts, levels; and the sentences of what is refused.</summary>
public sealed class ResourcePathTests(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    [Theory]
    [InlineData("$entity?$id=plans('ip3')&$select=name", """{"@odata.context":"ROOT$metadata#plans(name)/$entity","@odata.id":"ROOTplans('ip3')","name":"第3期実施計画"}""")]
    [InlineData("$entity?$select=name&id=ROOTplans('ip3')", """{"@odata.context":"ROOT$metadata#plans(name)/$entity","@odata.id":"ROOTplans('ip3')","name":"第3期実施計画"}""")]
    [InlineData("$entity?$id=/odata/policies('5-1')&$select=code&$expand=measures($select=code)", """{"@odata.context":"ROOT$metadata#policies(code,measures(code))/$entity","code":"5-1","measures":[{"code":"5-1-1"}]}""")]
    [InlineData("$entity/kawasaki.Policy?$id=policies('5-1')&$select=code", """{"@odata.context":"ROOT$metadata#policies(code)/$entity","code":"5-1"}""")]
    [InlineData("policies('5-1')/kawasaki.Policy/name", """{"@odata.context":"ROOT$metadata#policies('5-1')/name","value":"参加と協働"}""")]
    [InlineData("policies?$select=code&$expand=measures($levels=1;$select=code)", """{"@odata.context":"ROOT$metadata#policies(code,measures(code))","value":[{"code":"5-1","measures":[{"code":"5-1-1"}]}]}""")]
    [InlineData("$crossjoin(plans,wards)?$top=1", """{"@odata.context":"ROOT$metadata#Collection(Edm.ComplexType)","value":[{"plans@odata.navigationLink":"plans('ar3')","wards@odata.navigationLink":"wards('141313')"}]}""")]
    [InlineData("$crossjoin(policies,measures)?$filter=measures/policyCode eq policies/code&$expand=measures($select=code)&$count=true", """{"@odata.context":"ROOT$metadata#Collection(Edm.ComplexType)","@odata.count":1,"value":[{"policies@odata.navigationLink":"policies('5-1')","measures":{"code":"5-1-1"}}]}""")]
    [InlineData("$crossjoin(plans,changes)?$select=changes&$top=1", """{"@odata.context":"ROOT$metadata#Collection(Edm.ComplexType)","value":[{"changes@odata.navigationLink":"changes(1)"}]}""")]
    [InlineData("$crossjoin(plans,wards)?$top=1&$expand=plans($select=code)&$format=application/json;metadata=none", """{"value":[{"plans":{"code":"ar3"}}]}""")]
    public async Task Answers_to_the_letter(string url, string expected)
    {
        using var response = await service.SendAsync(url.Replace("ROOT", service.Root, StringComparison.Ordinal));

        Assert.Equal(expected.Replace("ROOT", service.Root, StringComparison.Ordinal), await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("$entity", 400, "KWS101", "$entity needs the id of a row. Write it as $entity?$id=documents('...').")]
    [InlineData("$entity?$id=plans", 400, "KWS101", "The id does not identify one row. Write it as $entity?$id=documents('...').")]
    [InlineData("$entity?$id=plans('ip3')/name", 400, "KWS101", "The id does not identify one row. Write it as $entity?$id=documents('...').")]
    [InlineData("$entity?$id=$metadata", 400, "KWS101", "The id does not identify one row. Write it as $entity?$id=documents('...').")]
    [InlineData("$entity?$id=plans('ip3')%3F$select=name", 400, "KWS101", "The id does not identify one row. Write it as $entity?$id=documents('...').")]
    [InlineData("$entity?$id=http://elsewhere.example/odata/plans('ip3')", 404, "KWS201", "The id is not one of this service. Write it as $entity?$id=documents('...').")]
    [InlineData("$entity?$id=plans('ip9')", 404, "KWS203", "No such row in plans.")]
    [InlineData("plans?$id=plans('ip3')", 400, "KWS101", "$id has no meaning for a collection.")]
    [InlineData("plans/kawasaki.Nothing", 400, "KWS106", "column 7: There is no type 'kawasaki.Nothing'.")]
    [InlineData("plans/kawasaki.Project", 400, "KWS106", "column 7: Project does not derive from PlanProgramme: nothing in plans can be cast to it.")]
    [InlineData("plans('ip3')/kawasaki.Projekt", 400, "KWS106", "column 14: There is no type 'kawasaki.Projekt'. Did you mean 'kawasaki.Project'?")]
    [InlineData("plans?$filter=kawasaki.Project/code eq 'x'", 400, "KWS106", "column 1: Project does not derive from PlanProgramme: the cast never succeeds.")]
    [InlineData("plans?$filter=isof(name,Edm.Strin)", 400, "KWS106", "column 11: There is no type 'Edm.Strin'. Did you mean 'Edm.String'?")]
    [InlineData("plans?$filter=isof(projects,kawasaki.Project)", 400, "KWS106", "column 6: isof takes a row or a value, 'projects' leads elsewhere.")]
    [InlineData("plans?$filter=cast(name,kawasaki.Project) eq null", 400, "KWS106", "column 1: The cast to kawasaki.Project leads to a row, a value is expected.")]
    [InlineData("plans?$filter=$root/nothing/$count gt 1", 404, "KWS201", "column 7: A set must follow $root, 'nothing' is none.")]
    [InlineData("plans?$filter=projects/code eq 'x'", 400, "KWS106", "column 1: 'projects/code' leads to many values, one is expected. In a condition use 'projects/any(x:...)' or put it on the right of 'in'; one value is 'projects/$count'.")]
    [InlineData("plans?$filter=projects/successors/any()", 400, "KWS106", "column 10: 'projects' leads to many rows: any, all, $count or $filter must follow it. For example projects/any(x:x/code ne null).")]
    [InlineData("plans?$filter=length(projects('x')) gt 1", 400, "KWS106", "column 8: 'projects(...)' leads to a row, a value is expected. Add a property: 'projects(...)/code'.")]
    [InlineData("plans?$filter=1 in projects/code", 400, "KWS106", "column 6: 'in' cannot compare Edm.Int32 with Edm.String. Numbers are written without quotes, texts in single quotes.")]
    [InlineData("actions?$filter=contains(fiscalYears,['a'])", 400, "KWS106", null)]
    [InlineData("themes?$expand=children($levels=6)", 400, "KWS105", "column 18: $levels=6 goes deeper than 5 levels. $levels=max goes as deep as the service does.")]
    [InlineData("policies?$expand=measures($levels=2)", 400, "KWS101", "column 18: $levels repeats measures, which Measure does not have. Nest $expand instead.")]
    [InlineData("themes?$levels=2", 400, "KWS101", "`$levels` is only allowed inside `$expand`")]
    [InlineData("actions('ar3-1-2-4-k01')/fiscalYears/$count/x", 400, "KWS101", null)]
    [InlineData("$crossjoin(plans,nope)", 404, "KWS201", "column 18: There is no entity set 'nope'.")]
    [InlineData("$crossjoin(plans,plan)", 404, "KWS201", "column 18: There is no entity set 'plan'. Did you mean 'plans'?")]
    [InlineData("$crossjoin(plans,plans)", 400, "KWS101", "column 18: $crossjoin takes each set once: plans is given twice.")]
    [InlineData("$crossjoin(plans,wards,themes,policies)", 400, "KWS105", "column 1: $crossjoin takes at most 3 sets.")]
    [InlineData("$crossjoin(plans,wards)/plans", 404, "KWS201", "column 25: Only $count and $filter(...) may follow $crossjoin.")]
    [InlineData("$crossjoin(plans,wards)('ip3')", 400, "KWS101", null)]
    [InlineData("$crossjoin(plans,wards)?$filter=name eq 'x'", 400, "KWS202", "column 1: $crossjoin(plans,wards) has no property 'name'.")]
    [InlineData("$crossjoin(plans,wards)?$select=plans/name", 400, "KWS202", "column 1: $crossjoin(plans,wards) has no complex property 'plans'. Use $expand=plans($select=name).")]
    [InlineData("plans?$filter=geo.distance(name,name) lt 1", 501, "KWS104", "column 1: The function geo.distance is not supported by this service.")]
    public async Task What_is_wrong_is_refused(string url, int status, string code, string? message)
    {
        using var response = await service.SendAsync(url.Replace(" ", "%20", StringComparison.Ordinal));

        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(status == (int)response.StatusCode, $"{url}: {(int)response.StatusCode} {body}");
        var error = JsonDocument.Parse(body).RootElement.GetProperty("error");
        Assert.Equal(code, error.GetProperty("code").GetString());
        Assert.Equal(message ?? error.GetProperty("message").GetString(), error.GetProperty("message").GetString());
    }

    [Theory]
    [InlineData("observations/$query", "$filter=value%20ge%200&$select=code", "5-1-1-o1.actual.2020 5-1-1-o1.target.2025")]
    [InlineData("observations/$query?$top=1", "$filter=value%20ge%200", "5-1-1-o1.actual.2020")]
    [InlineData("observations/$query?$top=1", "", "5-1-1-o1.actual.2020")]
    [InlineData("policies('5-1')/measures/$query", "filter=code eq '5-1-1'\r\n", "5-1-1")]
    public async Task A_question_may_come_in_the_body(string url, string body, string codes)
    {
        using var answer = await PostAsync(url, body);

        var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement;
        Assert.Equal(codes, string.Join(' ', json.GetProperty("value").EnumerateArray().Select(r => r.GetProperty("code").GetString())));
    }

    [Fact]
    public async Task A_body_may_be_longer_than_a_url_but_has_a_limit_too()
    {
        var names = string.Join(',', Enumerable.Range(1, 400).Select(i => $"'{i}-{new string('x', 40)}'"));

        using var longer = await PostAsync("plans/$query", $"$filter=code in ({names},'ip3')");
        using var tooLong = await PostAsync("plans/$query", $"$filter=code eq '{new string('x', 70_000)}'");
        using var json = await PostAsync("plans/$query", "{}", "application/json");

        Assert.Equal(200, (int)longer.StatusCode);
        Assert.Equal(413, (int)tooLong.StatusCode);
        Assert.Contains("The body has more than 65536 bytes.", await tooLong.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(415, (int)json.StatusCode);
    }

    [Fact]
    public async Task A_next_link_that_would_be_too_long_is_refused()
    {
        var codes = string.Join(',', Enumerable.Range(1, 400).Select(i => $"'{i}-{new string('x', 40)}'"));

        using var answer = await PostAsync("observations/$query", $"$filter=not (code in ({codes}))", prefer: "maxpagesize=1");

        Assert.Equal(400, (int)answer.StatusCode);
        Assert.Contains("the link to the next would have more than 8192 characters", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    private async Task<HttpResponseMessage> PostAsync(string url, string body, string type = "text/plain", string prefer = "return=minimal")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(service.Root + url)) { Content = new StringContent(body, Encoding.UTF8, type) };
        request.Headers.Add("Prefer", prefer);
        return await service.Client.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
