using System.IO;
using System.Text;
using System.Xml;
using Microsoft.OData;
using Microsoft.OData.Edm;
using Microsoft.OData.Edm.Csdl;
using Xunit;

namespace Kawasaki.Tests.Integration.OData.Writes;

/// <summary>Microsoft's library writes the requests and reads the answers.</summary>
public sealed class WriteJudgeTests(WriteFixture fixture) : IClassFixture<WriteFixture>, IAsyncLifetime
{
    private readonly WriteService service = fixture.Service;

    public async ValueTask InitializeAsync() => await service.ResetAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData("application/json;odata.metadata=minimal")]
    [InlineData("application/json;odata.metadata=full")]
    [InlineData("application/json;odata.metadata=minimal;IEEE754Compatible=true")]
    public async Task Core_reads_what_a_write_answers(string accept)
    {
        var model = await ModelAsync();
        var written = new ODataResource
        {
            TypeName = "kawasaki.StatusReport",
            Properties =
            [
                new ODataProperty { Name = "projectCode", Value = "ip3-5-1-1-p01" },
                new ODataProperty { Name = "fiscalYear", Value = 2025 },
                new ODataProperty { Name = "status", Value = "onTrack" },
                new ODataProperty { Name = "progressPercent", Value = 12.5m },
                new ODataProperty { Name = "summary", Value = "日本語 \"𠮷\"\n" },
                new ODataProperty { Name = "sourceSystem", Value = "core" },
                new ODataProperty { Name = "reportedAt", Value = new DateTimeOffset(2025, 9, 30, 9, 0, 0, TimeSpan.FromHours(9)) },
            ],
        };
        var (body, type) = Write(model, written, accept);

        var made = await service.SendAsync("POST", "statusReports", body, ("Content-Type", type), ("Accept", accept));

        Assert.True((int)made.Status == 201, made.Body);
        var read = Read(model, made);
        Assert.Equal(made.Tag, read.ETag);
        foreach (var property in written.Properties.OfType<ODataProperty>())
        {
            Assert.Equal(property.Value, read.Properties.OfType<ODataProperty>().Single(p => p.Name == property.Name).Value);
        }

        var changed = await service.SendAsync("PATCH", made.Headers["Location"], """{"summary":null}""", ("If-Match", read.ETag), ("Prefer", "return=representation"), ("Accept", accept));
        Assert.Null(Read(model, changed).Properties.OfType<ODataProperty>().Single(p => p.Name == "summary").Value);
    }

    [Fact]
    public async Task Core_reads_what_is_wrong()
    {
        var refused = await service.SendAsync("POST", "statusReports", "{}");

        using var reader = new ODataMessageReader((IODataResponseMessage)new Message(Encoding.UTF8.GetBytes(refused.Body), refused.Headers["Content-Type"]), new ODataMessageReaderSettings(), await ModelAsync());
        var error = reader.ReadError();
        Assert.Equal(("KWS405", 5), (error.ErrorCode, error.Details.Count));
        Assert.Contains(error.Details, d => d.Target == "reportedAt");
    }

    private async Task<IEdmModel> ModelAsync()
    {
        var metadata = await service.SendAsync("GET", "$metadata", null, ("Accept", "application/xml"));
        using var xml = XmlReader.Create(new StringReader(metadata.Body));
        return CsdlReader.Parse(xml);
    }

    private static (string Body, string Type) Write(IEdmModel model, ODataResource resource, string accept)
    {
        var message = new Message([], "");
        var settings = new ODataMessageWriterSettings { BaseUri = new Uri("http://localhost/odata/"), ODataUri = new ODataUri { ServiceRoot = new Uri("http://localhost/odata/") }, Version = ODataVersion.V4, EnableMessageStreamDisposal = false };
        settings.SetContentType(accept, "utf-8");
        using (var writer = new ODataMessageWriter((IODataRequestMessage)message, settings, model))
        {
            var set = model.EntityContainer.FindEntitySet("statusReports");
            var rows = writer.CreateODataResourceWriter(set, set.EntityType());
            rows.WriteStart(resource);
            rows.WriteEnd();
        }

        return (Encoding.UTF8.GetString(message.Written), message.GetHeader("Content-Type"));
    }

    private static ODataResource Read(IEdmModel model, Written answer)
    {
        var settings = new ODataMessageReaderSettings { Validations = ValidationKinds.All };
        using var reader = new ODataMessageReader((IODataResponseMessage)new Message(Encoding.UTF8.GetBytes(answer.Body), answer.Headers["Content-Type"]), settings, model);
        var set = model.EntityContainer.FindEntitySet("statusReports");
        var rows = reader.CreateODataResourceReader(set, set.EntityType());
        ODataResource? last = null;
        while (rows.Read())
        {
            last = rows.State == ODataReaderState.ResourceEnd ? (ODataResource)rows.Item : last;
        }

        return last!;
    }

    private sealed class Message(byte[] body, string contentType) : IODataResponseMessage, IODataRequestMessage
    {
        private readonly MemoryStream stream = body.Length == 0 ? new MemoryStream() : new MemoryStream(body);
        private readonly Dictionary<string, string> headers = new() { ["Content-Type"] = contentType, ["OData-Version"] = "4.0" };

        public IEnumerable<KeyValuePair<string, string>> Headers => headers;

        public int StatusCode { get; set; } = 200;

        public Uri Url { get; set; } = new("http://localhost/odata/statusReports");

        public string Method { get; set; } = "POST";

        public byte[] Written => stream.ToArray();

        public string GetHeader(string headerName) => headers.GetValueOrDefault(headerName) ?? "";

        public void SetHeader(string headerName, string headerValue) => headers[headerName] = headerValue;

        public Stream GetStream() => stream;
    }
}
