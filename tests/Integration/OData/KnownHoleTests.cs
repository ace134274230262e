using System.Buffers.Text;
using System.Diagnostics;
using System.IO;
using System.Net.Http;
using System.Text;
using System.Text.Json;
using Kawasaki.Infrastructure.Postgres.Mapping;
using Xunit;

namespace Kawasaki.Tests.Integration.OData;

/// <summary>The holes that other OData services had to close, each tried on ours; the commit that closed it elsewhere stands beside it.</summary>
public sealed class KnownHoleTests(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    // odata.net c55a1219
    [Fact]
    public async Task Expand_in_apply_nested_5000_deep_is_refused() =>
        await AssertRefusedAsync(400, "plans", $"$apply={Nest("expand(a,", "identity", ")", 5_000)}");

    // odata.net 3aecd2d1
    [Fact]
    public async Task A_filtered_count_nested_200_deep_is_refused() =>
        await AssertRefusedAsync(400, "themes", $"$filter={Nest("children/$count($filter=", "true", " gt 0)", 200)} gt 0");

    // odata.net 7853d21d
    [Fact]
    public async Task Paths_and_lambdas_in_aggregate_have_a_depth() =>
        await AssertRefusedAsync(400, "themes", $"$apply=aggregate({string.Concat(Enumerable.Repeat("children/", 5_000))}line with sum as total)");

    // AspNetCoreOData 146bf04c, e9bf5dc0
    [Theory]
    [InlineData("contains(", ",'a')")]
    [InlineData("tolower(", ")")]
    [InlineData("cast(", ",Edm.String)")]
    [InlineData("concat('a',", ")")]
    public async Task Calls_nested_16_deep_are_refused(string open, string close) =>
        await AssertRefusedAsync(400, "plans", $"$filter={Nest(open, "name", close, 16)} eq 'x'", "KWS105");

    // AspNetCoreOData 4203d1a8
    [Theory]
    [InlineData(65_537)]
    [InlineData(1_000_000)]
    [InlineData(30_000_000)]
    public async Task A_body_over_the_limit_is_refused(int bytes)
    {
        // Without a length only so much is sent before the answer is there; a longer body breaks off.
        foreach (var isChunked in bytes < 100_000 ? (bool[])[false, true] : [false])
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(service.Root + "plans/$query")) { Content = new StringContent(new string('x', bytes), Encoding.UTF8, "text/plain") };
            request.Headers.TransferEncodingChunked = isChunked;
            request.Headers.ExpectContinue = true; // told before it is sent, the caller reads the answer instead of a broken connection
            using var response = await service.Client.SendAsync(request, Token);

            await AssertErrorAsync(response, 413, "KWS115");
        }
    }

    // AspNetCoreOData 4018c717
    [Theory]
    [InlineData("maxpagesize=0")]
    [InlineData("maxpagesize=-1")]
    [InlineData("maxpagesize")]
    [InlineData("maxpagesize=")]
    [InlineData("maxpagesize=1000000000")]
    [InlineData("maxpagesize=99999999999999999999")]
    [InlineData("maxpagesize=many")]
    [InlineData("odata.maxpagesize=0,maxpagesize=\"-0\"")]
    public async Task No_page_size_switches_paging_off(string preference)
    {
        var (app, client) = await ServiceFixture.StartAsync(service.Database, new() { Port = 0 }, new() { PageRows = 2, MaxPageRows = 3 });
        await using (app)
        using (client)
        using (var request = new HttpRequestMessage(HttpMethod.Get, new Uri("odata/observations?$select=code", UriKind.Relative)))
        {
            request.Headers.TryAddWithoutValidation("Prefer", preference);
            using var response = await client.SendAsync(request, Token);

            using var page = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Token));
            Assert.InRange(page.RootElement.GetProperty("value").GetArrayLength(), 2, 3);
            Assert.True(page.RootElement.TryGetProperty("@odata.nextLink", out _));
        }
    }

    // AspNetCoreOData 4d239bd3
    [Theory]
    [InlineData("^(a+)+$")]
    [InlineData("^(a|a)*b$")]
    [InlineData("^(([a-z])+.)+[A-Z]([a-z])+$")]
    [InlineData("(x+x+)+y")]
    [InlineData("(.*)(.*)(.*)(.*)(.*)(.*)(.*)(.*)\\\\9$")]
    public async Task No_pattern_takes_long(string pattern)
    {
        var clock = Stopwatch.GetTimestamp();
        using var response = await AskAsync("plans", $"$filter=matchesPattern('{new string('a', 60)}!',{Quote(pattern)})");

        Assert.True((int)response.StatusCode is 200 or 400, await response.Content.ReadAsStringAsync(Token));
        Assert.InRange(Stopwatch.GetElapsedTime(clock), TimeSpan.Zero, TimeSpan.FromSeconds(5));
    }

    // AspNetCoreOData 9c1d552d
    [Fact]
    public async Task A_column_that_is_not_published_is_unknown_in_every_option()
    {
        var columns = await service.Database.RowsAsync("select table_name, column_name from information_schema.columns where table_schema = 'plan'");
        var hidden = 0;
        foreach (var set in PlanModel.Instance.Published.Sets)
        {
            var table = string.Concat(set.Name.Select(c => char.IsAsciiLetterUpper(c) ? "_" + char.ToLowerInvariant(c) : c.ToString()));
            var names = columns.Select(c => c.Split('|')).Where(c => c[0] == table).SelectMany(c => (string[])[c[1], Camel(c[1])]).Concat(["xmin", "ctid", "tableoid"]).Distinct();
            foreach (var name in names.Where(n => set.Type.FindProperty(n) is null && set.Type.FindNavigation(n) is null))
            {
                hidden++;
                foreach (var option in (string[])[
                    $"$filter={name} ne null", $"$orderby={name}", $"$select={name}", $"$expand={name}", $"$compute={name} as x", $"$filter=$it/{name} ne null", $"$apply=groupby(({name}))", $"$apply=aggregate({name} with max as x)",
                    $"$apply=filter({name} ne null)", $"$apply=compute({name} as x)", $"$apply=topcount(1,{name})", $"$filter=@p ne null&@p={name}", $"$filter=$root/{set.Name}/any(r:r/{name} ne null)",
                ])
                {
                    await AssertRefusedAsync(400, set.Name, option);
                }
            }
        }

        Assert.InRange(hidden, 50, int.MaxValue);
    }

    // AspNetCoreOData 5e3adee4, 6f910363
    [Fact]
    public async Task A_token_holds_the_values_of_the_order_and_nothing_else()
    {
        using var response = await AskAsync("observations", "$orderby=valueText desc&$select=code", ("Prefer", "maxpagesize=1"));
        using var page = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Token));
        var link = page.RootElement.GetProperty("@odata.nextLink").GetString()!;
        var code = page.RootElement.GetProperty("value")[0].GetProperty("code").GetString();
        var token = Base64Url.DecodeFromChars(Uri.UnescapeDataString(link[(link.IndexOf("skiptoken=", StringComparison.Ordinal) + 10)..].Split('&')[0]));

        // Signature, version, page size, no state of the data, whether there are values; then for each term whether there is one, and it.
        using var reader = new BinaryReader(new MemoryStream(token[12..]), Encoding.UTF8);
        Assert.Equal((2, 1, false, false, true), (reader.ReadByte(), reader.Read7BitEncodedInt(), reader.ReadBoolean(), reader.ReadBoolean(), reader.ReadBoolean()));
        Assert.True(reader.ReadBoolean());
        Assert.Equal([reader.ReadString()], await service.Database.RowsAsync($"select value_text from plan.observations where code = '{code}'"));
        Assert.Equal((true, code), (reader.ReadBoolean(), reader.ReadString()));
        Assert.Equal(token.Length - 12, reader.BaseStream.Position);
    }

    // AspNetCoreOData ec8da220
    [Fact]
    public async Task A_token_that_somebody_made_is_refused()
    {
        var random = new Random(20251122);
        string[] made =
        [
            "", "code gt 'a'", "' or 1 eq 1", "code-'a'", "AAAA", "..", new string('A', 3_999), new string('A', 4_001), "川崎",
            .. Enumerable.Range(0, 200).Select(_ => { var bytes = new byte[random.Next(80)]; random.NextBytes(bytes); return Base64Url.EncodeToString(bytes); }),
        ];
        foreach (var token in made)
        {
            await AssertRefusedAsync(400, "plans", $"$skiptoken={token}");
        }
    }

    // AspNetCoreOData 4a192c41
    [Theory]
    [InlineData("PATCH", "plans('ip3')", """{"name":"x","code":"y","projects":[{"code":"z","name":"x"}],"@odata.etag":"*"}""")]
    [InlineData("PUT", "plans('ip3')", """{"name":"x"}""")]
    [InlineData("POST", "plans", """{"code":"new","projects@delta":[{"code":"z"}]}""")]
    [InlineData("DELETE", "plans('ip3')", "")]
    [InlineData("PATCH", "plans", """{"value":[{"code":"ip3","name":"x"}]}""")]
    [InlineData("POST", "plans('ip3')/projects/$ref", """{"@odata.id":"projects('x')"}""")]
    public async Task No_strangers_body_changes_anything(string method, string url, string body)
    {
        var before = await service.Database.RowsAsync("select md5(string_agg(p::text, '' order by code)) from plan.plans p");
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(service.Root + url)) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        using var response = await service.Client.SendAsync(request, Token);

        Assert.True((int)response.StatusCode is 401 or 405);
        await AssertErrorAsync(response, (int)response.StatusCode, null);
        Assert.Equal(before, await service.Database.RowsAsync("select md5(string_agg(p::text, '' order by code)) from plan.plans p"));
    }

    // AspNetCoreOData 491fb92b
    [Theory]
    [InlineData("$entity?$id=http://evil.example/odata/plans('ip3')", 404)]
    [InlineData("$entity?$id=//evil.example/plans('ip3')", 400)]
    [InlineData("$entity?$id=../../admin", 404)]
    [InlineData("$1/../../../admin", 404)]
    [InlineData("$batch", 415)]
    public async Task No_reference_leads_out_of_the_service(string url, int status)
    {
        using var request = new HttpRequestMessage(url == "$batch" ? HttpMethod.Post : HttpMethod.Get, new Uri(service.Root + url, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
        request.Headers.Add("X-Forwarded-Host", "evil.example");
        request.Headers.Add("X-Forwarded-Prefix", "/admin");
        request.Headers.Add("Forwarded", "host=evil.example");
        using var response = await service.Client.SendAsync(request, Token);

        await AssertErrorAsync(response, status, null);
    }

    [Fact]
    public async Task No_header_puts_a_foreign_host_into_links()
    {
        using var forwarded = await AskAsync("observations", "$select=code", ("X-Forwarded-Host", "evil.example"), ("Forwarded", "host=evil.example"), ("X-Forwarded-Proto", "ftp"), ("Prefer", "maxpagesize=1"));
        using var foreign = await AskAsync("observations", "$select=code", ("Host", "evil.example"));

        Assert.DoesNotContain("evil", await forwarded.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        await AssertErrorAsync(foreign, 400, "KWS112");
    }

    private static string Nest(string open, string core, string close, int depth) =>
        string.Concat(Enumerable.Repeat(open, depth)) + core + string.Concat(Enumerable.Repeat(close, depth));

    private static string Quote(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    private static string Camel(string column) => string.Concat(column.Split('_').Select((part, i) => i == 0 || part.Length == 0 ? part : char.ToUpperInvariant(part[0]) + part[1..]));

    // Long questions go in the body: a URL of that length would be refused for its length alone.
    private async Task AssertRefusedAsync(int status, string set, string options, string? code = null)
    {
        using var response = options.Length < 4_000 ? await AskAsync(set, options) : await PostAsync(set, options);
        await AssertErrorAsync(response, status, code);
        Assert.True((await service.GetAsync("plans?$top=0")).TryGetProperty("value", out _));
    }

    private Task<HttpResponseMessage> AskAsync(string set, string options, params (string Name, string Value)[] headers) =>
        service.SendAsync($"{set}?{string.Join('&', options.Split('&').Select(o => o.Split('=', 2)).Select(o => $"{o[0]}={Uri.EscapeDataString(o[1])}"))}", headers);

    private Task<HttpResponseMessage> PostAsync(string set, string options) =>
        service.Client.PostAsync(new Uri($"{service.Root}{set}/$query"), new StringContent(options, Encoding.UTF8, "text/plain"), Token);

    private static async Task AssertErrorAsync(HttpResponseMessage response, int status, string? code)
    {
        var body = await response.Content.ReadAsStringAsync(Token);
        Assert.True(status == (int)response.StatusCode, $"{(int)response.StatusCode} {body}");
        using var document = JsonDocument.Parse(body);
        var error = document.RootElement.GetProperty("error");
        Assert.Equal(code ?? error.GetProperty("code").GetString(), error.GetProperty("code").GetString());
    }
}
