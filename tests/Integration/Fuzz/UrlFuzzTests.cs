using System.Globalization;
using System.IO;
using Kawasaki.Api.Hosting;
using Kawasaki.Api.OData.Binding;
using Kawasaki.Infrastructure.Postgres.Mapping;
using Kawasaki.Tests.Integration.Facts;
using Kawasaki.Tests.Integration.Hosting;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Kawasaki.Tests.Integration.Fuzz;

/// <summary>
/// Damaged requests over real HTTP and real PostgreSQL: each gets data or an error object, in time. `scripts/fuzz-urls` sends many more to a server
/// of its own and watches its memory.
/// </summary>
public sealed class UrlFuzzTests(ShippedService service) : IClassFixture<ShippedService>
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(15); // above that of the service, which must answer first

    [Fact]
    public async Task Any_request_gets_an_answer_or_a_clean_error()
    {
        using var lines = new LogLines();
        var (app, client) = await ServiceFixture.StartAsync(service.Database, new ServerOptions { Port = 0 }, new QueryLimits(), lines);
        await using var running = app;
        using var unused = client;

        var summary = await RunAsync(app.Urls.First(), count: 3_000, seed: 20261123, null);

        Assert.True(summary.Findings.IsEmpty && summary.Slow.IsEmpty, summary.ToString());
        Assert.DoesNotContain(lines.All, line => line.StartsWith(nameof(LogLevel.Error), StringComparison.Ordinal) || line.StartsWith(nameof(LogLevel.Critical), StringComparison.Ordinal));
    }

    /// <summary>The long run: server, its process, count, seed and what is asked come from scripts/fuzz-urls, the summary goes into the file it names.</summary>
    [Fact(Explicit = true)]
    public async Task A_server_of_its_own_stays_well()
    {
        var process = Setting("PROCESS");
        Func<string, int, int, Func<long>?, Task<FuzzSummary>> run = Setting("WHAT") == "pages" ? PageFuzzTests.RunAsync : RunAsync;
        var summary = await run(
            Setting("SERVER"), int.Parse(Setting("COUNT"), CultureInfo.InvariantCulture), int.Parse(Setting("SEED"), CultureInfo.InvariantCulture), () => WorkingSet(process));

        await File.WriteAllTextAsync(Setting("REPORT"), summary.ToString(), TestContext.Current.CancellationToken);
        Assert.True(summary.Findings.IsEmpty, summary.ToString());
    }

    private static async Task<FuzzSummary> RunAsync(string address, int count, int seed, Func<long>? workingSet)
    {
        using var run = new FuzzRun($"{address}/odata/", new FuzzRequests(seed, PlanModel.Instance.Published, SeedQuestions.All()), new AnswerCheck(), Deadline, workingSet);
        return await run.RunAsync(count, TestContext.Current.CancellationToken);
    }

    private static string Setting(string name) =>
        Environment.GetEnvironmentVariable("KAWASAKI_FUZZ_" + name) ?? throw new InvalidOperationException($"KAWASAKI_FUZZ_{name} is not set: run scripts/fuzz-urls.");

    // Pages of 4 KB, the second word of the file.
    private static long WorkingSet(string process) =>
        long.Parse(File.ReadAllText($"/proc/{process}/statm").Split(' ')[1], CultureInfo.InvariantCulture) * Environment.SystemPageSize;
}
