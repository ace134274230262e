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
        Separate();
        rows.Write(output, row);
    }

    /// <summary>Writes that a row is no longer in the result.</summary>
    /// <param name="row">Its key.</param>
    /// <param name="reason">Why.</param>
    public void Remove(RowReader row, RemovalReason reason)
    {
        Separate();
        template.Removals!.Write(output, row, reason);
    }

    /// <inheritdoc/>
    public override void End(string? nextLink) => End(new PageLinks(nextLink, null));

    /// <summary>Writes what stands after the rows.</summary>
    /// <param name="links">The links.</param>
    public void End(PageLinks links)
    {
        output.Write("]"u8);
        if (links.Next is not null)
        {
            output.Write(",\"@odata.nextLink\":"u8);
            JsonText.Write(output, links.Next);
        }

        if (links.Delta is not null)
        {
            output.Write(",\"@odata.deltaLink\":"u8);
            JsonText.Write(output, links.Delta);
        }

        output.Write("}"u8);
    }

    private void Separate()
    {
        if (hasRows)
        {
            output.Write(","u8);
        }

        hasRows = true;
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        // Nothing is held.
    }
}

/// <summary>The links after the rows of an answer.</summary>
/// <param name="Next">To the next page; null after the last row.</param>
/// <param name="Delta">To what will have changed; null unless changes are tracked and this is the last page.</param>
internal sealed record PageLinks(string? Next, string? Delta)
{
    /// <summary>Nothing follows.</summary>
    public static PageLinks None { get; } = new(null, null);
}
