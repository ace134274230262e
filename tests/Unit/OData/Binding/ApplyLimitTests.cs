using Kawasaki.Api.OData.Binding;
using Kawasaki.Api.OData.Parsing;
using Kawasaki.Domain.Errors;
using Kawasaki.Infrastructure.Postgres.Mapping;
using Kawasaki.Infrastructure.Postgres.Query;
using Xunit;

namespace Kawasaki.Tests.Unit.OData.Binding;

/// <summary>What `$apply` and `$compute` may cost is counted before any SQL is run.</summary>
public sealed class ApplyLimitTests
{
    [Theory]
    [InlineData("identity/identity/identity/identity", null)]
    [InlineData("identity/identity/identity/identity/identity", "column 37: $apply has more than 4 transformations.")]
    [InlineData("groupby((unit),filter(true)/topcount(1,value))/top(3)/skip(1)", "column 55: $apply has more than 4 transformations.")]
    public void Transformations_are_counted(string apply, string? message) =>
        Assert.Equal(message, Bind("observations?$apply=" + apply, new QueryLimits { MaxApplySteps = 4 }).Problem?.Message);

    [Theory]
    [InlineData("concat(identity,identity,identity)", null)]
    [InlineData("concat(identity,identity,identity,identity)", "column 1: $apply puts more than 3 sequences together.")]
    [InlineData("concat(identity,concat(identity,identity))", "column 17: $apply puts more than 3 sequences together.")]
    [InlineData("groupby((rollup($all,unit,status)))", null)]
    [InlineData("groupby((rollup(unit,status),rollup(valueType,fiscalYear)))", "column 30: The rollups make more than 3 combinations.")]
    public void Sequences_put_together_are_counted(string apply, string? message) =>
        Assert.Equal(message, Bind("observations?$apply=" + apply, new QueryLimits { MaxApplyParts = 3 }).Problem?.Message);

    [Theory]
    [InlineData("$compute=value add value as a0{0}&$select=a{1}")]
    [InlineData("$apply=compute(value add value as a0{0})&$select=a{1}")]
    [InlineData("$apply=compute(value add value as a0{0})/filter(a{1} gt 1)/aggregate(a{1} with sum as total)")]
    public void Columns_that_double_each_other_are_refused_before_they_are_large(string options)
    {
        var sizes = Enumerable.Range(1, 40).Select(n => Size(string.Format(System.Globalization.CultureInfo.InvariantCulture, options, Chain(n), n))).ToList();

        Assert.All(sizes.Take(4), size => Assert.NotNull(size));
        Assert.All(sizes.Skip(10), Assert.Null);
        Assert.All(sizes, size => Assert.InRange(size ?? 0, 0, 100_000));

        static string Chain(int length) => string.Concat(Enumerable.Range(1, length).Select(i => $",a{i - 1} add a{i - 1} as a{i}"));
    }

    [Fact]
    public void A_long_chain_of_columns_that_do_not_double_is_answered() =>
        Assert.NotNull(Size("$compute=value as a0" + string.Concat(Enumerable.Range(1, 20).Select(i => $",a{i - 1} add 1 as a{i}")) + "&$select=a20"));

    [Fact]
    public void Results_nested_in_each_other_are_refused_before_they_are_large()
    {
        var sizes = Enumerable.Range(1, 15).Select(n => Size("$apply=" + string.Join('/', Enumerable.Range(1, n).Select(i => $"nest(identity as a{i})/compute(a{i}/$count as n{i})")))).ToList();

        Assert.All(sizes.Take(4), size => Assert.NotNull(size));
        Assert.All(sizes.Skip(10), Assert.Null);
        Assert.All(sizes, size => Assert.InRange(size ?? 0, 0, 100_000));
    }

    // Characters of the statement; null when it is refused.
    private static int? Size(string options)
    {
        var bound = Bind("observations?" + options, new QueryLimits());
        if (bound.IsOk)
        {
            return SqlWriter.Write(((ReadRequest)bound.Value).Plan, PlanModel.Instance.Storage, Domain.Query.RowFormat.Default).Text.Length;
        }

        Assert.Equal(ErrorCode.TooComplex, bound.Problem!.Code);
        return null;
    }

    private static Result<BoundRequest> Bind(string url, QueryLimits limits)
    {
        var parts = url.Split('?', 2);
        var syntax = UrlParser.Parse(parts[0], Uri.EscapeDataString(parts[1]).Replace("%26", "&", StringComparison.Ordinal).Replace("%3D", "=", StringComparison.Ordinal), ParseLimits.Default);
        Assert.True(syntax.IsOk, syntax.Problem?.Message);
        return new RequestBinder(PlanModel.Instance.Published, limits).Bind(syntax.Value, null);
    }
}
