using System.IO;
using System.Text.Json;
using Microsoft.OData;
using Microsoft.OData.Edm;

namespace Kawasaki.Tests.Integration.OData;

/// <summary>Microsoft.OData.Core reads an answer with nothing but the model and what the answer says of itself, and counts what it found.</summary>
/// <param name="model">The model read from `$metadata`.</param>
/// <param name="body">The answer.</param>
/// <param name="contentType">Its media type.</param>
/// <param name="version">Its OData version.</param>
/// <param name="validations">What the reader is strict about.</param>
internal sealed class PayloadJudge(IEdmModel model, byte[] body, string contentType, string version, ValidationKinds validations = ValidationKinds.All) : IDisposable
{
    private readonly ODataMessageReader reader = new(
        new ReceivedMessage(body, contentType, version),
        new ODataMessageReaderSettings { MessageQuotas = { MaxReceivedMessageSize = long.MaxValue }, Validations = validations, Version = ODataVersion.V401, MaxProtocolVersion = ODataVersion.V401 },
        model);

    /// <inheritdoc/>
    public void Dispose() => reader.Dispose();

    /// <summary>Objects and values of a collection.</summary>
    /// <param name="set">The set they are of; null leaves it to the answer's context.</param>
    public Findings Rows(IEdmEntitySet? set = null) => Read(reader.CreateODataResourceSetReader(set, set?.EntityType()));

    /// <summary>Objects and values of one row.</summary>
    public Findings Row() => Read(reader.CreateODataResourceReader());

    /// <summary>The values of a property of all rows on all levels, as the reader understands them.</summary>
    /// <param name="property">Its name.</param>
    public IReadOnlyList<object?> Values(string property)
    {
        var (values, rows) = (new List<object?>(), reader.CreateODataResourceSetReader());
        while (rows.Read())
        {
            if (rows is { State: ODataReaderState.ResourceEnd, Item: ODataResource row })
            {
                values.AddRange(row.Properties.Where(p => p.Name == property).Select(p => p.Value));
            }
        }

        return values;
    }

    /// <summary>What a delta tells, as the reader understands it: `= code` of a row with what stands in it, `- id reason` of one that is gone, the links at the end.</summary>
    public IReadOnlyList<string> Changes()
    {
        var (told, rows) = (new List<string>(), reader.CreateODataDeltaResourceSetReader());
        var depth = 0;
        while (rows.Read())
        {
            depth += rows.State switch
            {
                ODataReaderState.ResourceStart => 1,
                ODataReaderState.ResourceEnd => -1,
                _ => 0,
            };
            switch (rows)
            {
                case { State: ODataReaderState.ResourceEnd, Item: ODataResource row }:
                    told.Add($"{new string(' ', depth)}= {row.Properties.Single(p => p.Name == "code").Value}");
                    break;
                case { State: ODataReaderState.DeletedResourceEnd, Item: ODataDeletedResource gone }:
                    told.Add($"- {gone.Id} {gone.Reason}");
                    break;
                case { State: ODataReaderState.DeltaResourceSetEnd, Item: ODataDeltaResourceSet set }:
                    told.Add($"count {set.Count}, {(set.NextPageLink is null ? "" : "next")}{(set.DeltaLink is null ? "" : "later")}");
                    break;
            }
        }

        return told;
    }

    /// <summary>A property's value.</summary>
    public object? Property() => reader.ReadProperty().Value;

    /// <summary>Addresses of rows.</summary>
    public IEnumerable<string> References() => reader.ReadEntityReferenceLinks().Links.Select(l => l.Url.ToString());

    /// <summary>Address of a row.</summary>
    public string Reference() => reader.ReadEntityReferenceLink().Url.ToString();

    /// <summary>What there is to find: counted in the text of the answer, without the model.</summary>
    /// <param name="isCollection">Whether the rows are in `value`.</param>
    public Findings Expected(bool isCollection)
    {
        using var document = JsonDocument.Parse(body);
        return Count(isCollection ? document.RootElement.GetProperty("value") : document.RootElement);
    }

    private static Findings Count(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Array => element.EnumerateArray().Select(e => e.ValueKind == JsonValueKind.Object ? Count(e) : default).Aggregate(default(Findings), Findings.Add),
        JsonValueKind.Object => element.EnumerateObject().Where(p => !p.Name.Contains('@', StringComparison.Ordinal)).Select(p => IsValue(p.Value) ? new Findings(0, 1) : Count(p.Value))
            .Aggregate(new Findings(1, 0), Findings.Add),
        _ => default,
    };

    private static bool IsValue(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => false,
        JsonValueKind.Array => element.GetArrayLength() > 0 && element[0].ValueKind != JsonValueKind.Object,
        _ => true,
    };

    private static Findings Read(ODataReader reader)
    {
        var found = default(Findings);
        while (reader.Read())
        {
            found = Findings.Add(found, reader switch
            {
                { State: ODataReaderState.ResourceEnd, Item: ODataResource row } => new Findings(1, row.Properties.Count(p => p.Value is not ODataCollectionValue many || many.Items.Any())),
                { State: ODataReaderState.ResourceEnd, Item: null } => new Findings(0, 1), // an expanded navigation that leads nowhere
                _ => default,
            });
        }

        return found;
    }

    private sealed class ReceivedMessage(byte[] body, string contentType, string version) : IODataResponseMessage
    {
        private readonly Dictionary<string, string> headers = new() { ["Content-Type"] = contentType, ["OData-Version"] = version };

        public IEnumerable<KeyValuePair<string, string>> Headers => headers;

        public int StatusCode { get; set; } = 200;

        public string GetHeader(string headerName) => headers.GetValueOrDefault(headerName) ?? "";

        public void SetHeader(string headerName, string headerValue) => headers[headerName] = headerValue;

        public Stream GetStream() => new MemoryStream(body);
    }
}

/// <summary>What a reader found.</summary>
/// <param name="Objects">Rows on all levels.</param>
/// <param name="Values">Their values, null among them.</param>
internal readonly record struct Findings(int Objects, int Values)
{
    /// <summary>Both together.</summary>
    public static Findings Add(Findings left, Findings right) => new(left.Objects + right.Objects, left.Values + right.Values);
}
