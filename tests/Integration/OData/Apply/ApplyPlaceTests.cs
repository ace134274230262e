using Kawasaki.Tests.Integration.Facts;
using Xunit;

namespace Kawasaki.Tests.Integration.OData.Apply;

/// <summary>`$apply` wherever the specification lets it stand, with every other option behind it, held against plain SQL on the shipped data.</summary>
public sealed class ApplyPlaceTests(ShippedService service) : IClassFixture<ShippedService>
{
    [Theory]
    [MemberData(nameof(ApplyPlaceCases.Paths), MemberType = typeof(ApplyPlaceCases))]
    public Task Behind_every_path_of_rows(string url, string sql) => PlainSql.CompareAsync(service, url, sql);

    [Theory]
    [MemberData(nameof(ApplyPlaceCases.Expansions), MemberType = typeof(ApplyPlaceCases))]
    public Task Inside_of_expand(string url, string sql) => PlainSql.CompareAsync(service, url, sql);

    [Theory]
    [MemberData(nameof(ApplyPlaceCases.Combinations), MemberType = typeof(ApplyPlaceCases))]
    public Task Over_crossjoin(string url, string sql) => PlainSql.CompareAsync(service, url, sql);

    [Theory]
    [MemberData(nameof(ApplyPlaceCases.Options), MemberType = typeof(ApplyPlaceCases))]
    public Task With_every_option_behind_it(string url, string sql) => PlainSql.CompareAsync(service, url, sql);
}
