using System.Text.Json;
using System.Text.Json.Nodes;
using Kawasaki.Api.Catalog;
using Kawasaki.Api.Datasets;

namespace Kawasaki.Api.Identifiers;

/// <summary>A row as JSON-LD: the properties of the published model, and beside them what schema.org calls the same.</summary>
/// <param name="publication">The terms of publication.</param>
/// <param name="addresses">Addresses of rows and of what the words of the data mean.</param>
internal sealed class DossierLinkedData(PublicationOptions publication, PlanAddresses addresses)
{
    private const string SchemaOrg = "https://schema.org/";

    private readonly LinkedData linked = new(addresses);

    /// <summary>The document.</summary>
    /// <param name="dossier">The row.</param>
    public JsonObject Of(Dossier dossier)
    {
        var (set, row, address) = (dossier.Set, dossier.Row, addresses.Rows(dossier.Set) + dossier.Code);
        var context = linked.Context(set);
        context["schema"] = SchemaOrg;
        var document = DossierJson.Properties(dossier);
        document.Insert(0, "@context", context);
        document.Insert(1, "@id", address);
        document.Insert(2, "@type", new JsonArray(set.Type.Name, IsObservation(row) ? "schema:Observation" : set.Name == "documents" ? "schema:CreativeWork" : "schema:Thing"));
        document["schema:name"] = new JsonObject { ["@value"] = dossier.Label, ["@language"] = "ja" };
        document["schema:identifier"] = dossier.Code;
        document["schema:url"] = Reference(address);
        if (dossier.Above is [var above, ..])
        {
            document["schema:isPartOf"] = Reference(addresses.Rows(above.Set) + RowLabels.Code(above.Row));
        }

        if (IsObservation(row))
        {
            Observe(document, row);
        }

        if (Citations(dossier) is { Count: > 0 } citations)
        {
            document["schema:citation"] = citations;
        }

        document["schema:license"] = Reference(publication.Licence.AbsoluteUri);
        document["schema:creditText"] = Attribution.Of(publication, address).Japanese;
        return document;
    }

    private void Observe(JsonObject document, JsonElement row)
    {
        if (RowLabels.Text(row, "indicatorCode") is { } indicator)
        {
            document["schema:observationAbout"] = Reference($"{addresses.Service}{IdentifierEndpoints.Root}/indicators/{indicator}");
        }

        document["schema:value"] = row.GetProperty("value").ValueKind == JsonValueKind.Number ? DossierJson.Node(row.GetProperty("value")) : RowLabels.Text(row, "valueText");
        if (RowLabels.Text(row, "unit") is { } unit)
        {
            document["schema:unitText"] = unit;
        }

        if (RowLabels.Text(row, "periodStart") is { } start && RowLabels.Text(row, "periodEnd") is { } end)
        {
            document["schema:observationPeriod"] = $"{start}/{end}";
        }
    }

    // The line that states the row, then every further place.
    private JsonArray Citations(Dossier dossier) => [.. dossier.Citations.Rows.Where(r => RowLabels.Text(r, "subjectCode") == dossier.Code).Prepend(dossier.Row).Select(Place).Where(p => p is not null)];

    private JsonObject? Place(JsonElement row)
    {
        if (RowLabels.Text(row, "documentCode") is not { } document)
        {
            return null;
        }

        var place = new JsonObject
        {
            ["@type"] = "schema:CreativeWork",
            ["schema:isPartOf"] = Reference($"{addresses.Service}{IdentifierEndpoints.Root}/documents/{document}"),
            ["schema:position"] = DossierJson.Node(row.GetProperty("line")),
        };
        if (row.TryGetProperty("page", out var page) && page.ValueKind == JsonValueKind.Number)
        {
            place["schema:pagination"] = page.GetRawText();
        }

        return place;
    }

    private static bool IsObservation(JsonElement row) => row.TryGetProperty("valueType", out _) && row.TryGetProperty("valueText", out _);

    private static JsonObject Reference(string address) => new() { ["@id"] = address };
}
