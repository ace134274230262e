using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Net.Http;
using System.Text;
using System.Text.Json;
using Kawasaki.Api.Hosting;
using Kawasaki.Api.OData.Binding;
using Kawasaki.Domain.Model;
using Kawasaki.Infrastructure.Postgres.Mapping;
using Xunit;

namespace Kawasaki.Tests.Integration.Datasets;

/// <summary>What callers of whole sets count on: tags and dates from the content, the past, and clear words for what is wrong.</summary>
public sealed class DatasetHttpTests(PostgresFixture postgres) : ChangingTests(postgres)
{
    private const string Root = "api/v1/datasets";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("indicators.csv")]
    [InlineData("indicators.csv?bom=true&lang=ja")]
    [InlineData("indicators.xlsx")]
    [InlineData("indicators.json")]
    [InlineData("indicators.jsonld")]
    [InlineData("kawasaki-plan-data.zip")]
    public async Task A_file_is_known_by_its_tag_and_its_date_until_its_rows_change(string file)
    {
        using var first = await SendAsync(file);
        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        var (tag, date) = (first.Headers.ETag!.ToString(), first.Content.Headers.LastModified!.Value.ToString("r", CultureInfo.InvariantCulture));
        Assert.Contains("rel=\"license\"", string.Join(' ', first.Headers.GetValues("Link")), StringComparison.Ordinal);
        Assert.NotNull(first.Content.Headers.ContentDisposition?.FileName);

        Assert.Equal(HttpStatusCode.NotModified, await StatusAsync(file, ("If-None-Match", tag)));
        Assert.Equal(HttpStatusCode.NotModified, await StatusAsync(file, ("If-Modified-Since", date)));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(file, ("If-None-Match", "\"another\""), ("If-Modified-Since", date)));
        using (var head = await SendAsync(file, HttpMethod.Head))
        {
            Assert.Equal((HttpStatusCode.OK, tag, first.Content.Headers.ContentType!.ToString()), (head.StatusCode, head.Headers.ETag!.ToString(), head.Content.Headers.ContentType!.ToString()));
            Assert.Empty(await head.Content.ReadAsByteArrayAsync(Token));
        }

        // Another set changes: only the archive is another.
        await Database.ExecuteAsync("update plan.themes set name = '別' where code = '1-2'");
        Assert.Equal(file.EndsWith(".zip", StringComparison.Ordinal) ? HttpStatusCode.OK : HttpStatusCode.NotModified, await StatusAsync(file, ("If-None-Match", tag)));
        await Database.ExecuteAsync("update plan.indicators set name = name || '別' where code = (select min(code) from plan.indicators)");
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(file, ("If-None-Match", tag)));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(file, ("If-Modified-Since", date)));
    }

    [Fact]
    public async Task A_file_is_another_when_its_words_are()
    {
        var model = PlanModel.Instance.Published;
        var renamed = new PublishedModel(model.Namespace, [.. model.Sets.Select(s => s.Name == "wards" ? s with { Japanese = "行政区" } : s)], model.Types, model.EnumTypes) { KeepsHistory = model.KeepsHistory, Functions = model.Functions };
        var (other, asker) = await ServiceFixture.StartAsync(Database, new ServerOptions { Port = 0 }, new QueryLimits(), model: renamed);
        await using (other)
        {
            using (asker)
            {
                // The address of the service is part of every file.
                var host = Client.BaseAddress!.Authority;
                foreach (var (file, status) in new[] { ("kawasaki-plan-data.zip", HttpStatusCode.OK), ("indicators.csv", HttpStatusCode.NotModified) })
                {
                    using var first = await SendAsync(file);
                    using var request = new HttpRequestMessage(HttpMethod.Get, $"{Root}/{file}") { Headers = { Host = host } };
                    request.Headers.Add("If-None-Match", first.Headers.ETag!.ToString());
                    using var again = await asker.SendAsync(request, Token);
                    Assert.Equal(status, again.StatusCode);
                }
            }
        }
    }

    [Fact]
    public async Task The_past_can_be_taken_away_too()
    {
        var moment = await Database.ScalarAsync<string>("select to_char(clock_timestamp() at time zone 'utc', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')");
        var before = await Client.GetStringAsync(new Uri($"{Root}/themes.csv", UriKind.Relative), Token);
        await Database.ExecuteAsync("update plan.themes set name = '別' where code = '1-2'");

        Assert.Contains("別", await Client.GetStringAsync(new Uri($"{Root}/themes.csv", UriKind.Relative), Token), StringComparison.Ordinal);
        Assert.Equal(before, await Client.GetStringAsync(new Uri($"{Root}/themes.csv?at={moment}", UriKind.Relative), Token));
        Assert.Single((await Client.GetStringAsync(new Uri($"{Root}/themes.csv?at=2020-01-01", UriKind.Relative), Token)).Split("\r\n", StringSplitOptions.RemoveEmptyEntries));
        using var then = JsonDocument.Parse(await Client.GetStringAsync(new Uri($"{Root}/themes.json?at={moment}", UriKind.Relative), Token));
        Assert.Equal(moment, then.RootElement.GetProperty("at").GetString());
        await using var archive = new ZipArchive(await Client.GetStreamAsync(new Uri($"{Root}/kawasaki-plan-data.zip?at={moment}", UriKind.Relative), Token), ZipArchiveMode.Read);
        using var reader = new System.IO.StreamReader(await archive.GetEntry("themes.csv")!.OpenAsync(Token));
        Assert.Equal(before, await reader.ReadToEndAsync(Token));
    }

    [Fact]
    public async Task The_index_tells_rows_and_forms_and_every_address_answers()
    {
        using var index = JsonDocument.Parse(await Client.GetStringAsync(new Uri(Root, UriKind.Relative), Token));
        var sets = index.RootElement.GetProperty("datasets").EnumerateArray().ToDictionary(s => s.GetProperty("name").GetString()!);
        Assert.Equal(await Database.ScalarAsync<long>("select count(*) from plan.observations"), sets["observations"].GetProperty("rows").GetInt64());
        Assert.DoesNotContain("changes", sets.Keys);
        Assert.DoesNotContain("auditEntries", sets.Keys);

        var addresses = sets["wards"].GetProperty("formats").EnumerateArray().Select(f => f.GetProperty("url").GetString()!)
            .Append(sets["wards"].GetProperty("csvMetadata").GetString()!).Concat(index.RootElement.GetProperty("package").EnumerateObject().Select(p => p.Value.GetString()!));
        foreach (var address in addresses)
        {
            using var response = await Client.GetAsync(new Uri(address), Token);
            Assert.True(response.IsSuccessStatusCode, address);
        }
    }

    [Fact]
    public async Task A_header_can_have_words_and_a_mark()
    {
        var marked = Encoding.UTF8.GetString(await Client.GetByteArrayAsync(new Uri($"{Root}/wards.csv?bom=true&lang=ja", UriKind.Relative), Token));
        Assert.StartsWith("\uFEFFコード,文書コード,行番号,ページ,名称,英語名\r\n", marked, StringComparison.Ordinal);
        Assert.StartsWith("Code,", await Client.GetStringAsync(new Uri($"{Root}/wards.csv?lang=en", UriKind.Relative), Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Links_are_files_of_two_codes_and_no_linked_data()
    {
        var csv = await Client.GetStringAsync(new Uri($"{Root}/reformTaskDepartments.csv", UriKind.Relative), Token);
        var expected = await Database.RowsAsync("select reform_task_code || ',' || department_code from plan.reform_task_departments order by reform_task_code collate \"C\", department_code collate \"C\"");
        Assert.NotEmpty(expected);
        Assert.Equal(["reformTaskCode,departmentCode", .. expected], csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries));
        using var json = JsonDocument.Parse(await Client.GetStringAsync(new Uri($"{Root}/reformTaskDepartments.json", UriKind.Relative), Token));
        Assert.Equal(expected, json.RootElement.GetProperty("value").EnumerateArray().Select(r => string.Join(',', r.EnumerateObject().Select(p => p.Value.GetString()))));
        Assert.StartsWith("\uFEFF改革課題コード,所管部署コード\r\n", Encoding.UTF8.GetString(await Client.GetByteArrayAsync(new Uri($"{Root}/reformTaskDepartments.csv?bom=true&lang=ja", UriKind.Relative), Token)), StringComparison.Ordinal);
        using var book = await SendAsync("reformTaskDepartments.xlsx");
        Assert.Equal(HttpStatusCode.OK, book.StatusCode);
        using var linked = await SendAsync("reformTaskDepartments.jsonld");
        Assert.Equal(HttpStatusCode.NotFound, linked.StatusCode);

        // A link that goes makes another file; one of the past stays.
        var tag = book.Headers.ETag!.ToString();
        await Database.ExecuteAsync("delete from plan.reform_task_departments where (reform_task_code, department_code) in (select reform_task_code, department_code from plan.reform_task_departments limit 1)");
        Assert.Equal(HttpStatusCode.OK, await StatusAsync("reformTaskDepartments.xlsx", ("If-None-Match", tag)));
        var then = await Client.GetStringAsync(new Uri($"{Root}/reformTaskDepartments.csv", UriKind.Relative), Token);
        Assert.Equal(expected.Count, then.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public async Task A_failure_before_the_first_row_has_nothing_of_a_file()
    {
        await Database.ExecuteAsync("drop function past.passages(bigint)");
        using var response = await SendAsync("passages.csv");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.ToString());
        Assert.True((int)response.StatusCode >= 500);
        Assert.Null(response.Headers.ETag);
        Assert.Null(response.Content.Headers.ContentDisposition);
    }

    // As if it had been loaded a while ago: what changed in this very second has no date yet.
    protected override Task PrepareAsync() => Database.ExecuteAsync("update plan.changes set changed_at = changed_at - interval '1 hour'");

    private async Task<HttpStatusCode> StatusAsync(string file, params (string Name, string Value)[] headers)
    {
        using var response = await SendAsync(file, HttpMethod.Get, headers);
        return response.StatusCode;
    }

    private Task<HttpResponseMessage> SendAsync(string file) => SendAsync(file, HttpMethod.Get);

    private async Task<HttpResponseMessage> SendAsync(string file, HttpMethod method, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, new Uri($"{Root}/{file}", UriKind.Relative));
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await Client.SendAsync(request, Token);
    }
}
