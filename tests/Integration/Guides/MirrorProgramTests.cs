using System.IO;
using System.Net.Http;
using System.Text.Json;
using Kawasaki.Api.Hosting;
using Kawasaki.Api.OData.Binding;
using Xunit;

namespace Kawasaki.Tests.Integration.Guides;

/// <summary>The program of the guide to mirrors keeps its copy through what its page cannot show: changes, deletions, another database.</summary>
public sealed class MirrorProgramTests(PostgresFixture postgres)
{
    private const string Changes =
        """
        delete from plan.citations where observation_code = (select min(code) from plan.observations);
        delete from plan.observations where code = (select min(code) from plan.observations);
        update plan.observations set value_text = '約7' where code = (select max(code) from plan.observations);
        """;

    [Fact]
    public async Task The_copy_stays_equal_to_the_set()
    {
        using var folder = ThrowAwayFolder.Create();
        await using (var database = await postgres.CreateAsync())
        {
            await ServiceFixture.FillAsync(database);
            var all = await database.ScalarAsync<long>("select count(*) from plan.observations");
            Assert.Equal($"{all} came, 0 went, {all} rows", await RunAsync(database, folder));

            await database.ExecuteAsync(Changes);
            Assert.Equal($"1 came, 1 went, {all - 1} rows", await RunAsync(database, folder));
            Assert.Equal(await database.RowsAsync("select code || ' ' || value_text from plan.observations order by code"), Copied(folder));
        }

        // The link in the file is of a database that is gone: 410, and the program begins again.
        await using var other = await postgres.CreateAsync();
        await ServiceFixture.FillAsync(other);
        await other.ExecuteAsync(Changes);
        var rows = await other.RowsAsync("select code || ' ' || value_text from plan.observations order by code");
        Assert.Equal($"{rows.Count} came, 0 went, {rows.Count} rows", await RunAsync(other, folder));
        Assert.Equal(rows, Copied(folder));
    }

    private static async Task<string> RunAsync(TestDatabase database, ThrowAwayFolder folder)
    {
        var (app, client) = await ServiceFixture.StartAsync(database, new ServerOptions { Port = 0 }, new QueryLimits());
        await using (app)
        {
            using (client)
            {
                return await RunAsync(client, folder);
            }
        }
    }

    private static async Task<string> RunAsync(HttpClient client, ThrowAwayFolder folder)
    {
        var service = client.BaseAddress!.GetLeftPart(UriPartial.Authority);
        await RenameAsync(folder, service);
        var program = Guide.Read("en", "mirror").Snippets[0].Code.Text.Replace(Guide.WrittenAddress, service, StringComparison.Ordinal);
        return Assert.Single(await Interpreter.Languages["python"].RunAsync([program], folder.Path));
    }

    // Every service of this test has a port of its own; to the program it is one.
    private static async Task RenameAsync(ThrowAwayFolder folder, string service)
    {
        var path = Copy(folder);
        if (File.Exists(path))
        {
            var copy = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
            using var document = JsonDocument.Parse(copy);
            var link = new Uri(document.RootElement.GetProperty("link").GetString()!);
            await File.WriteAllTextAsync(path, copy.Replace(link.GetLeftPart(UriPartial.Authority), service, StringComparison.Ordinal), TestContext.Current.CancellationToken);
        }
    }

    private static IEnumerable<string> Copied(ThrowAwayFolder folder)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Copy(folder)));
        return [.. document.RootElement.GetProperty("rows").EnumerateObject().OrderBy(r => r.Name, StringComparer.Ordinal).Select(r => $"{r.Name} {r.Value.GetProperty("valueText").GetString()}")];
    }

    private static string Copy(ThrowAwayFolder folder) => Path.Combine(folder.Path, "observations.json");
}
