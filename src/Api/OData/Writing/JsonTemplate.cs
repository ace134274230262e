using System.Text;
using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;

namespace Kawasaki.Api.OData.Writing;

/// <summary>What is the same in every JSON answer to a question: written once, used by any number of answers at once.</summary>
internal sealed class JsonTemplate
{
    private readonly byte[] head;

    /// <summary>Prepares the answers.</summary>
    /// <param name="plan">The question.</param>
    /// <param name="layout">Where the values of a row stand.</param>
    /// <param name="format">The dialect.</param>
    /// <param name="model">The published model.</param>
    /// <param name="root">Service root, ending in a slash.</param>
    public JsonTemplate(ReadPlan plan, RowLayout layout, JsonFormat format, PublishedModel model, string root)
    {
        Format = format;
        var isCollection = plan.Result == ResultKind.Rows || (plan.Result == ResultKind.References && plan.PageRows is not null);
        var isRow = !isCollection && plan.Result is ResultKind.Row or ResultKind.OptionalRow or ResultKind.References;
        var context = format.Metadata != MetadataLevel.None && (isCollection || isRow) ? ContextUrl.Of(plan, root, format.Version, model, owner: null) : null;
        head = Encoding.UTF8.GetBytes(context is null ? "{" : $"{{\"@odata.context\":\"{context}\",");
        Removals = plan.Tracking?.Since is null || !isCollection ? null : new RemovalWriter(plan.Set, layout.Key, format, root);
        Rows = isCollection || isRow ? new RowWriter(plan, layout, format, model, root, isRow ? context : null) : null;
    }

    /// <summary>The dialect.</summary>
    public JsonFormat Format { get; }

    /// <summary>Writes rows; null when the answer is a value or a number.</summary>
    public RowWriter? Rows { get; }

    /// <summary>Writes rows that are no longer in the result; null when the answer is no delta.</summary>
    public RemovalWriter? Removals { get; }

    /// <summary>Writes what stands before the rows of a collection.</summary>
    /// <param name="output">Where.</param>
    /// <param name="count">Number of rows before paging; null unless asked for.</param>
    public void Begin(PageBuffer output, long? count)
    {
        output.Write(head);
        if (count is { } number)
        {
            output.Write("\"@odata.count\":"u8);
            RowWriter.WriteCount(output, number, Format.Ieee754Compatible);
            output.Write(","u8);
        }

        output.Write("\"value\":["u8);
    }
}
