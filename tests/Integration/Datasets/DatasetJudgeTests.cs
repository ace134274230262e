using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.IO.Compression;
using System.Net.Http;
using System.Text;
using System.Text.Json;
using CsvHelper;
using Kawasaki.Api.Datasets;
using Kawasaki.Api.Hosting;
using Kawasaki.Api.OData.Binding;
using Kawasaki.Domain.Model;
using Kawasaki.Infrastructure.Postgres.Mapping;
using Kawasaki.Tests.Integration.Clients;
using Kawasaki.Tests.Integration.Facts;
using Microsoft.AspNetCore.Builder;
using Xunit;

namespace Kawasaki.Tests.Integration.Datasets;

/// <summary>The files of whole sets, read by programs that we did not write: all find the rows and the sum of values that plain SQL finds, and texts as they were put in.</summary>
public sealed class DatasetJudgeTests(PostgresFixture postgres) : IAsyncLifetime
{
    private const string Root = "api/v1/datasets/";

    private const string Total = "select count(*) || '|' || to_char(sum(value), 'FM999999999990.0000') from plan.observations";

    private const string Joined =
        """
        select d.code || '|' || count(*) || '|' || min(t.name) from plan.reform_task_departments l join plan.reform_tasks t on t.code = l.reform_task_code join plan.departments d on d.code = l.department_code
        group by d.code order by d.code collate "C"
        """;

    // What the descriptions say is what the database holds to: a column of codes of one set is a foreign key, and no other.
    private const string References =
        """
        select told from (select c.relname || '.' || a.attname || '>' || t.relname as told from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_class t on t.oid = k.confrelid
        join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[1]
        where k.contype = 'f' and k.connamespace = 'plan'::regnamespace and cardinality(k.conkey) = 1) k order by told collate "C"
        """;

    // Every row of it is a text that a careless writer or reader breaks at.
    private const string Nasty =
        """
        insert into plan.status_reports (code, project_code, fiscal_year, status, summary, source_system, external_id, reported_at, created_at, created_by, changed_at)
        select 'nasty-' || n, (select min(code) from plan.projects), 2025, 'onTrack', summary, 'portal', '00' || n, '2025-09-30T12:34:56.789Z', '2025-10-01T00:00:00Z', 'portal', '2025-10-01T00:00:00Z'
        from unnest(array['=nasty+1', '+nasty', '-nasty', '@nasty', 'nasty "quoted", and' || chr(13) || chr(10) || 'two lines', 'nasty <b>&amp;</b> ]]>', 'nasty 𠮷 _x000D_ ; | \', '   nasty   ']) with ordinality as t(summary, n)
        """;

    private static readonly IReadOnlyList<EntitySetModel> Sets = new FileSets(PlanModel.Instance.Published).All;

