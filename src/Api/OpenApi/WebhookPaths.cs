using System.Net.Http;
using System.Text.Json.Nodes;
using Kawasaki.Api.Webhooks;
using Kawasaki.Domain.Model;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Kawasaki.Api.OpenApi;

/// <summary>Subscriptions to changes, and what a receiver is sent.</summary>
/// <param name="model">The published model.</param>
internal sealed class WebhookPaths(PublishedModel model) : IDocumentFilter
{
    private const string Error = "Problem";
    private const string Tag = "Webhooks";
    private const string Root = WebhookEndpoints.Root;
    private const string One = Root + "/{code}";

    // An owner has far fewer of both.
    private const int Most = 10_000;
    private const int MaxMembers = 500;

    private const string Scope = " 権限 `webhooks.manage` が必要。 Needs the scope `webhooks.manage`; callers see their own only.";

    /// <inheritdoc/>
    public void Apply(OpenApiDocument swaggerDoc, DocumentFilterContext context)
    {
        AddSchemas(swaggerDoc);
        var operations = new Operations(swaggerDoc);
        var (code, id) = (Operations.Path("code", "購読のコード / Code of the subscription.", Schemas.Text(most: 200)), Operations.Path("id", "配信の識別子 / Id of the delivery.", Schemas.Text(most: 200)));
        IOpenApiSchema subscription = operations.Schema("Subscription"), delivery = operations.Schema("Delivery");

        Guard(operations, operations.Read(Root, "webhookList", Tag, "購読の一覧 / Subscriptions", "自分の購読。 The caller's subscriptions." + Scope, [], List("購読 / Subscriptions.", subscription), Error));
        operations.Change(
            Root, HttpMethod.Post, "webhookCreate", Tag, "購読の登録 / Subscribe",
            "変更を送る先を登録する。`secret` はこの応答にだけ含まれる。受信側は `OPTIONS` に応答して受信に同意する。 Has changes sent to a receiver; `secret` is told in this answer only. The receiver agrees by answering `OPTIONS`." + Scope,
            [], operations.Schema("SubscriptionWrite"), 201, subscription, Error);
        Guard(operations, operations.Read(One, "webhookItem", Tag, "購読の状態 / A subscription", "状態、次の送信時刻、最後の誤り。 Its state, next attempt and last error." + Scope, [code], subscription, Error));
        operations.Change(One, HttpMethod.Patch, "webhookChange", Tag, "購読の変更 / Change a subscription", "送られた項目だけを変える。 Changes what is sent, nothing else." + Scope, [code], operations.Schema("SubscriptionPatch"), 200, subscription, Error);
        operations.Change(One, HttpMethod.Delete, "webhookDelete", Tag, "購読の解除 / Unsubscribe", "以後は何も送らない。 Nothing is sent from then on." + Scope, [code], null, 204, null, Error);
        Guard(operations, operations.Read(One + "/deliveries", "webhookDeliveries", Tag, "送れなかった配信 / Deliveries given up", "再送を待つものと断念したもの。 What was given up, or waits to be sent again." + Scope, [code], List("配信 / Deliveries.", delivery), Error));
        operations.Change(One + "/deliveries/{id}/replay", HttpMethod.Post, "webhookReplay", Tag, "再送 / Send again", "断念した配信をもう一度送る。 Has a delivery sent again." + Scope, [code, id], null, 202, delivery, Error);

        Tell(swaggerDoc, operations);
    }

    // Unlike other reads these are for nobody without credentials, are never kept, and say 403 to a caller without the scope.
    private static void Guard(Operations operations, OpenApiOperation read)
    {
        read.Security = [.. read.Security!.Where(s => s.Count > 0)];
        read.Responses!.Remove("304");
        ((OpenApiResponse)read.Responses["200"]).Headers!.Remove("ETag");
        operations.Refuse(read, Error, 403);
    }

