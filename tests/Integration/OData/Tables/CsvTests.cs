using System.Globalization;
using System.IO;
using System.Net.Http;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using Kawasaki.Tests.Integration.Facts;
using Xunit;

namespace Kawasaki.Tests.Integration.OData.Tables;

/// <summary>The shipped data as comma-separated values, over real HTTP, judged by a reader of somebody else and by SQL.</summary>
public sealed class CsvTests(ShippedService service) : IClassFixture<ShippedService>
{
    private const string Observations =
        """
        select code || '|' || indicator_code || '|' || value_type || '|' || coalesce(fiscal_year::text, '') || '|' || coalesce(period_start::text, '') || '|' || coalesce(value::text, '')
            || '|' || case when value_text ~ '^[-=+@\t\r\n]' and value_text !~ '^[-+][0-9.,%]*$' then '''' else '' end || value_text || '|' || coalesce(case when note ~ '^[-=+@\t\r\n]' and note !~ '^[-+][0-9.,%]*$' then '''' else '' end || note, '')
        from plan.observations order by code
        """;

    [Fact]
    public async Task Csv_of_a_whole_set_equals_sql_row_by_row()
    {
        using var response = await service.SendAsync("observations?$format=csv&$select=code,indicatorCode,valueType,fiscalYear,periodStart,value,valueText,note");

        Assert.Equal("text/csv; charset=utf-8; header=present", response.Content.Headers.ContentType?.ToString());
        Assert.Equal("attachment; filename=\"observations.csv\"", Assert.Single(response.Content.Headers.GetValues("Content-Disposition")));
        var rows = Read(await BytesAsync(response));
        Assert.Equal("code|indicatorCode|valueType|fiscalYear|periodStart|value|valueText|note".Split('|').Order(), rows[0].Split('|').Order());
        var names = rows[0].Split('|');
        var order = "code|indicatorCode|valueType|fiscalYear|periodStart|value|valueText|note".Split('|').Select(n => Array.IndexOf(names, n)).ToArray();
        var answered = rows.Skip(1).Select(r => r.Split('|')).Select(c => string.Join('|', order.Select(i => c[i])));
        var stored = await service.Database.RowsAsync(Observations);
        Assert.True(stored.Count > 1_000, "The set is smaller than a page.");
        Assert.Equal(stored, answered);
    }

