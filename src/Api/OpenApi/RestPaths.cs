using System.Text.Json.Nodes;
using Kawasaki.Api.OData.Binding;
using Kawasaki.Api.Rest;
using Kawasaki.Domain.Model;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Kawasaki.Api.OpenApi;

/// <summary>The paths below `/api/v1`.</summary>
/// <param name="model">The published model.</param>
/// <param name="limits">How many rows a page has.</param>
internal sealed class RestPaths(PublishedModel model, QueryLimits limits) : IDocumentFilter
{
    private const string Error = "Problem";
    private const string Tag = "REST";

    /// <inheritdoc/>
    public void Apply(OpenApiDocument swaggerDoc, DocumentFilterContext context)
    {
        var operations = new Operations(swaggerDoc);
        AddParameters(swaggerDoc.Components!.Parameters!);
        operations.Read(RestEndpoints.Root, "restIndex", Tag, "提供内容の一覧 / What there is", "集合と資源の一覧。 Every set and resource with its address.", [], operations.Schema("RestIndex"), Error);
        foreach (var set in RestResources.Listed(model))
        {
            AddSet(operations, set);
        }

        AddTree(operations);
        AddSeries(operations);
        AddSearch(operations);
        AddChanges(operations);
    }

    private static void AddSet(Operations operations, EntitySetModel set)
    {
        var type = Schemas.Names(set.Type.Text);
        var filters = set.Type.Properties.Where(p => RestLiteral.IsKnown(p.Type)).Select(p => Filter(p));
        operations.Read(
            $"{RestEndpoints.Root}/{set.Name}", $"rest{Upper(set.Name)}List", Tag, $"{set.Japanese}の一覧 / {set.English}: list",
            $"{type} プロパティ名=値で絞込み(複数回指定は「いずれか」、空は null)。 Filter by any property; given twice: one of the two; empty: null. `total` は総数、`next` は次のページ。 `total` counts all rows, `next` leads to the next page.",
            [.. filters, .. ListResource.Parameters.Select(p => operations.Parameter("rest." + p))], operations.Schema(set.Type.Name + "List"), Error);
        operations.Read(
            $"{RestEndpoints.Root}/{set.Name}/{{code}}", $"rest{Upper(set.Name)}Item", Tag, $"{set.Japanese}の1件 / {set.English}: one row", type,
            [Operations.Path("code", Schemas.Description(set.Type.Key[0]), Schemas.Property(set.Type.Key[0])), .. ItemResource.Parameters.Select(p => operations.Parameter("rest." + p))],
            operations.Schema(set.Type.Name), Error);
    }

    // Given once or more often; empty for null.
    private static OpenApiParameter Filter(PropertyModel property)
    {
        var parameter = Operations.Query(property.Name, Schemas.Description(property), Schemas.List(Value(property), 100));
        (parameter.Style, parameter.Explode) = (ParameterStyle.Form, true);
        return parameter;
    }

    private static OpenApiSchema Value(PropertyModel property)
    {
        var schema = Schemas.Property(property);
        schema = property.Type.IsCollection ? (OpenApiSchema)schema.Items! : schema;
        (schema.Type, schema.Description, schema.Extensions) = (schema.Type & ~JsonSchemaType.Null, null, null);
        schema.Enum?.Remove(JsonNullSentinel.JsonNull);
        return schema;
    }

    private static void AddTree(Operations operations) => operations.Read(
        RestEndpoints.Root + "/tree", "restTree", Tag, "計画の体系 / A plan with all its levels",
        "実施計画は基本政策>政策>施策>事務事業、行財政改革プログラムは柱>項目>課題。`counts` は各階層の件数。 Basic policies, policies, measures and projects of an implementation plan; pillars, items and tasks of the reform programme. `counts` states the rows of each level. 例は各階層の先頭のみ。 The example is shortened to the first of each level.",
        [Required(Operations.Query("plan", "計画のコード / Code of the plan.", Schemas.Text(most: 200), "ar3")), operations.Parameter("rest.at")], operations.Schema("Tree"), Error);

