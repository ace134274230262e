using Kawasaki.Domain.Query;

namespace Kawasaki.Api.OData.Writing;

/// <summary>Writes a collection of rows as OData JSON.</summary>
/// <param name="output">Where.</param>
/// <param name="count">Number of rows before paging; null unless asked for.</param>
/// <param name="template">What is the same in every answer.</param>
internal sealed class JsonRowsWriter(PageBuffer output, long? count, JsonTemplate template) : RowsWriter
{
    private readonly RowWriter rows = template.Rows ?? throw new InvalidOperationException("The answer has no rows.");
    private bool hasRows;

    /// <inheritdoc/>
    public override string ContentType => template.Format.ContentType;

    /// <inheritdoc/>
    public override void Begin() => template.Begin(output, count);

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
