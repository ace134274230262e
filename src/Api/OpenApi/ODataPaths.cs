using System.Net.Http;
using Kawasaki.Api.OData.Binding;
using Kawasaki.Api.OData.Endpoints;
using Kawasaki.Domain.Model;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Kawasaki.Api.OpenApi;

/// <summary>The sets below `/odata` with their query options, and what may be written of them. What OpenAPI cannot say, such as paths of any length, `$metadata` does.</summary>
/// <param name="model">The published model.</param>
/// <param name="limits">What a question may cost.</param>
internal sealed class ODataPaths(PublishedModel model, QueryLimits limits) : IDocumentFilter
{
    private const string Error = "ODataError";
    private const string Tag = "OData";
    private const string WriteTag = "OData writing";

    private static readonly string[] RowOptions = ["select", "expand", "compute", "at", "format"];
    private static readonly string[] ListOptions = ["filter", "search", "apply", "compute", "orderby", "select", "expand", "top", "skip", "count", "at", "format"];

    /// <inheritdoc/>
    public void Apply(OpenApiDocument swaggerDoc, DocumentFilterContext context)
    {
        var operations = new Operations(swaggerDoc);
        AddParameters(swaggerDoc.Components!.Parameters!);
        operations.Read(RequestTarget.Root, "odataService", Tag, "サービス文書 / Service document", "公開している集合の一覧。 The published sets.", [operations.Parameter("odata.format")], operations.Schema("ServiceDocument"), Error);
        operations.Read(
            RequestTarget.Root + "/$metadata", "odataMetadata", Tag, "モデル / The model", "型・プロパティ・語彙の機械可読な記述 (CSDL)。 Types, properties and vocabularies, machine-readable (CSDL).", [], Schemas.Text("CSDL 4.01"), Error, "application/xml");
        foreach (var set in model.Sets)
        {
            AddReads(operations, set);
            if (set.Writing is not null)
            {
                AddWrites(operations, set);
            }
        }

        operations.Change(
            RequestTarget.Root + "/$batch", HttpMethod.Post, "odataBatch", WriteTag, "一括要求 / Several requests in one",
            "一つの `atomicityGroup` は一つのトランザクション。 An `atomicityGroup` is one transaction.", [operations.Parameter("header.Idempotency-Key")], operations.Schema("Batch"), 200, operations.Schema("BatchResult"));
    }

    private static void AddReads(Operations operations, EntitySetModel set)
    {
        var options = ListOptions.Where(o => o != "search" || set.Type.Searched.Count > 0).Select(o => operations.Parameter("odata." + o)).ToList();
        operations.Read(
            $"{RequestTarget.Root}/{set.Name}", $"odata{Upper(set.Name)}List", Tag, $"{set.Japanese} / {set.English}",
            $"{Schemas.Names(set.Type.Text)}{Navigations(set.Type)} `$filter` などの OData の問い合わせ、CSV・XLSX (`$format`)。 Every query option of OData; CSV and XLSX by `$format`.",
            [.. options, Operations.Header("Prefer", "`maxpagesize=100`, `odata.track-changes`")], operations.Schema(set.Type.Name + "Collection"), Error);
        operations.Read(
            Item(set), $"odata{Upper(set.Name)}Item", Tag, $"{set.Japanese}の1件 / {set.English}: one row", Schemas.Names(set.Type.Text) + Navigations(set.Type),
            [Key(set), .. RowOptions.Select(o => operations.Parameter("odata." + o))], operations.Schema(set.Type.Name + "Entity"), Error);
    }

    private static void AddWrites(Operations operations, EntitySetModel set)
    {
        var (body, row) = (operations.Schema(set.Type.Name + "Write"), operations.Schema(set.Type.Name + "Entity"));
        var (once, known) = (operations.Parameter("header.Idempotency-Key"), operations.Parameter("header.If-Match"));
        const string scope = "書込みの権限が必要。 Needs credentials with the scope of the set.";
        operations.Change($"{RequestTarget.Root}/{set.Name}", HttpMethod.Post, $"odata{Upper(set.Name)}Create", WriteTag, $"{set.Japanese}を登録 / {set.English}: create", scope, [once], body, 201, row);
        operations.Change(
            Item(set), HttpMethod.Patch, $"odata{Upper(set.Name)}Update", WriteTag, $"{set.Japanese}を変更 / {set.English}: change", $"{scope} 送った項目だけを変更する。 Changes what is sent and nothing else.",
            [Key(set), known, once], operations.Schema(set.Type.Name + "Patch"), 200, row);
        operations.Change(
            Item(set), HttpMethod.Put, $"odata{Upper(set.Name)}Replace", WriteTag, $"{set.Japanese}を置換 / {set.English}: replace", $"{scope} 送らない項目は既定値になる。 What is not sent gets its default.", [Key(set), known, once], body, 200, row);
        operations.Change(Item(set), HttpMethod.Delete, $"odata{Upper(set.Name)}Delete", WriteTag, $"{set.Japanese}を削除 / {set.English}: delete", scope, [Key(set), known, once], null, 204, null);
    }

    private static string Navigations(StructuredTypeModel type) => type.Navigations.Count == 0 ? "" : $" `$expand`: {string.Join(", ", type.Navigations.Select(n => $"`{n.Name}` {n.Text.Japanese}"))}.";

    private static string Item(EntitySetModel set) => $"{RequestTarget.Root}/{set.Name}/{{{set.Type.Key[0].Name}}}";

    private static OpenApiParameter Key(EntitySetModel set) => Operations.Path(set.Type.Key[0].Name, Schemas.Description(set.Type.Key[0]), Schemas.Property(set.Type.Key[0]));

    private void AddParameters(IDictionary<string, IOpenApiParameter> parameters)
    {
        AddText("filter", "条件 / Condition: `fiscalYear eq 2025 and contains(name,'市')`.");
        AddText("search", "全文検索 / Full text search: `マイナンバー`.");
        AddText("apply", "集計 / Aggregation: `groupby((kind),aggregate($count as n))`.");
        AddText("compute", "計算列 / Computed properties: `value div 2 as half`.");
        AddText("orderby", "並び順 / Order: `code desc`.");
        AddText("select", "取得するプロパティ / Properties to write: `code`.");
        AddText("expand", "関連する行を含める / Related rows inside of each row.");
        Add("top", "最大件数 / Most rows.", Schemas.Number(0, int.MaxValue), 5);
        Add("skip", "読み飛ばす件数 / Rows to pass over.", Schemas.Number(0, limits.MaxSkip), null);
        Add("count", "総数も返す / Whether the number of all rows is told.", new OpenApiSchema { Type = JsonSchemaType.Boolean }, true);
        AddText("at", "指定時点のデータ / The data as of a moment: `2026-04-01`.");
        AddText("format", "`json`, `csv`, `xlsx`.");
        parameters.Add("header.Idempotency-Key", Operations.Header("Idempotency-Key", "同じ値の要求は一度だけ実行 / A request sent again with the same value happens once."));
        parameters.Add("header.If-Match", Operations.Header("If-Match", "行の `@odata.etag`、または `*` / The row's `@odata.etag`, or `*`.", isRequired: true));

        void AddText(string name, string description) => Add(name, description, Schemas.Text(most: 8_192), null);

        void Add(string name, string description, OpenApiSchema schema, System.Text.Json.Nodes.JsonNode? example) => parameters.Add("odata." + name, Operations.Query("$" + name, description, schema, example));
    }

    private static string Upper(string name) => char.ToUpperInvariant(name[0]) + name[1..];
}
