using System.Text.Json;

namespace Kawasaki.Tests.Integration.OData.Reference;

/// <summary>Values of an answer as the text that plain SQL gives too.</summary>
internal static class ReferenceText
{
    /// <summary>Control information aside but for counts: null empty, members between bars, those of a collection between commas in brackets.</summary>
    public static string Of(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => "",
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Array => $"[{string.Join(',', value.EnumerateArray().Select(Of))}]",
        JsonValueKind.Object => string.Join('|', value.EnumerateObject().Where(IsValue).Select(p => Of(p.Value))),
        _ => value.GetRawText(),
    };

    private static bool IsValue(JsonProperty property) =>
        !property.Name.Contains('@', StringComparison.Ordinal) || property.Name.EndsWith("@odata.count", StringComparison.Ordinal);
}
