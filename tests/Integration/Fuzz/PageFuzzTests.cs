using System.Net.Http;
using Kawasaki.Tests.Integration.Facts;
using Kawasaki.Tests.Integration.Hosting;
using Kawasaki.Tests.Integration.Operations;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Kawasaki.Tests.Integration.Fuzz;

/// <summary>Damaged requests for pages, files and plain REST, over real HTTP and real PostgreSQL. `scripts/fuzz-urls COUNT SEED pages` sends many more to a server of its own.</summary>
public sealed class PageFuzzTests(PostgresFixture postgres)
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(15); // above that of the service, which must answer first

    [Fact]
    public async Task Any_request_for_a_page_gets_an_answer_or_a_clean_problem()
    {
        using var lines = new LogLines();
        await using var service = await OperatedService.StartAsync(await postgres.SharedAsync("shipped", ShippedService.LoadAsync), log: lines);

        var summary = await RunAsync(service.Client.BaseAddress!.GetLeftPart(UriPartial.Authority), count: 1_500, seed: 20261123, null);

        Assert.True(summary.Findings.IsEmpty && summary.Slow.IsEmpty, summary.ToString());
        Assert.DoesNotContain(lines.All, line => line.StartsWith(nameof(LogLevel.Error), StringComparison.Ordinal) || line.StartsWith(nameof(LogLevel.Critical), StringComparison.Ordinal));
    }

    /// <summary>Sends requests to a server.</summary>
    /// <param name="address">Its address, without a last slash.</param>
    /// <param name="count">How many.</param>
    /// <param name="seed">Which.</param>
    /// <param name="workingSet">Reads the server's memory; null when it is not watched.</param>
    internal static async Task<FuzzSummary> RunAsync(string address, int count, int seed, Func<long>? workingSet)
    {
        using var client = new HttpClient { BaseAddress = new Uri(address) };
        var seeds = await PageSeeds.FindAsync(client, TestContext.Current.CancellationToken);
        using var run = new FuzzRun($"{address}/", new PageRequests(seed, seeds), new PageJudge(), Deadline, workingSet);
        return await run.RunAsync(count, TestContext.Current.CancellationToken);
    }
}
