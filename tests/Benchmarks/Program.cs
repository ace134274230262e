using System.Globalization;
using Kawasaki.Api.Cli;
using Kawasaki.Tests.Benchmarks.Limit;
using Microsoft.Extensions.Logging.Abstractions;

namespace Kawasaki.Tests.Benchmarks;

/// <summary>
/// Entry of the benchmark runner: `dotnet run -c Release --project tests/Benchmarks -- --filter *`.
/// `limit PORT DATA` scales the database and serves the hand-written limit on it; scripts/benchmark starts it so.
/// </summary>
internal static class Runner
{
    private static async Task Main(string[] args)
    {
        if (args is not ["limit", var port, var folder])
        {
            BenchmarkDotNet.Running.BenchmarkSwitcher.FromAssembly(typeof(Runner).Assembly).Run(args);
            return;
        }

        var opened = await DatabaseSession.OpenAsync(Environment.GetEnvironmentVariable, NullLogger.Instance, TimeProvider.System, CancellationToken.None);
        await using var session = opened.IsOk ? opened.Value : throw new InvalidOperationException(opened.Problem.Message);
        await ScaledDatabase.FillAsync(session, folder);
        await LimitServer.RunAsync(session, int.Parse(port, CultureInfo.InvariantCulture));
    }
}
