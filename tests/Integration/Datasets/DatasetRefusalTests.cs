using Xunit;

namespace Kawasaki.Tests.Integration.Datasets;

/// <summary>Addresses of files that there are not.</summary>
public sealed class DatasetRefusalTests(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    [Theory]
    [InlineData("/observatons.csv", 404, "KWS201", "Did you mean 'observations'?")]
    [InlineData("/observations.cvs", 404, "KWS201", "Did you mean 'csv'?")]
    [InlineData("/changes.csv", 404, "KWS201", "lists what there is")]
    [InlineData("/auditEntries.csv", 404, "KWS201", "")]
    [InlineData("/observations.csv?bomb=true", 400, "KWS103", "Did you mean 'bom'?")]
    [InlineData("/observations.csv?bom=1", 400, "KWS107", "true or false")]
    [InlineData("/observations.csv?lang=fr", 400, "KWS107", "ja or en")]
    [InlineData("/observations.json?lang=ja", 400, "KWS103", "")]
    [InlineData("/observations.csv?at=yesterday", 400, "KWS107", "2026-04-01")]
    [InlineData("/observations.csv?at=2020-01-01&at=2021-01-01", 400, "KWS102", "")]
    [InlineData("/kawasaki-plan-data.zip?bom=true", 400, "KWS103", "")]
    [InlineData("/datapackage.json?at=2020-01-01", 400, "KWS103", "")]
    [InlineData("/observations.csv-metadata.json?x=1", 400, "KWS103", "")]
    public async Task What_is_wrong_is_told(string url, int status, string code, string words)
    {
        using var response = await service.Client.GetAsync(new Uri("api/v1/datasets" + url, UriKind.Relative), TestContext.Current.CancellationToken);
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(status == (int)response.StatusCode, body);
        Assert.Contains($"\"{code}\"", body, StringComparison.Ordinal);
        Assert.Contains(words, body, StringComparison.Ordinal);
        Assert.Null(response.Headers.ETag);
    }
}
