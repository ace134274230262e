using Kawasaki.Api.OData.Binding;
using Kawasaki.Api.Rest;
using Kawasaki.Domain.Model;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Kawasaki.Api.OpenApi;

/// <summary>The schemas that the paths refer to, and how a caller shows who asks.</summary>
/// <param name="model">The published model.</param>
/// <param name="limits">How many rows a page has.</param>
internal sealed class Components(PublishedModel model, QueryLimits limits) : IDocumentFilter
{
    // More members than any row with everything expanded and computed.
    private const int MaxMembers = 500;
    private const int MaxTree = 100_000;

    /// <inheritdoc/>
    public void Apply(OpenApiDocument swaggerDoc, DocumentFilterContext context)
    {
        swaggerDoc.Servers = [new OpenApiServer { Url = "/", Extensions = new Dictionary<string, IOpenApiExtension> { ["x-internal"] = new JsonNodeExtension(false) } }];
        swaggerDoc.Tags = new HashSet<OpenApiTag>
        {
            new() { Name = "Datasets", Description = "ダウンロードとカタログ / Whole sets as files, and the catalogue of them." },
            new() { Name = "Identifiers", Description = "永続的識別子 / Persistent identifiers: each row as a page, as JSON and as linked data." },
            new() { Name = "OData", Description = "OData v4.01: 条件・結合・集計 / filters, expansions, aggregation over every set." },
            new() { Name = "OData writing", Description = "書込み(資格情報が必要) / Changes, for systems with credentials." },
            new() { Name = "REST", Description = "平易なJSON / Plain JSON: lists, items, tree, series, search, changes." },
            new() { Name = "Webhooks", Description = "変更の通知(資格情報が必要) / Being told of changes, for systems with credentials." },
        };
        var components = swaggerDoc.Components ??= new OpenApiComponents();
        components.Parameters ??= new Dictionary<string, IOpenApiParameter>();
        components.Parameters.Add(Operations.AcceptLanguage, Operations.Header("Accept-Language", "`ja` でエラーの説明が日本語になる(詳細は英語) / `ja`: errors have their title in Japanese; what they say of the single case is English."));
        components.SecuritySchemes = Security();
        var schemas = components.Schemas ??= new Dictionary<string, IOpenApiSchema>();
        foreach (var set in model.Sets)
        {
            AddSet(schemas, swaggerDoc, set);
        }

        AddErrors(schemas, swaggerDoc);
        AddRest(schemas, swaggerDoc);
        AddOData(schemas);
    }