    [Theory]
    [InlineData("plans?$format=csv&$select=code,name&$top=1", "", "code,name\r\n")]
    [InlineData("plans?$format=text/csv&$select=code&$top=1", "", "code\r\n")]
    [InlineData("plans?$format=csv;header=absent&$select=code&$top=1&$orderby=code", "", "ar3\r\n")]
    [InlineData("plans?$format=csv;bom=true&$select=code&$top=0", "", "\uFEFFcode\r\n")]
    [InlineData("plans?$select=code&$top=0", "text/csv;header=present;charset=utf-8", "code\r\n")]
    [InlineData("plans?$select=code&$top=0", "text/*", "code\r\n")]
    [InlineData("plans('ip3')?$select=code&$format=csv", "", "code\r\nip3\r\n")]
    public async Task Csv_is_asked_for_by_format_or_accept(string url, string accept, string begin)
    {
        using var response = await service.SendAsync(url, accept.Length == 0 ? [] : [("Accept", accept)]);

        Assert.StartsWith(begin, Encoding.UTF8.GetString(await BytesAsync(response)), StringComparison.Ordinal);
        Assert.Equal("text/csv", response.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Single_navigations_become_columns_and_numbers_of_rows_too()
    {
        using var response = await service.SendAsync(
            "measures?$format=csv&$select=code&$expand=policy($select=code,name;$expand=basicPolicy($select=name)),indicators/$count&$orderby=code&$top=3");

        Assert.Equal(
            (await service.Database.RowsAsync(
                """
                select m.code || '|' || p.code || '|' || p.name || '|' || b.name || '|' || (select count(*) from plan.indicators i where i.measure_code = m.code)
                from plan.measures m join plan.policies p on p.code = m.policy_code join plan.basic_policies b on b.code = p.basic_policy_code order by m.code limit 3
                """)).Prepend("code|policy/code|policy/name|policy/basicPolicy/name|indicators/$count"),
            Read(await BytesAsync(response)));
    }

    [Fact]
    public async Task Groups_come_as_flat_rows_too()
    {
        using var response = await service.SendAsync("observations?$format=csv&$apply=groupby((indicator/direction,valueType),aggregate($count as number))&$orderby=valueType,indicator/direction");

        Assert.Equal(200, (int)response.StatusCode);
        var rows = Read(await BytesAsync(response));
        Assert.Equal("valueType|number|indicator/direction", rows[0]);
        Assert.Equal(
            await service.Database.RowsAsync(
                """
                select o.value_type || '|' || count(*) || '|' || coalesce(i.direction, '') from plan.observations o left join plan.indicators i on i.code = o.indicator_code
                group by o.value_type, i.direction order by o.value_type, i.direction nulls first
                """),
            rows.Skip(1));
    }

    [Theory]
    [InlineData("plans?$format=csv&$expand=projects", 406, "leads to many rows")]
    [InlineData("plans?$format=csv&$count=true", 406, "no place for $count=true")]
    [InlineData("plans('ip3')/name?$format=csv", 406, "not made of rows")]
    [InlineData("?$format=csv", 406, "not made of rows")]
    [InlineData("measures?$format=csv&$expand=policy/$ref", 406, "$expand=policy asks for references, or rows under conditions or of another moment, which are no columns")]
    [InlineData("plans?$format=csv;header=maybe", 406, "application/json or text/csv or application/vnd")]
    [InlineData("plans?$format=csv;charset=shift_jis", 406, "application/json or text/csv or application/vnd")]
    [InlineData("plans?$format=parquet", 406, "neither json, xml, csv, xlsx nor a media type")]
    [InlineData("plans?$format=application/parquet", 406, "application/json or text/csv or application/vnd")]
    public async Task What_is_no_table_is_refused_with_the_reason(string url, int status, string reason)
    {
        using var response = await service.SendAsync(url);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Contains(reason, Encoding.UTF8.GetString(await BytesAsync(response)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_asks_for_pages_of_csv_gets_the_link_to_the_next_in_a_header()
    {
        var lines = new List<string>();
        var pages = 0;
        for (var next = "indicators?$format=csv;header=absent&$select=code"; next is not null; pages++)
        {
            using var response = await service.SendAsync(next, ("Prefer", "maxpagesize=250"));
            Assert.Equal(["odata.maxpagesize=250"], response.Headers.GetValues("Preference-Applied"));
            lines.AddRange(Encoding.UTF8.GetString(await BytesAsync(response)).Split("\r\n", StringSplitOptions.RemoveEmptyEntries));
            next = response.Headers.TryGetValues("Link", out var links)
                ? Uri.UnescapeDataString(links.Single().Split('>')[0].Split("/odata/")[1]) : null;
        }

        Assert.True(pages > 1);
        Assert.Equal(await service.Database.RowsAsync("select code from plan.indicators order by code"), lines);
    }

    private static async Task<byte[]> BytesAsync(HttpResponseMessage response) => await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);

    private static List<string> Read(byte[] bytes)
    {
        using var reader = new CsvReader(new StreamReader(new MemoryStream(bytes), new UTF8Encoding(false, true)), new CsvConfiguration(CultureInfo.InvariantCulture) { HasHeaderRecord = false });
        var rows = new List<string>();
        while (reader.Read())
        {
            rows.Add(string.Join('|', Enumerable.Range(0, reader.Parser.Count).Select(i => reader.GetField(i))));
        }

        return rows;
    }
}
