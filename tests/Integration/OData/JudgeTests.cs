using System.IO;
using System.Text;
using System.Xml;
using Kawasaki.Infrastructure.Postgres.Mapping;
using Microsoft.OData;
using Microsoft.OData.Edm;
using Microsoft.OData.Edm.Csdl;
using Microsoft.OData.Edm.Validation;
using Xunit;

namespace Kawasaki.Tests.Integration.OData;

/// <summary>Microsoft's libraries read what the service writes: an independent judge of metadata and payloads.</summary>
public sealed class JudgeTests(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    public static TheoryData<string> Sets => SetTests.Sets;

    [Theory]
    [InlineData("4.0")]
    [InlineData("4.01")]
    public async Task Edm_reads_the_metadata_without_error(string version)
    {
        var model = await ModelAsync(version);

        Assert.Equal(PlanModel.Instance.Published.Sets.Select(s => s.Name), model.EntityContainer.EntitySets().Select(s => s.Name));
        model.Validate(out var errors);
        // 7.7.2 does not know that a string is an Edm.PrimitiveType, the type of Value in Validation.AllowedValues.
        Assert.Empty(errors.Where(e => e.ErrorCode != EdmErrorCode.ExpressionPrimitiveKindNotValidForAssertedType).Select(e => $"{e.ErrorLocation} {e.ErrorCode} {e.ErrorMessage}"));
    }

    [Theory]
    [MemberData(nameof(Sets))]
    public async Task Core_reads_a_page_of_every_set(string set)
    {
        var model = await ModelAsync("4.0");
        foreach (var (url, accept) in ((string, string)[])[
            ($"{set}?$count=true", "application/json"),
            ($"{set}?$count=true", "application/json;odata.metadata=full"),
            ($"{set}?$expand=*", "application/json;odata.metadata=full;IEEE754Compatible=true"),
            ($"{set}?$expand=*", "application/json;IEEE754Compatible=true"),
        ])
        {
            var rows = await ReadAsync(model, set, url, accept);
            Assert.NotEqual(0, rows);
        }
    }

    private async Task<IEdmModel> ModelAsync(string version)
    {
        using var response = await service.SendAsync("$metadata", ("OData-MaxVersion", version), ("Accept", "application/xml"));
        await using var stream = await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        using var xml = XmlReader.Create(stream, new XmlReaderSettings { Async = true });
        Assert.True(CsdlReader.TryParse(xml, out var model, out var errors), string.Join('\n', errors.Select(e => e.ToString())));
        Assert.Empty(errors);
        return model;
    }

    private async Task<int> ReadAsync(IEdmModel model, string set, string url, string accept)
    {
        using var response = await service.SendAsync(url, ("Accept", accept));
        var body = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, $"{url}: {Encoding.UTF8.GetString(body)}");
        var settings = new ODataMessageReaderSettings { MessageQuotas = { MaxReceivedMessageSize = long.MaxValue }, Validations = ValidationKinds.All };
        using var reader = new ODataMessageReader(new ReceivedMessage(body, response.Content.Headers.ContentType!.ToString()), settings, model);
        var entitySet = model.EntityContainer.FindEntitySet(set);
        var feed = reader.CreateODataResourceSetReader(entitySet, entitySet.EntityType());
        var rows = 0;
        while (feed.Read())
        {
            rows += feed.State == ODataReaderState.ResourceEnd && feed.Item is not null ? 1 : 0;
        }

        return rows;
    }

    private sealed class ReceivedMessage(byte[] body, string contentType) : IODataResponseMessage
    {
        private readonly Dictionary<string, string> headers = new() { ["Content-Type"] = contentType, ["OData-Version"] = "4.0" };

        public IEnumerable<KeyValuePair<string, string>> Headers => headers;

        public int StatusCode { get; set; } = 200;

        public string GetHeader(string headerName) => headers.GetValueOrDefault(headerName) ?? "";

        public void SetHeader(string headerName, string headerValue) => headers[headerName] = headerValue;

        public Stream GetStream() => new MemoryStream(body);
    }
}