    private static void AddSeries(Operations operations)
    {
        var code = Operations.Path("code", "指標のコード / Code of the indicator.", Schemas.Text(most: 200));
        code.Example = "5-1-1-o2";
        operations.Read(
            RestEndpoints.Root + "/indicators/{code}/series", "restSeries", Tag, "指標の年度別系列 / An indicator by fiscal year",
            "計画策定時の値・現状値・目標値(比較記号つき)・実績値・推計値を年度ごとに並べ、内訳・区ごとに系列を分ける。原文・状態・出典箇所を省かない。 Baselines, current values, targets with their comparators, actuals and projections of each fiscal year beside each other; a series for each subgroup and ward; nothing is left out.",
            [code, operations.Parameter("rest.at")], operations.Schema("Series"), Error);
    }

    private void AddSearch(Operations operations)
    {
        var sets = new SearchedSets(model);
        var set = Operations.Query(
            "set", "結果に載せる集合。複数回指定可 / Sets whose hits are listed; may be given more than once.",
            Schemas.List(new OpenApiSchema { Type = JsonSchemaType.String, Enum = [.. sets.All.Select(s => (JsonNode)s.Name)] }, sets.All.Count));
        operations.Read(
            RestEndpoints.Root + "/search", "restSearch", Tag, "全文検索 / Full text search",
            "全角・半角、大文字・小文字を区別しない。語は AND、OR、NOT、句は引用符。`facets` は集合ごとの件数。 Any width and letter case; words joined by AND, OR, NOT, phrases in quotes. `facets` counts every set; `html` has everything escaped but `<mark>`.",
            [Required(Operations.Query("q", "探す語 / What to look for.", Schemas.Text(most: 1_000), "マイナンバー")), set, .. ((string[])["limit", "cursor", "at"]).Select(p => operations.Parameter("rest." + p))],
            operations.Schema("SearchResult"), Error);
    }

    private static void AddChanges(Operations operations) => operations.Read(
        RestEndpoints.Root + "/changes", "restChanges", Tag, "変更履歴 / The change feed",
        "ある番号より後の変更(削除を含む)。`next` を後で呼ぶと続きが得られる。 What changed after a sequence, deletions included; `next` asked later tells what came since.",
        [
            Operations.Query("since", "最後に読んだ番号 / The last sequence read.", Schemas.Number(0, long.MaxValue), 0),
            Operations.Query("feed", "`next` に含まれる目印 / Mark that `next` carries.", Schemas.Text(most: 100)), operations.Parameter("rest.limit"),
        ],
        operations.Schema("Changes"), Error).Responses!.Add("410", new OpenApiResponse { Headers = Operations.Headers(), Description = "別のデータベースの続き / The link is of another feed: begin again at `Location`." });

    private void AddParameters(IDictionary<string, IOpenApiParameter> parameters)
    {
        Add("sort", "並び順。`-` は降順 / Order; `-` for descending: `-fiscalYear,code`.", Schemas.Text(most: 1_000), null);
        Add("fields", "取得するプロパティ / Properties to write: `code,name`.", Schemas.Text(most: 2_000), null);
        Add("limit", $"1ページの件数。省略時 {limits.PageRows} / Rows of a page; {limits.PageRows} if left out (search: 50).", Schemas.Number(1, limits.MaxPageRows), 10);
        Add("cursor", "`next` に含まれる続きの位置 / Where the page before ended, as `next` carries it.", Schemas.Text(most: 4_000), null);
        Add("at", "指定時点のデータ(日付または日時) / The data as of a moment: a date or a date with time.", Schemas.Text(most: 40), null);

        void Add(string name, string description, OpenApiSchema schema, JsonNode? example) => parameters.Add("rest." + name, Operations.Query(name, description, schema, example));
    }

    private static OpenApiParameter Required(OpenApiParameter parameter)
    {
        parameter.Required = true;
        return parameter;
    }

    private static string Upper(string name) => char.ToUpperInvariant(name[0]) + name[1..];
}
