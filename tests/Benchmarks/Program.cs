namespace Kawasaki.Tests.Benchmarks;

/// <summary>Entry of the benchmark runner: `dotnet run -c Release --project tests/Benchmarks -- --filter *`.</summary>
internal static class Runner
{
    private static void Main(string[] args) =>
        BenchmarkDotNet.Running.BenchmarkSwitcher.FromAssembly(typeof(Runner).Assembly).Run(args);
}