    private TestDatabase database = null!;
    private ThrowAwayFolder folder = null!;
    private WebApplication app = null!;
    private HttpClient client = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        (database, folder) = (await postgres.CreateAsync(), ThrowAwayFolder.Create());
        await ShippedService.LoadAsync(database);
        await database.ExecuteAsync(Nasty);
        (app, client) = await ServiceFixture.StartAsync(database, new ServerOptions { Port = 0 }, new QueryLimits());
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await app.DisposeAsync();
        await database.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task Programs_for_data_read_what_sql_reads()
    {
        await Task.WhenAll(Sets.Select(s => SaveAsync($"{s.Name}.csv")).Append(SaveAsync("datapackage.json")));
        await Task.WhenAll(SaveAsync("observations.csv?bom=true", "observations.bom.csv"), SaveAsync("observations.json"), SaveAsync("observations.xlsx"), SaveAsync("statusReports.jsonld"));
        var r = RunAsync("Rscript", Path.Combine(ClientProgram.Folder, "datasets.R"), folder.Path);
        await using var program = ClientProgram.Start("datasets.mjs");
        var said = await program.AskAsync(JsonSerializer.Serialize(new Dictionary<string, string> { ["folder"] = folder.Path, ["name"] = "statusReports" }));
        using var fromR = JsonDocument.Parse(await r);

        var total = await database.ScalarAsync<string>(Total);
        AssertPackage(said.GetProperty("packages"), await RowsAsync());
        Assert.All(said.GetProperty("duckdb").EnumerateObject(), t => Assert.Equal(total, Rounded(t.Value.GetString()!)));
        Assert.All((string[])["csv", "marked", "xlsx"], f => Assert.Equal(total, fromR.RootElement.GetProperty(f)[0].GetString()));
        Assert.Equal(0, fromR.RootElement.GetProperty("problems")[0].GetInt32());
        Assert.Equal(["observations", "_fields", "_about"], fromR.RootElement.GetProperty("sheets").EnumerateArray().Select(s => s.GetString()));

        var (service, linked) = (client.BaseAddress!.AbsoluteUri, said.GetProperty("linked").EnumerateArray().Select(q => string.Join(' ', q.EnumerateArray().Take(4).Select(p => p.GetString()))).ToHashSet());
        Assert.Contains($"{service}id/statusReports/nasty-1 {service}docs/data#statusReports.projectCode {service}id/projects/{await database.ScalarAsync<string>("select min(code) from plan.projects")} NamedNode", linked);
        Assert.Contains($"{service}id/statusReports/nasty-1 {service}docs/data#statusReports.reportedAt 2025-09-30T12:34:56.789Z http://www.w3.org/2001/XMLSchema#dateTime", linked);
        Assert.Contains($"{service}id/statusReports/nasty-1 http://purl.org/dc/terms/identifier nasty-1 http://www.w3.org/2001/XMLSchema#string", linked);
    }

