using System.IO;
using System.IO.Compression;
using Kawasaki.Tests.Integration.Facts;
using Xunit;

namespace Kawasaki.Tests.Integration.OData.Tables;

/// <summary>Compressed answers: the same bytes once unpacked, and a tag of their own.</summary>
public sealed class ContentCodingTests(ShippedService service) : IClassFixture<ShippedService>
{
    private const string Page = "observations?$top=50";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("br", "br")]
    [InlineData("gzip", "gzip")]
    [InlineData("gzip, deflate, br", "br")]
    [InlineData("br;q=0.5, gzip;q=0.8", "gzip")]
    [InlineData("br;q=0, gzip", "gzip")]
    [InlineData("*", "br")]
    [InlineData("br;q=0, *;q=0.1", "gzip")]
    [InlineData("identity, br;q=0.5", null)]
    [InlineData("deflate, zstd", null)]
    [InlineData("br;q=0, gzip;q=0, identity;q=0", null)]
    [InlineData("nonsense;;;", null)]
    public async Task The_coding_liked_best_is_chosen_and_unpacks_to_the_plain_answer(string accepted, string? coding)
    {
        using var plain = await service.SendAsync(Page);
        using var packed = await service.SendAsync(Page, ("Accept-Encoding", accepted));

        Assert.Equal(coding is null ? [] : [coding], packed.Content.Headers.ContentEncoding);
        var expected = await plain.Content.ReadAsByteArrayAsync(Token);
        var bytes = await packed.Content.ReadAsByteArrayAsync(Token);
        Assert.Equal(bytes.Length, packed.Content.Headers.ContentLength);
        Assert.Equal(expected, Unpack(bytes, coding));
        Assert.Equal(coding is null, plain.Headers.ETag!.Equals(packed.Headers.ETag));
    }

    [Fact]
    public async Task Each_coding_has_a_tag_of_its_own_and_304_for_that_only()
    {
        var tags = new Dictionary<string, string>();
        foreach (var coding in (string[])["identity", "gzip", "br"])
        {
            using var response = await service.SendAsync(Page, ("Accept-Encoding", coding));
            Assert.Equal(["Accept-Encoding", "Accept", "OData-MaxVersion", "Prefer", "Authorization"], response.Headers.Vary);
            Assert.False(response.Headers.ETag!.IsWeak);
            tags.Add(coding, response.Headers.ETag.ToString());
        }

        Assert.Equal(3, tags.Values.Distinct().Count());
        foreach (var (asked, known) in tags.Keys.SelectMany(a => tags.Keys.Select(k => (a, k))))
        {
            using var again = await service.SendAsync(Page, ("Accept-Encoding", asked), ("If-None-Match", tags[known]));
            Assert.Equal(asked == known ? 304 : 200, (int)again.StatusCode);
            Assert.Equal(tags[asked], again.Headers.ETag!.ToString());
            Assert.Equal(asked == known, again.Content.Headers.ContentEncoding.Count == 0 && (await again.Content.ReadAsByteArrayAsync(Token)).Length == 0);
        }
    }

    [Theory]
    [InlineData("plans?$select=code&$top=1")]
    [InlineData("plans/$count")]
    [InlineData("nothing")]
    public async Task A_tiny_answer_is_not_compressed(string url)
    {
        using var response = await service.SendAsync(url, ("Accept-Encoding", "br, gzip"));

        Assert.Empty(response.Content.Headers.ContentEncoding);
    }

    [Fact]
    public async Task A_table_that_stays_small_has_a_tag_a_length_and_304()
    {
        using var first = await service.SendAsync("indicators?$format=csv", ("Accept-Encoding", "br"));
        Assert.Equal(["br"], first.Content.Headers.ContentEncoding);
        Assert.NotNull(first.Content.Headers.ContentLength);

        using var again = await service.SendAsync("indicators?$format=csv", ("Accept-Encoding", "br"), ("If-None-Match", first.Headers.ETag!.ToString()));
        Assert.Equal(304, (int)again.StatusCode);
    }

    private static byte[] Unpack(byte[] bytes, string? coding)
    {
        using var packed = new MemoryStream(bytes);
        using Stream decoder = coding switch
        {
            "br" => new BrotliStream(packed, CompressionMode.Decompress),
            "gzip" => new GZipStream(packed, CompressionMode.Decompress),
            _ => packed,
        };
        using var plain = new MemoryStream();
        decoder.CopyTo(plain);
        return plain.ToArray();
    }
}
