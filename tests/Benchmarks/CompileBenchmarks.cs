using BenchmarkDotNet.Attributes;
using Kawasaki.Api.Hosting;
using Kawasaki.Api.OData.Binding;
using Kawasaki.Api.OData.Endpoints;
using Kawasaki.Api.OData.Parsing;
using Kawasaki.Api.OData.Parsing.Syntax;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Query;
using Kawasaki.Infrastructure.Postgres.Mapping;
using Kawasaki.Infrastructure.Postgres.Query;
using Microsoft.AspNetCore.Http;

namespace Kawasaki.Tests.Benchmarks;

/// <summary>The filter query of the budget from text to SQL, step by step, and found by its shape: under 20 µs together.</summary>
[MemoryDiagnoser]
public class CompileBenchmarks
{
    private const string Path = "/observations";
    private const string Query = "$filter=valueType%20eq%20'target'%20and%20fiscalYear%20eq%202017&$top=50";

    private static readonly RequestBinder Binder = new(PlanModel.Instance.Published, new QueryLimits());
    private static readonly ODataRequestSyntax Syntax = Get(UrlParser.Parse(Path, Query, ParseLimits.Default));
    private static readonly ReadPlan Plan = ((ReadRequest)Get(Binder.Bind(Syntax, null))).Plan;
    private static readonly AskedUrl Asked = new(new RequestTarget(Path, Query), "http://localhost:5080/odata/", new HeaderDictionary(), ParseLimits.Default, HasBody: false);

    private readonly PlanCache plans = new(PlanModel.Instance.Published, new QueryLimits(), new CacheOptions().MaxPlanBytes);

    /// <summary>Compiles the question once, to be found later.</summary>
    [GlobalSetup]
    public void Keep()
    {
        var shape = plans.ShapeOf(Asked)!;
        var slots = new LiteralSlots(shape);
        Get(Binder.Bind(Syntax, null, slots));
        plans.Keep(Asked, shape, slots, new CompiledQuestion(new Negotiated(Api.OData.Writing.JsonFormat.Default, IsXml: false), Plan, new Unasked(), null, ""));
    }

    /// <summary>R1.</summary>
    [Benchmark]
    public object Parse() => UrlParser.Parse(Path, Query, ParseLimits.Default);

    /// <summary>R2.</summary>
    [Benchmark]
    public object Bind() => Binder.Bind(Syntax, null);

    /// <summary>R3.</summary>
    [Benchmark]
    public object Write() => SqlWriter.Write(Plan, PlanModel.Instance.Storage, RowFormat.Default);

    /// <summary>R1 to R3.</summary>
    [Benchmark(Baseline = true)]
    public object All() => SqlWriter.Write(
        ((ReadRequest)Get(Binder.Bind(Get(UrlParser.Parse(Path, Query, ParseLimits.Default)), null))).Plan, PlanModel.Instance.Storage, RowFormat.Default);

    /// <summary>What stands in their place when the shape is known.</summary>
    [Benchmark]
    public object? Find() => plans.Find(Asked, plans.ShapeOf(Asked), new RequestRecord());

    private static T Get<T>(Result<T> result)
        where T : notnull => result.IsOk ? result.Value : throw new InvalidOperationException(result.Problem.Message);

    private sealed class Unasked : ReadStatement
    {
        public override RowLayout Layout => RowLayout.Empty;

        public override IReadOnlyCollection<int> Slots => [1];

        public override int Size => 0;

        public override string Describe(IReadOnlyList<Literal?> literals) => "";

        public override Task<Result<ReadCursor>> OpenAsync(IReadOnlyList<Literal?> literals, CancellationToken cancellationToken) =>
            throw new InvalidOperationException("Nothing is asked here.");
    }
}