    [Fact]
    public async Task The_archive_is_a_package_of_one_state()
    {
        await SaveAsync("kawasaki-plan-data.zip");
        ZipFile.ExtractToDirectory(Path.Combine(folder.Path, "kawasaki-plan-data.zip"), folder.Path);
        await SaveAsync("observations.csv?bom=true", "observations.bom.csv");
        await Task.WhenAll(SaveAsync("observations.json"), SaveAsync("plans.jsonld"));
        await using var program = ClientProgram.Start("datasets.mjs");
        var said = await program.AskAsync(JsonSerializer.Serialize(new Dictionary<string, string> { ["folder"] = folder.Path, ["name"] = "plans" }));

        AssertPackage(said.GetProperty("packages"), await RowsAsync());
        foreach (var set in Sets)
        {
            Assert.Equal(await client.GetStringAsync(new Uri($"{Root}{set.Name}.csv", UriKind.Relative), Token), await File.ReadAllTextAsync(Path.Combine(folder.Path, set.Name + ".csv"), Token));
        }

        Assert.Equal(await database.RowsAsync(Joined), said.GetProperty("joined").EnumerateArray().Select(r => r.GetString()));
        Assert.NotEqual(0, said.GetProperty("joined").GetArrayLength());
        await AssertReferencesAsync();
        var readme = await File.ReadAllTextAsync(Path.Combine(folder.Path, "README.md"), Token);
        Assert.All(Sets.SelectMany(s => s.Type.Properties), p => Assert.Contains(p.Name, readme, StringComparison.Ordinal));
        Assert.Contains("出典：川崎市", readme, StringComparison.Ordinal);
        using var metadata = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(folder.Path, "csv-metadata.json"), Token));
        AssertMetadata(metadata.RootElement);
    }

    [Fact]
    public async Task Spreadsheets_open_the_files()
    {
        await Task.WhenAll(SaveAsync("observations.csv?bom=true", "marked.csv"), SaveAsync("observations.xlsx", "book.xlsx"), SaveAsync("statusReports.xlsx"));
        var outputs = Path.Combine(folder.Path, "office");
        string[] office = ["-env:UserInstallation=file://" + Path.Combine(folder.Path, "profile"), "--headless", "--infilter=CSV:44,34,76,1", "--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76,1", "--outdir", outputs];
        await RunAsync("soffice", [.. office, Path.Combine(folder.Path, "marked.csv")]);
        await RunAsync("soffice", [.. office.Where(o => !o.StartsWith("--infilter", StringComparison.Ordinal)), Path.Combine(folder.Path, "book.xlsx")]);
        await RunAsync("ssconvert", Path.Combine(folder.Path, "marked.csv"), Path.Combine(outputs, "marked.gnumeric.csv"));
        await RunAsync("ssconvert", Path.Combine(folder.Path, "book.xlsx"), Path.Combine(outputs, "book.gnumeric.csv"));
        var total = await database.ScalarAsync<string>(Total);
        Assert.All((string[])["marked", "book", "marked.gnumeric", "book.gnumeric"], f => Assert.Equal((f, total), (f, Summed(Path.Combine(outputs, f + ".csv")))));

        using var seen = JsonDocument.Parse(await RunAsync("/usr/bin/python3", Path.Combine(ClientProgram.Folder, "notes.py"), Path.Combine(folder.Path, "statusReports.xlsx"), "nasty"));
        Assert.Equal(["statusReports", "_fields", "_about"], seen.RootElement.GetProperty("sheets").EnumerateArray().Select(s => s.GetString()));
        Assert.StartsWith("年度 / Fiscal year\n単位 / Unit: fiscal year", seen.RootElement.GetProperty("notes").GetProperty("fiscalYear").GetString(), StringComparison.Ordinal);
        Assert.StartsWith("出典：川崎市", seen.RootElement.GetProperty("about").GetProperty("Source").GetString(), StringComparison.Ordinal);
        var texts = seen.RootElement.GetProperty("texts").EnumerateArray().Select(t => (Text: t[0].GetString()!, Type: t[1].GetString())).ToList();
        Assert.All(texts, t => Assert.Equal("s", t.Type));
        Assert.Superset((await SummariesAsync()).Select(s => s.ReplaceLineEndings("\n")).ToHashSet(), texts.Select(t => t.Text.ReplaceLineEndings("\n")).ToHashSet());
    }

    [Fact]
    public async Task Texts_stand_as_they_are_in_a_file_for_programs_and_never_run_in_one_for_excel()
    {
        var summaries = await SummariesAsync();
        Assert.Equal(summaries, Summaries(await client.GetStringAsync(new Uri(Root + "statusReports.csv", UriKind.Relative), Token)));
        Assert.Equal(summaries.Select(s => "=+-@".Contains(s[0], StringComparison.Ordinal) ? "'" + s : s), Summaries(await client.GetStringAsync(new Uri(Root + "statusReports.csv?bom=true", UriKind.Relative), Token)));
        using var json = JsonDocument.Parse(await client.GetStringAsync(new Uri(Root + "statusReports.json", UriKind.Relative), Token));
        Assert.Equal(summaries, json.RootElement.GetProperty("value").EnumerateArray().Select(r => r.GetProperty("summary").GetString()!));

        static IEnumerable<string> Summaries(string text)
        {
            using var csv = new CsvReader(new StringReader(text.TrimStart('\uFEFF')), CultureInfo.InvariantCulture);
            csv.Read();
            csv.ReadHeader();
            while (csv.Read())
            {
                yield return csv.GetField("summary")!;
            }
        }
    }

    private static void AssertPackage(JsonElement package, IReadOnlyDictionary<string, long> rows)
    {
        Assert.True(package.GetProperty("valid").GetBoolean(), package.GetProperty("errors").ToString());
        Assert.Equal(rows.OrderBy(r => r.Key, StringComparer.Ordinal), package.GetProperty("rows").EnumerateObject().Select(r => KeyValuePair.Create(r.Name, r.Value.GetInt64())).OrderBy(r => r.Key, StringComparer.Ordinal));
    }

    private async Task AssertReferencesAsync()
    {
        using var package = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(folder.Path, "datapackage.json"), Token));
        var told = from resource in package.RootElement.GetProperty("resources").EnumerateArray()
                   where resource.GetProperty("schema").TryGetProperty("foreignKeys", out _) && resource.GetProperty("set").GetString() is not ("indicatorFacts" or "targetResults")
                   from key in resource.GetProperty("schema").GetProperty("foreignKeys").EnumerateArray()
                   let target = key.GetProperty("reference").GetProperty("resource").GetString()!
                   select $"{Snake(resource.GetProperty("set").GetString()!)}.{Snake(key.GetProperty("fields").GetString()!)}>{(target.Length == 0 ? Snake(resource.GetProperty("set").GetString()!) : target.Replace('-', '_'))}";
        Assert.Equal(await database.RowsAsync(References), told.Order(StringComparer.Ordinal));
        var subject = package.RootElement.GetProperty("resources").EnumerateArray().First(r => r.GetProperty("set").GetString() == "citations").GetProperty("schema").GetProperty("fields").EnumerateArray()
            .First(f => f.GetProperty("name").GetString() == "subjectCode");
        Assert.Contains("several sets", subject.GetProperty("description").GetString(), StringComparison.Ordinal);
    }

    private static string Snake(string name) => string.Concat(name.Select(c => char.IsUpper(c) ? "_" + char.ToLowerInvariant(c) : c.ToString()));

    // Every header is one of the titles of its column, every reference leads to a table of the group.
    private void AssertMetadata(JsonElement group)
    {
        var tables = group.GetProperty("tables").EnumerateArray().ToDictionary(t => t.GetProperty("url").GetString()!);
        foreach (var (file, table) in tables)
        {
            var header = File.ReadLines(Path.Combine(folder.Path, file)).First().Split(',');
            var columns = table.GetProperty("tableSchema").GetProperty("columns").EnumerateArray().ToList();
            Assert.Equal(header, columns.Select(c => c.GetProperty("titles").GetProperty("en")[0].GetString()));
            if (table.GetProperty("tableSchema").TryGetProperty("foreignKeys", out var keys))
            {
                Assert.All(keys.EnumerateArray(), k => Assert.Contains(k.GetProperty("reference").GetProperty("resource").GetString()!, tables.Keys));
            }
        }
    }

    private async Task<IReadOnlyList<string>> SummariesAsync()
    {
        var text = await database.ScalarAsync<string>("select json_agg(summary order by code)::text from plan.status_reports");
        return JsonSerializer.Deserialize<string[]>(text!)!;
    }

    private async Task<IReadOnlyDictionary<string, long>> RowsAsync()
    {
        var rows = new Dictionary<string, long>();
        foreach (var set in Sets)
        {
            rows.Add(set.Name, await database.ScalarAsync<long>($"select count(*) from plan.{Snake(set.Name)}"));
        }

        return rows;
    }

    private static string Summed(string file)
    {
        using var csv = new CsvReader(new StreamReader(file), CultureInfo.InvariantCulture);
        csv.Read();
        csv.ReadHeader();
        var (rows, sum) = (0, 0m);
        while (csv.Read())
        {
            rows++;
            sum += csv.GetField("value") is { Length: > 0 } value ? decimal.Parse(value, CultureInfo.InvariantCulture) : 0;
        }

        return string.Create(CultureInfo.InvariantCulture, $"{rows}|{sum:0.0000}");
    }

    private static string Rounded(string total) =>
        string.Create(CultureInfo.InvariantCulture, $"{total.Split('|')[0]}|{decimal.Parse(total.Split('|')[1], CultureInfo.InvariantCulture):0.0000}");

    private async Task SaveAsync(string file, string? name = null)
    {
        using var response = await client.GetAsync(new Uri(Root + file, UriKind.Relative), Token);
        Assert.True(response.IsSuccessStatusCode, $"{file}: {(int)response.StatusCode}");
        await using var saved = File.Create(Path.Combine(folder.Path, name ?? file));
        await response.Content.CopyToAsync(saved, Token);
    }

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
