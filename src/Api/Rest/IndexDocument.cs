using System.Text.Json;
using Kawasaki.Api.OData.Endpoints;
using Kawasaki.Api.OData.Writing;
using Kawasaki.Api.Operations;
using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;

namespace Kawasaki.Api.Rest;

/// <summary>`GET /api/v1`: what there is.</summary>
/// <param name="sets">The sets that are served as lists.</param>
/// <param name="versions">Version of the data; null when it is not known.</param>
internal sealed class IndexDocument(IReadOnlyList<EntitySetModel> sets, IDataVersions? versions)
{
    private static readonly (string Name, string Path, string Japanese, string English)[] Resources =
    [
        ("tree", "/tree?plan=ip3", "計画の体系を一つの文書で", "A plan with all its levels in one document"),
        ("series", "/indicators/5-1-1-o2/series", "指標の年度別系列(計画策定時の値・現状値・目標値・実績値・推計値)", "An indicator by fiscal year: baseline, targets, actuals and projections side by side"),
        ("search", "/search?q=マイナンバー", "全文検索", "Full text search"),
        ("datasets", "/datasets", "集合ごとの一括ダウンロード(CSV、XLSX、JSON、JSON-LD、全データのZIP)", "Whole sets as files: CSV, XLSX, JSON, JSON-LD, and everything in one archive"),
        ("catalog", "/catalog", "全データのカタログ(DCAT-AP、JSON-LD・Turtle)", "Catalogue of all data: DCAT-AP as JSON-LD or Turtle"),
        ("changes", "/changes?since=0", "変更履歴", "What changed since a sequence, deletions included"),
    ];

    /// <summary>Writes the document.</summary>
    /// <param name="root">Address of the REST root.</param>
    /// <param name="output">Where.</param>
    public void Write(string root, PageBuffer output)
    {
        using var json = new Utf8JsonWriter(output, JsonText.Options);
        json.WriteStartObject();
        json.WriteStartArray("sets");
        foreach (var set in sets)
        {
            WriteOne(json, set.Name, $"{root}/{set.Name}", set.Japanese, set.English);
        }

        json.WriteEndArray();
        json.WriteStartArray("resources");
        foreach (var (name, path, japanese, english) in Resources)
        {
            WriteOne(json, name, root + path, japanese, english);
        }

        json.WriteEndArray();
        var address = root[..^RestEndpoints.Root.Length];
        json.WriteString("odata", $"{address}{RequestTarget.Root}/");
        DataVersionJson.Write(json, versions?.Current);
        json.WriteEndObject();
    }

    private static void WriteOne(Utf8JsonWriter json, string name, string url, string japanese, string english)
    {
        json.WriteStartObject();
        foreach (var (member, text) in new[] { ("name", name), ("url", url), ("japanese", japanese), ("english", english) })
        {
            json.WritePropertyName(member);
            JsonText.WriteValue(json, text);
        }

        json.WriteEndObject();
    }
}
