using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Net;
using System.Net.Http;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using Kawasaki.Tests.Integration.Clients;
using Kawasaki.Tests.Integration.Facts;
using Kawasaki.Tests.Integration.Rest;
using Xunit;

namespace Kawasaki.Tests.Integration.Statistics;

/// <summary>The statistical files, read by programs that we did not write, have the totals of a plain SQL query.</summary>
public sealed class StatisticsTests(ShippedService service) : IClassFixture<ShippedService>
{
    private const string Totals =
        """
        select value_type, count(*), count(value), round(sum(coalesce(value, 0)), 4) from plan.indicator_facts group by 1 order by 1
        """;

    private static readonly string[] Files = ["indicatorFacts.sdmx.csv", "indicatorFacts.sdmx.json", "indicatorFacts.sdmx.xml", "indicatorFacts.jsonstat.json", "measures.iati.xml"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task R_and_json_stat_toolkit_find_what_sql_finds()
    {
        using var folder = ThrowAwayFolder.Create();
        foreach (var file in Files)
        {
            await File.WriteAllBytesAsync(Path.Combine(folder.Path, file), await service.Client.GetByteArrayAsync(Address(file), Token), Token);
        }

        var expected = await service.Database.RowsAsync(Totals);
        Assert.Equal(["actual", "baseline", "current", "projection", "target"], expected.Select(e => e.Split('|')[0]));
        var read = RunAsync("Rscript", Path.Combine(ClientProgram.Folder, "statistics.R"), folder.Path);
        await using var toolkit = ClientProgram.Start("statistics.mjs");
        var said = await toolkit.AskAsync(JsonSerializer.Serialize(new Dictionary<string, string> { ["folder"] = folder.Path }));
        using var r = JsonDocument.Parse(await read);

        Assert.Equal(expected, Texts(said.GetProperty("jsonstat").GetProperty("totals")));
        Assert.Equal(expected, Texts(said.GetProperty("sdmx")));
        Assert.Equal(expected, Texts(r.RootElement.GetProperty("xml")));
        Assert.Equal(expected, Texts(r.RootElement.GetProperty("csv")));
        Assert.Equal("%", said.GetProperty("jsonstat").GetProperty("unit").GetString());
        Assert.Equal(0, r.RootElement.GetProperty("problems")[0].GetInt32());
        Assert.Equal(await service.Database.ScalarAsync<long>("select count(*) from plan.indicator_facts"), r.RootElement.GetProperty("keys")[0].GetInt64());
        Assert.Equal(["2017-A1", "--04-01", "ge", "64 %以上", "ip3", "102"], Texts(r.RootElement.GetProperty("target")));
        Assert.Superset((HashSet<string>)["_X", "2020", "2021-12-18", "2019-04-01/P2Y"], Texts(r.RootElement.GetProperty("times")).ToHashSet());

        await RunAsync("xmllint", "--noout", "--relaxng", Path.Combine(ClientProgram.Folder, "..", "Integration", "Statistics", "iati.rng"), Path.Combine(folder.Path, "measures.iati.xml"));
    }

    [Fact]
    public async Task The_activities_have_every_figure_of_a_measure()
    {
        var file = XDocument.Parse(await service.Client.GetStringAsync(Address("measures.iati.xml"), Token));

        Assert.Equal(await service.Database.RowsAsync("select 'JP-JCN-7000020141305-' || code from plan.measures order by code"), file.Descendants("iati-identifier").Select(i => i.Value));
        Assert.Equal(
            await service.Database.RowsAsync(
                """
                select case value_type when 'baseline' then 'baseline' when 'target' then 'target' else 'actual' end, count(*), count(value), round(sum(coalesce(value, 0)), 4)
                from plan.indicator_facts where measure_code is not null and period_start is not null and value_type <> 'projection' group by 1 order by 1
                """),
            from name in (string[])["actual", "baseline", "target"]
            let all = file.Descendants(name).ToList()
            let values = all.Select(v => v.Attribute("value")).OfType<XAttribute>().Select(v => decimal.Parse(v.Value, CultureInfo.InvariantCulture)).ToList()
            select string.Create(CultureInfo.InvariantCulture, $"{name}|{all.Count}|{values.Count}|{values.Sum():0.0000}"));

        // What has no period is told in words; nothing is left out.
        var descriptions = string.Join('\n', file.Descendants("indicator").Select(i => i.Element("description")!.Value));
        var undated = await service.Database.RowsAsync("select value_text from plan.indicator_facts where measure_code is not null and period_start is null");
        Assert.NotEmpty(undated);
        Assert.All(undated, text => Assert.Contains($": {text}", descriptions, StringComparison.Ordinal));
        Assert.Contains("目標値: 64 %以上、比較: 以上", file.Root!.Value, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("indicatorFacts.sdmx.csv", "application/vnd.sdmx.data+csv")]
    [InlineData("indicatorFacts.sdmx.json", "application/vnd.sdmx.data+json")]
    [InlineData("indicatorFacts.sdmx.xml", "application/vnd.sdmx.genericdata+xml")]
    [InlineData("indicatorFacts.jsonstat.json", "application/json")]
    [InlineData("measures.iati.xml", "application/xml")]
    public async Task A_file_has_tag_and_date_of_its_content(string file, string mediaType)
    {
        using var first = await DatedAsync(file);
        using var request = new HttpRequestMessage(HttpMethod.Get, Address(file));
        request.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        using var again = await service.Client.SendAsync(request, Token);
        var changed = await service.Database.ScalarAsync<DateTime>("select max(changed_at) from plan.changes");

        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
        Assert.Equal(mediaType, first.Content.Headers.ContentType!.MediaType);
        Assert.Equal(file, first.Content.Headers.ContentDisposition!.FileName!.Trim('"'));
        Assert.InRange((changed - first.Content.Headers.LastModified!.Value.UtcDateTime).TotalSeconds, 0, 60);
        if (!mediaType.EndsWith("csv", StringComparison.Ordinal))
        {
            Assert.Contains("出典：川崎市", await first.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("datasets/indicatorFacts.sdmx.csv?limit=5", 400, "KWS103")]
    [InlineData("datasets/indicatorFacts.jsonstat.json?at=yesterday", 400, "KWS107")]
    public async Task What_is_wrong_is_refused(string url, int status, string code)
    {
        var (found, problem) = await service.RefusedAsync(url);

        Assert.Equal((status, code), (found, problem.Text("code")));
    }

    [Fact]
    public async Task A_moment_gives_the_figures_of_then()
    {
        var now = await service.Client.GetStringAsync(Address("indicatorFacts.sdmx.csv"), Token);
        var moment = DateTime.UtcNow.ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture); // the load may have been a moment ago
        Assert.Equal(now, await service.Client.GetStringAsync(Address($"indicatorFacts.sdmx.csv?at={moment}"), Token));

        using var before = await service.Client.GetAsync(Address("indicatorFacts.sdmx.csv?at=2001-01-01"), Token);
        Assert.Single((await before.Content.ReadAsStringAsync(Token)).Split("\r\n", StringSplitOptions.RemoveEmptyEntries));
    }

    // What changed in this very second has no date yet, and the data may just have been loaded.
    private async Task<HttpResponseMessage> DatedAsync(string file)
    {
        while (true)
        {
            var response = await service.Client.GetAsync(Address(file), Token);
            if (response.Content.Headers.LastModified is not null || !response.IsSuccessStatusCode)
            {
                return response;
            }

            response.Dispose();
        }
    }

    private static string[] Texts(JsonElement list) => [.. list.EnumerateArray().Select(e => e.GetString()!)];

    private static Uri Address(string file) => new($"api/v1/datasets/{file}", UriKind.Relative);

    private static async Task<string> RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, StandardOutputEncoding = Encoding.UTF8 };
        start.Environment["LC_ALL"] = "C.UTF-8";
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
        var (output, error) = (process.StandardOutput.ReadToEndAsync(Token), process.StandardError.ReadToEndAsync(Token));
        await process.WaitForExitAsync(Token);
        Assert.True(process.ExitCode == 0, $"{program}: {await error}");
        return await output;
    }
}
