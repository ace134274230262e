using System.IO;
using System.IO.Compression;
using System.Net;
using System.Net.Http;
using System.Text;
using Kawasaki.Api.OData.Endpoints;
using Kawasaki.Tests.Integration.Facts;
using Kawasaki.Tests.Integration.OData;
using Xunit;

namespace Kawasaki.Tests.Integration.Rest;

/// <summary>What goes around the answers of plain REST: statements, tags, compression, cache, other origins.</summary>
public sealed class RestAnswerTests(PostgresFixture postgres) : IAsyncLifetime
{
    private TestDatabase database = null!;

    public async ValueTask InitializeAsync() => database = await postgres.SharedAsync("shipped", ShippedService.LoadAsync);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData("api/v1/indicators?kind=outcome&limit=3")]
    [InlineData("api/v1/indicators/5-1-1-o2")]
    [InlineData("api/v1/indicators/5-1-1-o2/series")]
    [InlineData("api/v1/tree?plan=ar3")]
    [InlineData("api/v1/search?q=%E5%B8%82&limit=3")]
    public async Task One_statement_then_none_while_the_data_stays_as_it_is(string url)
    {
        await using var service = await CachingService.StartAsync(database, new CacheOptions());
        var first = await service.AskAsync("../" + url);
        Assert.Equal((HttpStatusCode.OK, 1), (first.Status, service.Statements));

        var second = await service.AskAsync("../" + url);
        Assert.Equal(1, service.Statements);
        Assert.Equal(first.Body, second.Body);
        Assert.Equal(first.Headers, second.Headers);

        var known = await service.AskAsync("../" + url, ("If-None-Match", first.Tag));
        Assert.Equal((HttpStatusCode.NotModified, 1), (known.Status, service.Statements));
        Assert.Contains("Content-Type: application/json", first.Headers);
        Assert.Contains("Access-Control-Allow-Origin: *", first.Headers);
        Assert.Contains("Access-Control-Allow-Origin: *", known.Headers);
        Assert.Contains("Vary: Accept-Encoding", first.Headers);

        var packed = await service.AskAsync("../" + url, ("Accept-Encoding", "gzip"));
        Assert.Equal(2, service.Statements);
        Assert.Equal(first.Body, packed.Headers.Contains("Content-Encoding: gzip") ? Unpack(packed.Body) : packed.Body);
    }

    [Fact]
    public async Task Links_begin_with_the_public_address()
    {
        await using var service = await CachingService.StartAsync(database, new CacheOptions());
        var page = Encoding.UTF8.GetString((await service.AskAsync("../api/v1/plans?limit=1")).Body);

        Assert.Contains("\"next\":\"https://plan.example.jp/api/v1/plans?limit=1&cursor=", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_reading_is_there()
    {
        await using var service = await CachingService.StartAsync(database, new CacheOptions());
        Assert.Equal(HttpStatusCode.OK, (await service.AskAsync("../api/v1/plans", HttpMethod.Head)).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await service.AskAsync("../api/v1/plans", HttpMethod.Options, ("Origin", "https://page.example"), ("Access-Control-Request-Method", "GET"))).Status);
    }

    private static byte[] Unpack(byte[] body)
    {
        using var stream = new GZipStream(new MemoryStream(body), CompressionMode.Decompress);
        using var plain = new MemoryStream();
        stream.CopyTo(plain);
        return plain.ToArray();
    }
}