    private void AddSchemas(OpenApiDocument document)
    {
        var schemas = document.Components!.Schemas!;
        var url = Schemas.Text("受信先のURL / Address of the receiver.", SubscriptionBody.MaxUrl);
        var set = new OpenApiSchema { Type = JsonSchemaType.String, Enum = [.. model.Sets.Select(s => (JsonNode)s.Name)], Description = "集合 / The set whose changes are told." };
        var filter = Schemas.OrNull(Schemas.Text("ODataの条件式 / `$filter` of OData; null for every row.", SubscriptionBody.MaxFilter));
        var description = Schemas.OrNull(Schemas.Text("説明 / A note of the owner.", SubscriptionBody.MaxText));
        var events = Schemas.Number(1, SubscriptionBody.MostEvents, "1回に送る最大数。2以上は配列 / Most events of one delivery; more than 1 are sent as an array.");
        var secret = Schemas.Text($"署名の秘密鍵 / What deliveries are signed with (Standard Webhooks): `{SubscriptionBody.SecretPrefix}` and base64.", SubscriptionBody.MaxText);
        var isActive = new OpenApiSchema { Type = JsonSchemaType.Boolean, Description = "送信の停止・再開 / Whether anything is sent." };

        var write = Schemas.Object("購読の内容 / What a subscription is made of.", ("url", url), ("entitySet", set), ("filter", filter), ("description", description), ("maxEvents", events), ("secret", secret));
        write.Required = new HashSet<string> { "url", "entitySet" };
        schemas.Add("SubscriptionWrite", write);
        schemas.Add("SubscriptionPatch", Schemas.Object("購読の変更 / What may be changed.", ("url", url), ("filter", filter), ("description", description), ("maxEvents", events), ("isActive", isActive), ("secret", secret)));
        schemas.Add("Subscription", Schemas.Object(
            "購読 / A subscription.",
            ("code", Schemas.Text(most: 200)), ("url", url), ("entitySet", set), ("filter", filter), ("description", description), ("maxEvents", events),
            ("state", Among("受信者の確認待ち・送信中・停止 / Whether the receiver has agreed, and whether anything is sent.", "unverified", "active", "disabled")),
            ("reason", Schemas.OrNull(Schemas.Text("停止の理由 / Why nothing is sent.", 1_000))), ("createdAt", Schemas.Moment()),
            ("dataVersion", Schemas.Number(0, long.MaxValue, "ここまで通知済みのデータの版 / Everything up to this version of the data is told.")),
            ("attempts", Schemas.Number(0, int.MaxValue, "続けて失敗した回数 / Attempts that failed in a row.")), ("nextAttemptAt", Schemas.Moment()), ("lastError", Schemas.OrNull(Schemas.Text(most: 1_000))), ("secret", secret)));
        schemas.Add("Delivery", Schemas.Object(
            "配信 / A delivery that did not arrive.",
            ("id", Schemas.Text(most: 200)), ("state", Among("断念・再送待ち・再送済み / Given up, to be sent again, or delivered after all.", "dead", "waiting", "delivered")), ("attempts", Schemas.Number(0, int.MaxValue)), ("createdAt", Schemas.Moment()), ("attemptedAt", Schemas.Moment()),
            ("lastError", Schemas.OrNull(Schemas.Text(most: 1_000))), ("body", Free("送った内容 / What was sent."))));
        schemas.Add("ChangeEvent", Schemas.Object(
            "変更の通知 (CloudEvents 1.0) / A change, as CloudEvents 1.0.",
            ("specversion", Among("CloudEventsの版 / Version of CloudEvents.", "1.0")), ("id", Schemas.Text("再送でも同じ / The same in every attempt.", 500)), ("source", Schemas.Text("集合 / The set.", 2_000)), ("type", Schemas.Text("`….changed` または `….removed` / Whether the row was made or changed, or left.", 200)),
            ("time", Schemas.Moment()), ("datacontenttype", Among("内容の形式 / Form of the data.", "application/json")), ("dataversion", Schemas.Text("データの版 / Version of the data.", 20)), ("subject", Schemas.Text("行のコード / Key of the row.", 200)), ("data", Free("行 / The row."))));
    }

    private static void Tell(OpenApiDocument document, Operations operations)
    {
        var changed = new OpenApiOperation
        {
            OperationId = "webhookEvent",
            Summary = "変更の通知 / A change is told",
            Description = "購読者の受信先に送られる。2xxで受領。順序どおり、少なくとも1回。 Sent to the receiver of a subscription, in order and at least once; 2xx takes it.",
            Tags = new HashSet<OpenApiTagReference> { new(Tag, document) },
            Parameters =
            [
                Operations.Header("webhook-id", "配信の識別子 / Name of the delivery, the same in every attempt.", isRequired: true), Operations.Header("webhook-timestamp", "送信時刻(秒) / Seconds since 1970.", isRequired: true),
                Operations.Header("webhook-signature", "`v1,` とHMAC-SHA256 / and HMAC-SHA256 of id, time and body.", isRequired: true),
            ],
            RequestBody = new OpenApiRequestBody
            {
                Required = true,
                Content = new Dictionary<string, OpenApiMediaType>
                {
                    ["application/cloudevents+json"] = new() { Schema = operations.Schema("ChangeEvent") },
                    ["application/cloudevents-batch+json"] = new() { Schema = Schemas.List(operations.Schema("ChangeEvent"), SubscriptionBody.MostEvents) },
                },
            },
            Responses = new OpenApiResponses { ["204"] = new OpenApiResponse { Description = "受領 / Taken." } },
            Security = [],
        };
        document.Webhooks = new Dictionary<string, IOpenApiPathItem> { ["planChanged"] = new OpenApiPathItem { Operations = new Dictionary<HttpMethod, OpenApiOperation> { [HttpMethod.Post] = changed } } };
    }

    private static OpenApiSchema List(string description, IOpenApiSchema items) => Schemas.Object(description, ("value", Schemas.List(items, Most)));

    private static OpenApiSchema Among(string description, params string[] values) => new() { Type = JsonSchemaType.String, Enum = [.. values.Select(v => (JsonNode)v)], Description = description };

    private static OpenApiSchema Free(string description) => new() { Description = description, Type = JsonSchemaType.Object | JsonSchemaType.Array, AdditionalPropertiesAllowed = true, MaxProperties = MaxMembers, MaxItems = SubscriptionBody.MostEvents, Items = new OpenApiSchema { Type = JsonSchemaType.Object, AdditionalPropertiesAllowed = true, MaxProperties = MaxMembers } };
}