    private static Dictionary<string, IOpenApiSecurityScheme> Security() => new()
    {
        [Operations.ApiKey] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", BearerFormat = "kwk_...", Description = "APIキー / An API key, made by the operator (`keys create`)." },
        [Operations.AccessToken] = new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            BearerFormat = "JWT",
            Description = "アクセストークン / An access token of the configured issuer, a JWT that is checked as RFC8725 asks (algorithm, issuer, audience, times).",
        },
    };

    private void AddSet(IDictionary<string, IOpenApiSchema> schemas, OpenApiDocument document, EntitySetModel set)
    {
        var name = set.Type.Name;
        if (RestResources.Listed(model).Contains(set) || set.Name == "changes")
        {
            schemas.Add(name, Schemas.Row(set));
        }

        if (RestResources.Listed(model).Contains(set))
        {
            schemas.Add(name + "List", Schemas.Object(
                $"{set.Japanese}の一覧 / A page of {set.English.ToLowerInvariant()} rows.",
                ("value", Schemas.List(new OpenApiSchemaReference(name, document), limits.MaxPageRows)), ("total", Total()), ("limit", Limit()), ("next", Link())));
        }

        schemas.Add(name + "Entity", Entity(set));
        schemas.Add(name + "Collection", Schemas.Object(
            $"{set.Japanese} / {set.English}", ("@odata.context", Schemas.Text()), ("@odata.count", Total()),
            ("value", Schemas.List(new OpenApiSchemaReference(name + "Entity", document), limits.MaxPageRows)), ("@odata.nextLink", Schemas.Text()), ("@odata.deltaLink", Schemas.Text())));
        if (set.Writing is { } writing)
        {
            schemas.Add(name + "Write", Schemas.Written(set, writing));
            var patch = Schemas.Written(set, writing);
            patch.Required = null;
            schemas.Add(name + "Patch", patch);
        }
    }

    // Expanded and computed members, and further annotations, come and go with the question.
    private static OpenApiSchema Entity(EntitySetModel set)
    {
        var row = Schemas.Row(set);
        (row.AdditionalPropertiesAllowed, row.MaxProperties) = (true, MaxMembers);
        row.Properties!["@odata.context"] = Schemas.Text();
        row.Properties["@odata.etag"] = Schemas.Text();
        return row;
    }

    private static void AddErrors(IDictionary<string, IOpenApiSchema> schemas, OpenApiDocument document)
    {
        schemas.Add("ProblemDetail", Schemas.Object("所見 / One finding.", [("title", Title()), .. Finding("detail")]));
        schemas.Add("Problem", Schemas.Object(
            "誤りの説明 (RFC 9457) / What went wrong.",
            [
                ("type", Schemas.Text("コードの説明のアドレス / Where the code is explained.", 2_000)), ("title", Title()), ("status", Schemas.Number(400, 599)), .. Finding("detail"),
                ("errors", Schemas.List(new OpenApiSchemaReference("ProblemDetail", document), 100)), ("requestId", Schemas.Text(most: 64)),
            ]));
        schemas.Add("ODataErrorDetail", Schemas.Object("所見 / One finding.", Finding("message")));
        schemas.Add("ODataError", Schemas.Object(
            "誤りの説明 (OData) / What went wrong.",
            ("error", Schemas.Object(
                "誤り / The error.",
                [
                    .. Finding("message"), ("details", Schemas.List(new OpenApiSchemaReference("ODataErrorDetail", document), 100)),
                    ("innererror", Schemas.Object("照会用 / For a question to the operator.", ("requestId", Schemas.Text(most: 64)))),
                ]))));
    }

    private static OpenApiSchema Title() => Schemas.Text("コードの意味 / What the code means.", 500);

    private static (string Name, IOpenApiSchema Schema)[] Finding(string message) =>
    [
        (message, Schemas.Text("何が誤りで、何を期待したか / What is wrong and what was expected.", 10_000)),
        ("code", new OpenApiSchema { Type = JsonSchemaType.String, Pattern = "^KWS[0-9]{3}$", MaxLength = 6, Description = "docs/errors.md" }),
        ("target", Schemas.Text("誤りの場所 / Where.", 1_000)),
    ];

    private void AddRest(IDictionary<string, IOpenApiSchema> schemas, OpenApiDocument document)
    {
        schemas.Add("RestResource", Schemas.Object(
            "資源 / A resource.", ("name", Schemas.Text(most: 100)), ("url", Schemas.Text(most: 2_000)), ("japanese", Schemas.Text(most: 200)), ("english", Schemas.Text(most: 200))));
        var resources = Schemas.List(new OpenApiSchemaReference("RestResource", document), 100);
        schemas.Add("RestIndex", Schemas.Object("提供内容 / What there is.", ("sets", resources), ("resources", resources), ("odata", Schemas.Text(most: 2_000)),
            ("dataVersion", Schemas.OrNull(Schemas.Number(0, long.MaxValue, "データの版。変更のたびに増える / Version of the data; rises with every change."))),
            ("dataChangedAt", Schemas.OrNull(Schemas.Moment("データの最終変更日時 / When the data last changed.")))));

        schemas.Add("Changes", Schemas.Object(
            "変更履歴 / Entries of the feed.", ("value", Schemas.List(Ref("changes"), limits.MaxPageRows)), ("hasMore", new OpenApiSchema { Type = JsonSchemaType.Boolean, Description = "続きの有無 / Whether more is there already." }), ("next", Schemas.Text())));
        AddTree(schemas);
        AddSeries(schemas);
        AddSearch(schemas);

        OpenApiSchemaReference Ref(string set) => new(model.FindSet(set)!.Type.Name, document);
    }

    private void AddTree(IDictionary<string, IOpenApiSchema> schemas)
    {
        string[] levels = ["basicPolicies", "policies", "measures", "projects", "reformPillars", "reformItems", "reformTasks", "indicators"];
        var counts = Schemas.Object("各階層の件数 / Rows of each level.", [.. levels.Select(l => (l, (IOpenApiSchema)Schemas.Number(0, long.MaxValue)))]);
        var indicator = Set("indicators").Type;
        var indicators = Schemas.List(Schemas.Object("指標 / Indicator.", [.. TreeShape.IndicatorFields.Select(f => (f, (IOpenApiSchema)Schemas.Property(indicator.FindProperty(f)!)))]), MaxTree);

        var projects = Level("projects", ("indicators", indicators));
        var measures = Level("measures", ("indicators", indicators), ("projects", projects));
        var policies = Level("policies", ("indicators", indicators), ("measures", measures));
        var tasks = Level("reformTasks", ("indicators", indicators));
        var items = Level("reformItems", ("tasks", tasks));
        var tree = Schemas.Row(Set("plans"));
        foreach (var (name, schema) in new (string, IOpenApiSchema)[] { ("counts", counts), ("indicators", indicators), ("basicPolicies", Level("basicPolicies", ("policies", policies))), ("reformPillars", Level("reformPillars", ("items", items))) })
        {
            tree.Properties!.Add(name, schema);
        }

        schemas.Add("Tree", tree);
    }

    private OpenApiSchema Level(string set, params (string Name, IOpenApiSchema Schema)[] inside)
    {
        var row = Schemas.Row(Set(set));
        foreach (var (name, schema) in inside)
        {
            row.Properties!.Add(name, schema);
        }

        return Schemas.List(row, MaxTree);
    }

    private void AddSeries(IDictionary<string, IOpenApiSchema> schemas)
    {
        var observation = Schemas.Row(Set("observations"));
        var ward = Schemas.OrNull(Fields("wards", "区 / Ward.", SeriesResource.Ward));
        observation.Properties!.Add("ward", ward);
        observation.Properties.Add("citations", Schemas.List(Fields("citations", "同じ値を載せる箇所 / A further place that states the value.", SeriesResource.Citation), MaxTree));
        var values = Schemas.List(observation, MaxTree);
        var year = Schemas.Object(
            "年度 / A fiscal year.",
            [
                ("fiscalYear", Schemas.OrNull(Schemas.Number(int.MinValue, int.MaxValue, "年度(開始年の西暦) / Western year in which it begins; null where the document settles none."))),
                ("lastFiscalYear", Schemas.OrNull(Schemas.Number(int.MinValue, int.MaxValue, "複数年度の値の終わり / Last year of a value of several years."))),
                .. SeriesWriter.Columns.Select(c => (c.Member, (IOpenApiSchema)values)),
            ]);
        var series = Schemas.Object("内訳・区ごとの系列 / A series for each subgroup and ward.", ("subgroup", Schemas.OrNull(Schemas.Text())), ("ward", ward), ("years", Schemas.List(year, MaxTree)));
        schemas.Add("Series", Schemas.Object(
            "指標の系列 / An indicator by fiscal year.", ("indicator", Schemas.Row(Set("indicators"))), ("observations", Schemas.Number(0, int.MaxValue, "載せた数値の数 / How many observations stand in the series.")), ("series", Schemas.List(series, MaxTree))));
    }

    private OpenApiSchema Fields(string set, string description, IEnumerable<string> fields) =>
        Schemas.Object(description, [.. fields.Select(f => (f, (IOpenApiSchema)Schemas.Property(Set(set).Type.FindProperty(f)!)))]);

    private void AddSearch(IDictionary<string, IOpenApiSchema> schemas)
    {
        var range = Schemas.Object("一致した部分(UTF-16の位置と長さ) / A part that matches, in UTF-16 code units.", ("start", Schemas.Number(0, Schemas.MaxText)), ("length", Schemas.Number(1, Schemas.MaxText)));
        var highlight = Schemas.Object(
            "一致した文字列 / A text with what was found in it.", ("property", Schemas.Text(most: 200)), ("text", Schemas.Text()),
            ("html", Schemas.Text("`<mark>` のほかはエスケープ済み / Everything but `<mark>` is escaped.", 10 * Schemas.MaxText)), ("ranges", Schemas.List(range, Schemas.MaxText)));
        var hit = Schemas.Object(
            "見つかった行 / A row found.", ("set", Schemas.Text(most: 100)), ("code", Schemas.Text(most: 200)), ("title", Schemas.OrNull(Schemas.Text())), ("rank", Schemas.Number(0, int.MaxValue)),
            ("url", Schemas.Text(most: 2_000)), ("highlights", Schemas.List(highlight, 100)));
        var facet = Schemas.Object("集合ごとの件数 / Number found in a set.", ("set", Schemas.Text(most: 100)), ("japanese", Schemas.Text(most: 200)), ("english", Schemas.Text(most: 200)), ("count", Total()));
        schemas.Add("SearchResult", Schemas.Object(
            "検索結果 / What was found.", ("value", Schemas.List(hit, limits.MaxPageRows)), ("total", Total()), ("limit", Limit()), ("facets", Schemas.List(facet, 100)), ("next", Link())));
    }

    private static void AddOData(IDictionary<string, IOpenApiSchema> schemas)
    {
        var set = Schemas.Object("集合 / A set.", ("name", Schemas.Text(most: 100)), ("kind", Schemas.Text(most: 100)), ("title", Schemas.Text(most: 200)), ("url", Schemas.Text(most: 200)));
        schemas.Add("ServiceDocument", Schemas.Object("サービス文書 / Service document.", ("@odata.context", Schemas.Text(most: 2_000)), ("value", Schemas.List(set, 100))));
        schemas.Add("Batch", Free("`requests`: 要求の一覧。それぞれ `id`, `method`, `url`, `headers`, `body`, `atomicityGroup`, `dependsOn` / Requests, as OData JSON Format 4.01, section 19 describes them."));
        schemas.Add("BatchResult", Free("`responses`: 応答の一覧。それぞれ `id`, `status`, `headers`, `body` / Answers."));
    }

    private static OpenApiSchema Free(string description) => new() { Type = JsonSchemaType.Object, Description = description, AdditionalPropertiesAllowed = true, MaxProperties = MaxMembers };

    private EntitySetModel Set(string name) => model.FindSet(name) ?? throw new InvalidOperationException($"The model publishes no {name}.");

    private static OpenApiSchema Total() => Schemas.Number(0, long.MaxValue, "総数 / Number of all rows of the question.");

    private OpenApiSchema Limit() => Schemas.Number(1, limits.MaxPageRows, "1ページの件数 / Most rows of a page.");

    private static OpenApiSchema Link() => Schemas.OrNull(Schemas.Text("次のページ。最後は null / Address of the next page; null on the last one."));
}
