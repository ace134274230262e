using System.Text.RegularExpressions;
using Xunit;

namespace Kawasaki.Tests.Integration.OData;

/// <summary>Each query option against rows whose answer can be told by looking at the hand-made plan.</summary>
public sealed partial class OptionTests(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    private const string Actual = "5-1-1-o1.actual.2020";
    private const string Years = "5-1-1-o1.target.2022-2025";
    private const string NotSet = "5-1-1-o1.target.2024";
    private const string Target = "5-1-1-o1.target.2025";

    [Theory]
    [InlineData("valueType eq 'target' and fiscalYear eq 2025", Target)]
    [InlineData("value eq 63.5", Target)]
    [InlineData("value eq 0", Actual)]
    [InlineData("value eq null", Years + " " + NotSet)]
    [InlineData("null ne value", Actual + " " + Target)]
    [InlineData("not (value gt 1)", Actual + " " + Years + " " + NotSet)]
    [InlineData("value add 1 gt 64.4", Target)]
    [InlineData("fiscalYear sub 2000 eq 25", Target)]
    [InlineData("fiscalYear div 4 eq 506 and fiscalYear mod 4 eq 1", Target)]
    [InlineData("fiscalYear divby 4 eq 506.25", Target)]
    [InlineData("-fiscalYear lt -2024", Target)]
    [InlineData("status in ('notSet','text')", Years + " " + NotSet)]
    [InlineData("status eq 'ok' and not (comparator eq 'ge')", Actual)]
    [InlineData("contains(valueText,'継続')", Years)]
    [InlineData("startswith(valueText,'63') or endswith(valueText,'実施')", Years + " " + Target)]
    [InlineData("length(valueText) eq 4", Years)]
    [InlineData("indexof(valueText,'%') eq 1", Actual)]
    [InlineData("substring(valueText,1,1) eq '3'", Target)]
    [InlineData("tolower(code) eq toupper('5-1-1-o1.ACTUAL.2020') or tolower('ＡＢ') eq 'ａｂ' and code eq '5-1-1-o1.target.2024'", NotSet)]
    [InlineData("trim(concat(' ',subgroup)) eq '大人'", Actual)]
    [InlineData("matchesPattern(valueText,'^[0-9.]+%以上$')", Target)]
    [InlineData("year(periodStart) eq 2024 and month(periodEnd) eq 3 and day(periodEnd) eq 31", NotSet)]
    [InlineData("periodStart ge 2025-01-01", Target)]
    [InlineData("round(value) eq 64", Target)]
    [InlineData("floor(value) eq 63 and ceiling(value) eq 64", Target)]
    [InlineData("indicator/measure/policy/code eq '5-1' and ward/nameEn eq 'Kawasaki-ku'", Actual)]
    [InlineData("ward eq null", Years + " " + NotSet + " " + Target)]
    [InlineData("ward ne null", Actual)]
    [InlineData("citations/any()", Target)]
    [InlineData("not citations/any(c:c/documentCode eq documentCode) and citations/$count gt 0", Target)]
    [InlineData("citations/all(c:c/line gt 100)", Actual + " " + Years + " " + NotSet)]
    [InlineData("citations/$count eq 1", Target)]
    [InlineData("citations/$count($filter=line gt 100) eq 0 and status eq 'text'", Years)]
    [InlineData("case(status eq 'ok':1,true:2) eq 2", Years + " " + NotSet)]
    [InlineData("cast(fiscalYear,Edm.String) eq '2025'", Target)]
    [InlineData("fiscalYear eq @y&@y=2025", Target)]
    [InlineData("$it/code eq '5-1-1-o1.target.2025'", Target)]
    [InlineData("CODE EQ '5-1-1-o1.target.2025'", Target)]
    [InlineData("fiscalYear gt 99999999999999999999", "")]
    [InlineData("value lt 1e3", Actual + " " + Target)]
    public async Task Filters(string filter, string codes) =>
        Assert.Equal(codes, await service.CodesAsync("observations?$filter=" + Uri.EscapeDataString(filter).Replace("%26%40y%3D", "&@y=", StringComparison.Ordinal)));

    [Theory]
    [InlineData("fiscalYears/any(y:y eq 2023)", "ar3-1-2-4-k01")]
    [InlineData("2024 in fiscalYears", "ar3-1-2-4-k01")]
    [InlineData("fiscalYears/$count eq 0", "ip3-5-1-1-p01-k01")]
    [InlineData("fiscalYears/all(y:y gt 2030)", "ip3-5-1-1-p01-k01")]
    [InlineData("hassubset(fiscalYears,[2024,2022])", "ar3-1-2-4-k01")]
    [InlineData("isOngoing", "ar3-1-2-4-k01")]
    [InlineData("project/measure/projects/any(p:p/isMajor eq true)", "ip3-5-1-1-p01-k01")]
    public async Task Filters_by_collections(string filter, string codes) =>
        Assert.Equal(codes, await service.CodesAsync("actions?$filter=" + Uri.EscapeDataString(filter)));

    [Theory]
    [InlineData("observations?$orderby=fiscalYear desc", Target + " " + NotSet + " " + Years + " " + Actual)]
    [InlineData("observations?$orderby=value", NotSet2 + " " + Actual + " " + Target)]
    [InlineData("observations?$orderby=value desc,code desc", Target + " " + Actual + " " + NotSet + " " + Years)]
    [InlineData("observations?$orderby=citations/$count desc,ward/name desc", Target + " " + Actual + " " + NotSet2)]
    [InlineData("observations?$orderby=length(valueText) desc&$top=1", Target)]
    [InlineData("observations?$top=2", Actual + " " + Years)]
    [InlineData("observations?top=1&$skip=1", Years)]
    [InlineData("observations?$skip=4", "")]
    [InlineData("policies('5-1')/measures", "5-1-1")]
    [InlineData("policies('5-1')/measures('5-1-1')/projects?$orderby=number", "ip3-5-1-1-p01 ip3-5-1-1-p02")]
    [InlineData("projects('ip3-5-1-1-p01')/measure/policy/measures", "5-1-1")]
    [InlineData("reformTasks('ar3-1-2-4')/departments", "citizens kawasaki-ward")]
    [InlineData("observations/$filter(status eq 'text')", Years)]
    [InlineData("observations/kawasaki.Observation?$filter=status eq 'text'", Years)]
    public async Task Orders_pages_and_paths(string url, string codes) => Assert.Equal(codes, await service.CodesAsync(url));

    private const string NotSet2 = Years + " " + NotSet;

    [Theory]
    [InlineData("observations?$count=true&$top=0", """{"@odata.context":"ROOT$metadata#observations","@odata.count":4,"value":[]}""")]
    [InlineData("observations?$filter=value ge 0&$count=true&$select=code,value&$top=1", """{"@odata.context":"ROOT$metadata#observations(code,value)","@odata.count":2,"value":[{"code":"5-1-1-o1.actual.2020","value":0}]}""")]
    [InlineData("observations?$filter=value gt 1&$select=value", """{"@odata.context":"ROOT$metadata#observations(value)","value":[{"@odata.id":"ROOTobservations('5-1-1-o1.target.2025')","value":63.50}]}""")]
    [InlineData("policies?$select=code&$expand=measures($select=code;$expand=projects($select=code;$orderby=number desc;$top=1;$count=true))", """{"@odata.context":"ROOT$metadata#policies(code,measures(code,projects(code)))","value":[{"code":"5-1","measures":[{"code":"5-1-1","projects@odata.count":2,"projects":[{"code":"ip3-5-1-1-p02"}]}]}]}""")]
    [InlineData("policies?$select=code&$expand=measures/$count", """{"@odata.context":"ROOT$metadata#policies(code)","value":[{"code":"5-1","measures@odata.count":1}]}""")]
    [InlineData("policies?$select=code&$expand=measures/$ref,basicPolicy($select=code)", """{"@odata.context":"ROOT$metadata#policies(code,basicPolicy(code))","value":[{"code":"5-1","measures":[{"@odata.id":"ROOTmeasures('5-1-1')"}],"basicPolicy":{"code":"5"}}]}""")]
    [InlineData("wards?$select=code&$expand=departments($filter=kind eq 'bureau';$select=name)", """{"@odata.context":"ROOT$metadata#wards(code,departments(name))","value":[{"code":"141313","departments":[]}]}""")]
    [InlineData("departments?$select=code&$expand=ward($select=name)", """{"@odata.context":"ROOT$metadata#departments(code,ward(name))","value":[{"code":"citizens","ward":null},{"code":"kawasaki-ward","ward":{"@odata.id":"ROOTwards('141313')","name":"川崎区"}}]}""")]
    [InlineData("observations?$compute=value mul 2 as double&$select=code,double&$filter=double gt 1", """{"@odata.context":"ROOT$metadata#observations(code,double)","value":[{"code":"5-1-1-o1.target.2025","double@odata.type":"#Decimal","double":127}]}""")]
    [InlineData("observations?$compute=value divby 4 as quarter&$select=quarter&$filter=quarter gt 1&$format=application/json;metadata=none", """{"value":[{"quarter":15.875}]}""")]
    [InlineData("policies?$select=measures,code,basicPolicy&$expand=basicPolicy", """{"@odata.context":"ROOT$metadata#policies(code,basicPolicy,measures)","value":[{"code":"5-1","basicPolicy":{"code":"5","documentCode":"ip3","line":2,"page":1,"name":"誰もが生きがいを持てる市民自治の地域づくり"}}]}""")]
    [InlineData("plans('ip3')?$select=name", """{"@odata.context":"ROOT$metadata#plans(name)/$entity","@odata.id":"ROOTplans('ip3')","name":"第3期実施計画"}""")]
    [InlineData("plans('ip3')/name", """{"@odata.context":"ROOT$metadata#plans('ip3')/name","value":"第3期実施計画"}""")]
    [InlineData("observations('5-1-1-o1.actual.2020')/indicator/measure/code", """{"@odata.context":"ROOT$metadata#measures('5-1-1')/code","value":"5-1-1"}""")]
    [InlineData("actions('ar3-1-2-4-k01')/fiscalYears", """{"@odata.context":"ROOT$metadata#actions('ar3-1-2-4-k01')/fiscalYears","value":[2022,2023,2024]}""")]
    [InlineData("departments/$ref", """{"@odata.context":"ROOT$metadata#Collection($ref)","value":[{"@odata.id":"ROOTdepartments('citizens')"},{"@odata.id":"ROOTdepartments('kawasaki-ward')"}]}""")]
    [InlineData("departments('kawasaki-ward')/ward/$ref", """{"@odata.context":"ROOT$metadata#$ref","@odata.id":"ROOTwards('141313')"}""")]
    [InlineData("passages?$select=code,text", """{"@odata.context":"ROOT$metadata#passages(code,text)","value":[{"code":"ip3-t1","text":"A \"quoted\" text, a \\ and\na line break"}]}""")]
    [InlineData("statusReports?$select=code,progressPercent,summary,reportedAt&$top=1", """{"@odata.context":"ROOT$metadata#statusReports(code,progressPercent,summary,reportedAt)","value":[{"code":"sr-1","progressPercent":62.50,"summary":"順調 𠮷","reportedAt":"2025-03-31T23:59:59.123456Z"}]}""")]
    public async Task Answers_to_the_letter(string url, string expected)
    {
        using var response = await service.SendAsync(url);

        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        // The states of the rows depend on the order of the load.
        Assert.Equal(expected.Replace("ROOT", service.Root, StringComparison.Ordinal), Tag().Replace(body, ""));
        Assert.Equal(System.Text.Encoding.UTF8.GetByteCount(body), response.Content.Headers.ContentLength);
    }

    [Theory]
    [InlineData("observations/$count", "4")]
    [InlineData("observations/$count?$filter=value eq null", "2")]
    [InlineData("policies('5-1')/measures/$count", "1")]
    [InlineData("plans('ip3')/name/$value", "第3期実施計画")]
    [InlineData("observations('5-1-1-o1.target.2025')/value/$value", "63.50")]
    [InlineData("observations('5-1-1-o1.target.2025')/periodStart/$value", "2025-04-01")]
    [InlineData("actions('ar3-1-2-4-k01')/isOngoing/$value", "true")]
    public async Task Plain_text(string url, string expected)
    {
        using var response = await service.SendAsync(url);

        Assert.Equal(expected, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal("text/plain; charset=utf-8", response.Content.Headers.ContentType?.ToString());
    }

    [Theory]
    [InlineData("departments('citizens')/ward")]
    [InlineData("departments('citizens')/wardCode")]
    [InlineData("departments('citizens')/wardCode/$value")]
    [InlineData("departments('citizens')/ward/$ref")]
    public async Task What_is_null_has_no_content(string url)
    {
        using var response = await service.SendAsync(url);

        Assert.Equal(204, (int)response.StatusCode);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    [GeneratedRegex("""
        "@odata\.etag":"\\"\d+\\"",
        """)]
    private static partial Regex Tag();
}
