using System.IO;
using System.Net.Http;
using System.Text.Json;
using Kawasaki.Api.Hosting;
using Kawasaki.Api.OData.Binding;
using Kawasaki.Infrastructure.Postgres.Mapping;
using Kawasaki.Tests.Integration.Clients;
using Kawasaki.Tests.Integration.Facts;
using Microsoft.AspNetCore.Builder;
using Xunit;

namespace Kawasaki.Tests.Integration.OpenApi;

/// <summary>`/openapi/v1.json` with the shipped data: the approved file, and what others say of it.</summary>
public sealed class DocumentTests(PostgresFixture postgres) : IAsyncLifetime
{
    private const string Approved = "openapi/rest.json";

    private WebApplication app = null!;
    private HttpClient client = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var database = await postgres.SharedAsync("shipped", ShippedService.LoadAsync);
        (app, client) = await ServiceFixture.StartAsync(database, new ServerOptions { Port = 0, BaseUrl = new Uri("https://plan.example.jp"), AllowedHosts = "*" }, new QueryLimits());
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await app.DisposeAsync();
    }

    [Fact]
    public async Task The_document_is_the_approved_one()
    {
        using var response = await client.GetAsync(new Uri("openapi/v1.json", UriKind.Relative), Token);
        var text = await response.Content.ReadAsStringAsync(Token);

        Assert.True(response.IsSuccessStatusCode, text);
        Assert.Equal("application/json", response.Content.Headers.ContentType!.ToString());
        Assert.NotNull(response.Headers.ETag);
        Assert.DoesNotContain("auditEntries", text, StringComparison.OrdinalIgnoreCase);
        Baseline.Equal(Approved, text);
    }

    [Fact]
    public async Task Every_set_has_its_paths_in_both_languages()
    {
        using var document = await ReadAsync();
        var paths = document.RootElement.GetProperty("paths").EnumerateObject().Select(p => p.Name).ToHashSet();
        foreach (var set in PlanModel.Instance.Published.OpenPart().Sets)
        {
            Assert.Contains($"/odata/{set.Name}", paths);
            Assert.Contains($"/odata/{set.Name}/{{{set.Type.Key[0].Name}}}", paths);
            Assert.Contains($"/api/v1/{set.Name}", paths);
        }

        Assert.Superset((HashSet<string>)["/api/v1", "/api/v1/tree", "/api/v1/search", "/api/v1/changes", "/api/v1/indicators/{code}/series"], paths);
    }

    [Fact]
    public async Task Every_example_of_a_question_is_answered_as_it_says()
    {
        using var document = await ReadAsync();
        var asked = 0;
        foreach (var path in document.RootElement.GetProperty("paths").EnumerateObject().Where(p => p.Value.TryGetProperty("get", out _) && p.Name.StartsWith("/api/v1/", StringComparison.Ordinal)))
        {
            var operation = path.Value.GetProperty("get");
            var answers = operation.GetProperty("responses").GetProperty("200").GetProperty("content");
            if (!answers.TryGetProperty("application/json", out var content) || !content.TryGetProperty("example", out var example) || path.Name is "/api/v1/tree")
            {
                continue;
            }

            var code = operation.GetProperty("parameters").EnumerateArray().Where(p => p.TryGetProperty("name", out var n) && n.GetString() == "code" && p.TryGetProperty("example", out _)).Select(p => p.GetProperty("example").GetString()!).FirstOrDefault();
            var url = path.Name.Replace("{code}", code, StringComparison.Ordinal) + (path.Name == "/api/v1/search" ? "?q=マイナンバー&limit=1" : example.TryGetProperty("limit", out _) ? "?limit=1" : "");
            var answer = await client.GetStringAsync(new Uri(url, UriKind.Relative), Token);
            using var parsed = JsonDocument.Parse(answer);
            Assert.True(JsonElement.DeepEquals(example, parsed.RootElement), url);
            asked++;
        }

        Assert.True(asked > 40, $"{asked} examples");
    }

    [Theory]
    [InlineData("spectral")]
    [InlineData("redocly")]
    public async Task Linters_have_nothing_to_say(string linter)
    {
        await using var program = ClientProgram.Start("openapi-lint.mjs", linter, Path.Combine(Baseline.Root, Approved));
        var findings = await program.AskAsync("{}");

        Assert.Empty(findings.EnumerateArray().Select(f => f.GetString()));
    }

    [Fact]
    public async Task The_page_needs_nothing_from_elsewhere()
    {
        var page = await client.GetStringAsync(new Uri("swagger/index.html", UriKind.Relative), Token);
        var script = await client.GetStringAsync(new Uri("swagger/index.js", UriKind.Relative), Token);

        Assert.DoesNotContain("=\"http", page, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("\"url\":\"/openapi/v1.json\"", script, StringComparison.Ordinal);
        foreach (var file in (string[])["swagger-ui.css", "swagger-ui-bundle.js", "swagger-ui-standalone-preset.js"])
        {
            using var response = await client.GetAsync(new Uri("swagger/" + file, UriKind.Relative), Token);
            Assert.True(response.IsSuccessStatusCode, file);
        }
    }

    [Fact]
    public async Task A_browser_runs_an_example_on_the_page_and_asks_nobody_else()
    {
        await using var program = ClientProgram.Start("swagger.mjs", client.BaseAddress!.ToString());
        var seen = await program.AskAsync("{}");

        Assert.Equal("200", seen.GetProperty("status").GetString());
        Assert.Empty(seen.GetProperty("elsewhere").EnumerateArray());
        Assert.Empty(seen.GetProperty("errors").EnumerateArray());
    }

    private static async Task<JsonDocument> ReadAsync() => JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(Baseline.Root, Approved), Token));
}
