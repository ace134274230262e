using System.Globalization;
using System.Text;
using Kawasaki.Api.OData.Writing;
using Kawasaki.Domain.Query;

namespace Kawasaki.Api.Webhooks;

/// <summary>Writes changes as CloudEvents: one alone as an object, several as an array.</summary>
/// <remarks>Source: CloudEvents 1.0.2, JSON event format (structured mode) and JSON batch format. The data is that of a delta in OData JSON 4.01.</remarks>
internal sealed class EventWriter
{
    private readonly PageBuffer output;
    private readonly JsonTemplate rows;
    private readonly bool isArray;
    private readonly string source;
    private readonly string type;
    private readonly string version;
    private readonly byte[] middle;

    /// <summary>Begins to write.</summary>
    /// <param name="output">Where.</param>
    /// <param name="plan">The question whose changes are told.</param>
    /// <param name="rows">Writes the data.</param>
    /// <param name="root">Service root, ending in a slash.</param>
    /// <param name="schemaNamespace">Namespace of the model: what types of events begin with.</param>
    /// <param name="at">The version told.</param>
    /// <param name="isArray">Whether several events are sent together.</param>
    public EventWriter(PageBuffer output, ReadPlan plan, JsonTemplate rows, string root, string schemaNamespace, DataState at, bool isArray)
    {
        (this.output, this.rows, this.isArray) = (output, rows, isArray);
        (source, type, version) = (root + plan.Set.Name, $"{schemaNamespace}.{plan.Set.Name}.", at.Version.ToString(CultureInfo.InvariantCulture));
        var moment = at.CommittedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);
        middle = Encoding.UTF8.GetBytes($"\",\"time\":\"{moment}\",\"datacontenttype\":\"application/json\",\"dataversion\":\"{version}\",\"subject\":");
        output.Write(isArray ? "["u8 : []);
    }

    /// <summary>Events written.</summary>
    public int Count { get; private set; }

    /// <summary>Media type of what is written.</summary>
    public string ContentType => isArray ? "application/cloudevents-batch+json; charset=utf-8" : "application/cloudevents+json; charset=utf-8";

    /// <summary>Writes the row that a delta stands at.</summary>
    /// <param name="cursor">The delta.</param>
    /// <param name="key">Key of the row.</param>
    public void Write(ReadCursor cursor, string key)
    {
        output.Write(Count++ == 0 ? [] : ","u8);
        output.Write("{\"specversion\":\"1.0\",\"id\":"u8);
        JsonText.Write(output, $"{version}.{key}");
        output.Write(",\"source\":"u8);
        JsonText.Write(output, source);
        output.Write(",\"type\":\""u8);
        output.Write(Encoding.UTF8.GetBytes(type));
        output.Write(cursor.Removed is null ? "changed"u8 : "removed"u8);
        output.Write(middle);
        JsonText.Write(output, key);
        output.Write(",\"data\":"u8);
        if (cursor.Removed is { } reason)
        {
            rows.Removals!.Write(output, cursor.Row, reason);
        }
        else
        {
            rows.Rows!.Write(output, cursor.Row);
        }

        output.Write("}"u8);
    }

    /// <summary>Ends.</summary>
    /// <returns>What was written.</returns>
    public byte[] End()
    {
        output.Write(isArray ? "]"u8 : []);
        return output.Written.ToArray();
    }
}
