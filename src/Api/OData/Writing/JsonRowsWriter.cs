using System.Text;
using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;

namespace Kawasaki.Api.OData.Writing;

/// <summary>Writes a collection of rows as OData JSON.</summary>
/// <param name="output">Where.</param>
/// <param name="cursor">The open answer: its layout and count.</param>
/// <param name="plan">The question answered.</param>
/// <param name="format">The dialect.</param>
/// <param name="model">The published model.</param>
/// <param name="root">Service root, ending in a slash.</param>
internal sealed class JsonRowsWriter(PageBuffer output, ReadCursor cursor, ReadPlan plan, JsonFormat format, PublishedModel model, string root) : RowsWriter
{
    private readonly RowWriter rows = new(plan, cursor.Layout, format, model, root, context: null);
    private bool hasRows;

    /// <inheritdoc/>
    public override string ContentType => format.ContentType;

    /// <inheritdoc/>
    public override void Begin()
    {
        output.Write("{"u8);
        if (format.Metadata != MetadataLevel.None)
        {
            output.Write(Encoding.UTF8.GetBytes($"\"@odata.context\":\"{ContextUrl.Of(plan, root, format.Version, model, owner: null)}\","));
        }

        if (cursor.Count is { } count)
        {
            output.Write("\"@odata.count\":"u8);
            RowWriter.WriteCount(output, count, format.Ieee754Compatible);
            output.Write(","u8);
        }

        output.Write("\"value\":["u8);
    }

    /// <inheritdoc/>
    public override void Write(RowReader row)
    {
        if (hasRows)
        {
            output.Write(","u8);
        }

        hasRows = true;
        rows.Write(output, row);
    }

    /// <inheritdoc/>
    public override void End(string? nextLink)
    {
        output.Write("]"u8);
        if (nextLink is not null)
        {
            output.Write(",\"@odata.nextLink\":"u8);
            JsonText.Write(output, nextLink);
        }

        output.Write("}"u8);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        // Nothing is held.
    }
}
