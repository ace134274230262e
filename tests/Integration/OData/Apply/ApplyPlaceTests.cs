using System.Text.Json;
using Kawasaki.Api.OData.Parsing;
using Kawasaki.Tests.Integration.Facts;
using Xunit;

namespace Kawasaki.Tests.Integration.OData.Apply;

/// <summary>`$apply` wherever the specification lets it stand, with every other option behind it, held against plain SQL on the shipped data.</summary>
public sealed class ApplyPlaceTests(ShippedService service) : IClassFixture<ShippedService>
{
    [Fact]
    public async Task What_metadata_announces_is_answered_and_every_other_known_transformation_is_refused_by_name()
    {
        var texts = new Dictionary<string, string>
        {
            ["aggregate"] = "aggregate($count as n)",
            ["groupby"] = "groupby((line))",
            ["filter"] = "filter(true)",
            ["compute"] = "compute(line as l)",
            ["concat"] = "concat(identity,identity)",
            ["identity"] = "identity",
            ["topcount"] = "topcount(1,line)",
            ["topsum"] = "topsum(1,line)",
            ["toppercent"] = "toppercent(1,line)",
            ["bottomcount"] = "bottomcount(1,line)",
            ["bottomsum"] = "bottomsum(1,line)",
            ["bottompercent"] = "bottompercent(1,line)",
            ["orderby"] = "orderby(line)",
            ["top"] = "top(1)",
            ["skip"] = "skip(1)",
            ["search"] = "search(a)",
            ["join"] = "join(policies as p)",
            ["outerjoin"] = "outerjoin(policies as p)",
            ["nest"] = "nest(identity as p)",
            ["addnested"] = "addnested(policies,identity as p)",
            ["expand"] = "expand(policies)",
            ["ancestors"] = "ancestors($root/basicPolicies,h,code,identity)",
            ["descendants"] = "descendants($root/basicPolicies,h,code,identity)",
            ["traverse"] = "traverse($root/basicPolicies,h,code,preorder)",
        };
        Assert.Equal(ApplyParser.Names.Order(StringComparer.Ordinal), texts.Keys.Order(StringComparer.Ordinal));
        var announced = Announced("basicPolicies", (await service.AskAsync("$metadata?$format=application/json")).Body);
        Assert.All(announced, name => Assert.Contains(name, texts.Keys));
        foreach (var (name, text) in texts)
        {
            var (status, body) = await service.AskAsync("basicPolicies?$apply=" + text);
            Assert.True(status == (announced.Contains(name) ? 200 : name == "expand" ? 400 : 501), $"{name}: {status} {body}");
            Assert.True(status == 200 || body.GetProperty("error").GetProperty("message").GetString()!.Contains(name, StringComparison.Ordinal), $"{body}");
        }
    }

    private static List<string> Announced(string set, JsonElement metadata)
    {
        var container = metadata.GetProperty("kawasaki").EnumerateObject().Single(m => m.Value.ValueKind == JsonValueKind.Object && m.Value.TryGetProperty("$Kind", out var kind) && kind.GetString() == "EntityContainer").Value;
        var target = container.GetProperty(set);
        return [.. target.GetProperty("@Aggregation.ApplySupported").GetProperty("Transformations").EnumerateArray().Select(t => t.GetString()!)];
    }

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
