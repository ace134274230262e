using System.Text.Json;
using System.Text.Json.Nodes;
using Kawasaki.Api.Catalog;

namespace Kawasaki.Api.Identifiers;

/// <summary>A row as plain JSON: what REST gives of it, and where it comes from.</summary>
/// <param name="publication">The terms of publication.</param>
internal sealed class DossierJson(PublicationOptions publication)
{
    /// <summary>The document.</summary>
    /// <param name="dossier">The row.</param>
    /// <param name="address">Its address.</param>
    public JsonObject Of(Dossier dossier, string address)
    {
        var document = Properties(dossier);
        document.Insert(0, "@id", address);
        document["partOf"] = List(dossier.Above.Select(a => (JsonNode)new JsonObject { ["set"] = a.Set.Name, ["code"] = RowLabels.Code(a.Row), ["name"] = RowLabels.Named(a.Row) }));
        document["citations"] = List(dossier.Citations.Rows.Select(Node));
        document["citationCount"] = dossier.Citations.Count;
        document["discrepancies"] = List(dossier.Discrepancies.Rows.Select(Node));
        document["discrepancyCount"] = dossier.Discrepancies.Count;
        if (dossier.Outcomes.Rows.Count > 0)
        {
            document["targetResults"] = List(dossier.Outcomes.Rows.Select(o => Node(o.Verdict)));
        }

        document["history"] = List(dossier.History.Select(History));
        document["changeCount"] = dossier.Changes;
        var terms = Attribution.Of(publication, address);
        document["attribution"] = new JsonObject
        {
            ["japanese"] = terms.Japanese,
            ["english"] = terms.English,
            ["licence"] = publication.Licence.AbsoluteUri,
            ["rights"] = Attribution.RightsEnglish,
        };
        return document;
    }

    /// <summary>The properties of a row, without the rows beside it.</summary>
    /// <param name="dossier">The row.</param>
    public static JsonObject Properties(Dossier dossier) => new(dossier.Set.Type.Properties.Select(p => KeyValuePair.Create(p.Name, Node(dossier.Row.GetProperty(p.Name)))));

    private static JsonNode History(Change change)
    {
        var entry = change.Entry;
        return new JsonObject
        {
            ["sequence"] = Node(entry.GetProperty("sequence")),
            ["operation"] = Node(entry.GetProperty("operation")),
            ["changedAt"] = Node(entry.GetProperty("changedAt")),
            ["changedBy"] = Node(entry.GetProperty("changedBy")),
            ["dataVersion"] = Node(entry.GetProperty("dataVersion")),
            ["changes"] = RowLabels.Text(entry, "operation") == "update"
                ? List(change.Values.Select(v => (JsonNode)new JsonObject { ["property"] = v.Property.Name, ["before"] = Node(v.Before), ["after"] = Node(v.After) })) : List([]),
        };
    }

    private static JsonArray List(IEnumerable<JsonNode?> nodes) => [.. nodes];

    /// <summary>A value of a row as a node of a document.</summary>
    /// <param name="value">The value.</param>
    public static JsonNode? Node(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Undefined or JsonValueKind.Null => null,
        JsonValueKind.Object => JsonObject.Create(value),
        JsonValueKind.Array => JsonArray.Create(value),
        _ => JsonValue.Create(value),
    };
}
