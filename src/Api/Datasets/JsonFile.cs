using System.Text.Json;
using System.Text.Json.Nodes;
using Kawasaki.Api.OData.Writing;

namespace Kawasaki.Api.Datasets;

/// <summary>Writes JSON documents that are put together as nodes: Japanese as it is, no escapes but those JSON demands.</summary>
internal static class JsonFile
{
    /// <summary>Writes a document.</summary>
    /// <param name="output">Where.</param>
    /// <param name="node">The document.</param>
    public static void Write(PageBuffer output, JsonNode? node)
    {
        switch (node)
        {
            case JsonObject members:
                Write(output, "{"u8, "}"u8, members, member =>
                {
                    JsonText.Write(output, member.Key);
                    output.Write(":"u8);
                    Write(output, member.Value);
                });
                break;
            case JsonArray items:
                Write(output, "["u8, "]"u8, items, item => Write(output, item));
                break;
            case JsonValue value when value.GetValueKind() == JsonValueKind.String:
                JsonText.Write(output, value.GetValue<string>());
                break;
            case null:
                output.Write("null"u8);
                break;
            default:
                output.Write(JsonSerializer.SerializeToUtf8Bytes(node));
                break;
        }
    }

    /// <summary>Writes a document that goes on: without its last brace.</summary>
    /// <param name="output">Where.</param>
    /// <param name="head">Its first members; at least one.</param>
    /// <param name="member">Name of the member that follows, an array.</param>
    public static void Begin(PageBuffer output, JsonObject head, string member)
    {
        Write(output, head);
        output.Patch(output.Length - 1, (byte)',');
        JsonText.Write(output, member);
        output.Write(":["u8);
    }

    private static void Write<T>(PageBuffer output, ReadOnlySpan<byte> before, ReadOnlySpan<byte> after, IEnumerable<T> parts, Action<T> write)
    {
        output.Write(before);
        var isFirst = true;
        foreach (var part in parts)
        {
            output.Write(isFirst ? [] : ","u8);
            isFirst = false;
            write(part);
        }

        output.Write(after);
    }
}
