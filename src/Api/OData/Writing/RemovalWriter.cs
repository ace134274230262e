using System.Text;
using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;

namespace Kawasaki.Api.OData.Writing;

/// <summary>Writes a row that is no longer in the result: by its id in 4.0, by `@odata.removed`, id and key in 4.01.</summary>
/// <remarks>Source: OData JSON Format 4.01, section 15.4; in 4.0 it is told from a row by a context of its own, whatever the metadata level.</remarks>
/// <param name="set">The rows' set.</param>
/// <param name="key">Where their key stands.</param>
/// <param name="format">The dialect.</param>
/// <param name="root">Service root, ending in a slash.</param>
internal sealed class RemovalWriter(EntitySetModel set, IReadOnlyList<ValueColumn> key, JsonFormat format, string root)
{
    private readonly bool isOld = format.Version == "4.0";
    private readonly byte[] head = Encoding.UTF8.GetBytes($"{{\"@odata.context\":\"{root}$metadata#{set.Name}/$deletedEntity\",\"id\":");
    private readonly byte[][] names = [.. key.Select(k => Encoding.UTF8.GetBytes($",\"{k.Name}\":"))];

    /// <summary>Writes a row.</summary>
    /// <param name="output">Where.</param>
    /// <param name="row">Its key.</param>
    /// <param name="reason">Why it is no longer in the result.</param>
    public void Write(PageBuffer output, RowReader row, RemovalReason reason)
    {
        var word = reason switch
        {
            RemovalReason.Deleted => "\"deleted\""u8,
            RemovalReason.Changed => "\"changed\""u8,
            _ => throw new InvalidOperationException($"No reason {reason}."),
        };
        var id = root + KeyText.CanonicalPath(set, key, row);
        if (isOld)
        {
            output.Write(head);
            JsonText.Write(output, id);
            output.Write(",\"reason\":"u8);
            output.Write(word);
            output.Write("}"u8);
            return;
        }

        output.Write("{\"@odata.removed\":{\"reason\":"u8);
        output.Write(word);
        output.Write("},\"@odata.id\":"u8);
        JsonText.Write(output, id);
        for (var i = 0; i < names.Length; i++)
        {
            output.Write(names[i]);
            ValueWriter.Write(output, row, key[i], format.Ieee754Compatible);
        }

        output.Write("}"u8);
    }
}
