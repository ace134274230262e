using BenchmarkDotNet.Attributes;
using Kawasaki.Domain.Query;
using Kawasaki.Infrastructure.Postgres.Mapping;
using Kawasaki.Infrastructure.Postgres.Query;
using Kawasaki.Tests.Postgres.Query;

namespace Kawasaki.Tests.Benchmarks;

/// <summary>Time and allocation from a plan to its SQL.</summary>
[MemoryDiagnoser]
public class SqlWriterBenchmarks
{
    private static readonly ReadPlan ByKey = Ask.For("indicators").Where(i => E.Eq(i["code"], "5-1-1-o2")).Plan(result: ResultKind.Row);

    private static readonly ReadPlan Filter = Ask.For("indicators")
        .Where(i => E.And(E.And(E.Eq(i["kind"], "outcome"), E.Eq(i["measureCode"], "5-1-1")), E.Any(i.Related("observations"), o => E.Gt(Ask.Of(o, "value"), 21m)))).Plan(50);

    private static readonly ReadPlan Expand = Ask.For("indicators").Select("code", "name")
        .Expand("measure", m => m.Select("name").Expand("policy", p => p.Select("name")))
        .Expand("observations", o => o.Where(x => E.Gt(x["value"], 21m)).OrderBy("-fiscalYear").Top(5)).Count().Plan(50);

    /// <summary>A row by its key.</summary>
    [Benchmark]
    public object Key() => Write(ByKey);

    /// <summary>The filter of the design's budget: under 20 µs with parsing and binding.</summary>
    [Benchmark(Baseline = true)]
    public object FilterWithAny() => Write(Filter);

    /// <summary>Nested expansions.</summary>
    [Benchmark]
    public object NestedExpand() => Write(Expand);

    private static SqlStatement Write(ReadPlan plan) => SqlWriter.Write(plan, PlanModel.Instance.Storage, RowFormat.Default);
}
