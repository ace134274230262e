using BenchmarkDotNet.Attributes;
using Kawasaki.Api.OData.Parsing;

namespace Kawasaki.Tests.Benchmarks;

/// <summary>Time and allocation of URL text to syntax tree, for URLs from plain to heavy.</summary>
[MemoryDiagnoser]
public class ParsingBenchmarks
{
    private const string Filter = "$filter=kind%20eq%20%27outcome%27%20and%20measureCode%20eq%20%275-1-1%27%20and%20observations/any(o:o/value%20ge%2021)";
    private const string Apply = "$apply=filter(value%20gt%203)/groupby((indicator/kind,fiscalYear),aggregate(value%20with%20sum%20as%20total,$count%20as%20n))&$orderby=total%20desc&$top=10";
    private const string Expand = "$select=code,name&$expand=measure($select=name;$expand=policy($select=name)),observations($filter=value%20ge%2021;$orderby=fiscalYear%20desc;$top=5)&$top=50&$count=true";

    private static readonly string Heavy = "$filter=" + string.Join("%20or%20", Enumerable.Range(0, 150).Select(i => $"code%20eq%20'5-1-{i}'"));

    /// <summary>A row by its key.</summary>
    [Benchmark]
    public object Key() => UrlParser.Parse("indicators('5-1-1-o2')", [], ParseLimits.Default);

    /// <summary>The filter of the design's budget: under 20 µs with binding and SQL.</summary>
    [Benchmark(Baseline = true)]
    public object FilterWithAny() => UrlParser.Parse("indicators", Filter, ParseLimits.Default);

    /// <summary>Nested expansions.</summary>
    [Benchmark]
    public object NestedExpand() => UrlParser.Parse("indicators", Expand, ParseLimits.Default);

    /// <summary>Groups with totals.</summary>
    [Benchmark]
    public object GroupBy() => UrlParser.Parse("observations", Apply, ParseLimits.Default);

    /// <summary>A filter of 150 comparisons.</summary>
    [Benchmark]
    public object LongFilter() => UrlParser.Parse("indicators", Heavy, ParseLimits.Default);

    /// <summary>A refusal: it must not cost more than an answer.</summary>
    [Benchmark]
    public object Refused() => UrlParser.Parse("indicators", "$filter=kind%20eqq%20%27outcome%27", ParseLimits.Default);
}
