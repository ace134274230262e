using System.IO;
using System.Text;
using System.Xml;
using Microsoft.OData;
using Microsoft.OData.Edm;
using Microsoft.OData.Edm.Csdl;
using Microsoft.OData.Edm.Validation;
using Xunit;

namespace Kawasaki.Tests.Integration.OData.Reference;

/// <summary>Microsoft's libraries read what the service writes of the reference model.</summary>
public sealed class ReferenceJudgeTests(ReferenceService service) : IClassFixture<ReferenceService>
{
    [Theory]
    [InlineData("4.0")]
    [InlineData("4.01")]
    public async Task Edm_reads_the_metadata_without_error(string version)
    {
        var model = await ModelAsync(version);

        Assert.Equal(["places", "routes", "allTypes", "samples"], model.EntityContainer.EntitySets().Select(s => s.Name));
        model.Validate(out var errors);
        Assert.Empty(errors.Select(e => $"{e.ErrorLocation} {e.ErrorCode} {e.ErrorMessage}"));
        Assert.Equal("reference.Station", ((IEdmEntityType)model.FindDeclaredType("reference.Terminal")).BaseType.FullTypeName());
        Assert.True(((IEdmEnumType)model.FindDeclaredType("reference.Colours")).IsFlags);
        Assert.Equal(EdmTypeKind.Complex, ((IEdmStructuredType)model.FindDeclaredType("reference.Detail")).FindProperty("openings").Type.AsCollection().ElementType().TypeKind());
    }

    [Theory]
    [InlineData("places", "places?$count=true", 5)]
    [InlineData("places", "places?$expand=*", 5)]
    [InlineData("places", "places?$expand=children($expand=routes),reference.Station/main", 5)]
    [InlineData("places", "places?$select=region,id,reference.Station/platforms,address/city,openings($top=1;$count=true;$select=from,door)", 5)]
    [InlineData("places", "places/reference.Station?$expand=main,children/reference.Terminal", 3)]
    [InlineData("places", "places?$select=sizes($top=1;$count=true),colours", 5)]
    [InlineData("routes", "routes?$expand=places($select=id,address)", 3)]
    [InlineData("samples", "samples?$top=12&$select=boolean,byte,sByte,int16,int32,int64,decimal,single,double,string,guid,date,timeOfDay,dateTimeOffset,duration,size,colours", 12)]
    [InlineData("samples", "samples?$select=booleans,int64s,decimals,doubles,strings,dates,instants,durations,palette,spread", 40)]
    [InlineData("samples", "samples?$select=day,detail/label,detail/openings($top=1),detail/place,spread", 40)]
    [InlineData("allTypes", "allTypes?$select=guid,guids,single", 1)]
    // Not Edm.Binary: 7.7.2 reads base64, the specification (JSON Format 4.01, section 7.1) has base64url.
    public async Task Core_reads_pages(string set, string url, int rows)
    {
        var model = await ModelAsync("4.0");
        foreach (var accept in (string[])["application/json", "application/json;odata.metadata=full", "application/json;IEEE754Compatible=true", "application/json;odata.metadata=full;IEEE754Compatible=true"])
        {
            Assert.Equal(rows, await ReadAsync(model, set, url, accept));
        }
    }

    [Theory]
    [InlineData("places(region='kawasaki',id=2)/address", "reference.Address")]
    [InlineData("places(region='kawasaki',id=2)/address/position", "reference.Position")]
    [InlineData("places(region='kawasaki',id=2)/address?$select=city", "reference.Address")]
    [InlineData("places(region='kawasaki',id=2)/openings", "Collection(reference.Opening)")]
    [InlineData("places(region='kawasaki',id=2)/openings?$count=true&$top=1", "Collection(reference.Opening)")]
    [InlineData("places(region='kawasaki',id=2)/openings?$select=from", "Collection(reference.Opening)")]
    [InlineData("places(region='kawasaki',id=2)/sizes", null)]
    [InlineData("places(region='kawasaki',id=2)/colours", null)]
    [InlineData("places(region='kawasaki',id=2)/reference.Station/platforms", null)]
    [InlineData("samples(2025-01-02)/detail?$select=label,size,span,openings,place", "reference.Detail")]
    [InlineData("samples(2025-01-02)/detail/openings", "Collection(reference.Opening)")]
    [InlineData("samples(2025-01-02)/durations", null)]
    [InlineData("samples(2025-01-02)/palette", null)]
    public async Task Core_reads_properties(string url, string? complex)
    {
        var model = await ModelAsync("4.0");
        foreach (var accept in (string[])["application/json", "application/json;odata.metadata=full"])
        {
            using var response = await service.SendAsync(url, ("Accept", accept));
            var body = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
            Assert.True(response.IsSuccessStatusCode, $"{url}: {Encoding.UTF8.GetString(body)}");
            using var reader = new ODataMessageReader(new ReceivedMessage(body, response.Content.Headers.ContentType!.ToString()), Settings(), model);
            if (complex is null)
            {
                Assert.NotNull(reader.ReadProperty());
                continue;
            }

            var type = (IEdmStructuredType)model.FindDeclaredType(complex.Replace("Collection(", "", StringComparison.Ordinal).TrimEnd(')'));
            Assert.NotEqual(0, Count(complex.EndsWith(')') ? reader.CreateODataResourceSetReader(type) : reader.CreateODataResourceReader(type)));
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
        using var reader = new ODataMessageReader(new ReceivedMessage(body, response.Content.Headers.ContentType!.ToString()), Settings(), model);
        var entitySet = model.EntityContainer.FindEntitySet(set);
        var feed = reader.CreateODataResourceSetReader(entitySet, entitySet.EntityType());
        return Count(feed);
    }

    // Complex values and navigations inside a row are resources too.
    private static int Count(ODataReader reader)
    {
        var (rows, depth) = (0, 0);
        while (reader.Read())
        {
            rows += reader.State == ODataReaderState.ResourceStart && depth == 0 ? 1 : 0;
            depth += reader.State == ODataReaderState.ResourceStart ? 1 : reader.State == ODataReaderState.ResourceEnd ? -1 : 0;
        }

        return rows;
    }

    private static ODataMessageReaderSettings Settings() => new() { MessageQuotas = { MaxReceivedMessageSize = long.MaxValue }, Validations = ValidationKinds.All };

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
