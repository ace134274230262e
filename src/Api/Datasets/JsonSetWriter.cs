using System.Text.Json.Nodes;
using Kawasaki.Api.OData.Writing;
using Kawasaki.Domain.Query;

namespace Kawasaki.Api.Datasets;

/// <summary>Writes a set as one JSON document: what it is and its terms, then its rows as plain REST writes them.</summary>
/// <param name="output">Where.</param>
/// <param name="rows">Writes a row.</param>
/// <param name="head">What stands before the rows.</param>
/// <param name="member">Name of the array of rows.</param>
/// <param name="contentType">Media type.</param>
internal sealed class JsonSetWriter(PageBuffer output, Action<RowReader> rows, JsonObject head, string member, string contentType) : RowsWriter
{
    private bool hasRows;

    /// <inheritdoc/>
    public override string ContentType => contentType;

    /// <inheritdoc/>
    public override void Begin() => JsonFile.Begin(output, head, member);

    /// <inheritdoc/>
    public override void Write(RowReader row)
    {
        // A line for each row: one can look into the file, and compare two.
        output.Write(hasRows ? ",\n"u8 : "\n"u8);
        hasRows = true;
        rows(row);
    }

    /// <inheritdoc/>
    public override void End(string? nextLink) => output.Write("\n]}\n"u8);

    /// <inheritdoc/>
    public override void Dispose()
    {
        // Nothing is held.
    }
}
