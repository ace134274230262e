using System.Globalization;
using System.Net.Http;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.OpenApi;

namespace Kawasaki.Api.OpenApi;

/// <summary>Puts operations into a document, each with the answers and headers that all of them have.</summary>
/// <param name="document">The document.</param>
internal sealed class Operations(OpenApiDocument document)
{
    /// <summary>Media type of data.</summary>
    public const string Json = "application/json";

    /// <summary>Name of the security scheme of API keys.</summary>
    public const string ApiKey = "apiKey";

    /// <summary>Name of the parameter that every operation has: the language of what goes wrong.</summary>
    public const string AcceptLanguage = "header.Accept-Language";

    /// <summary>Name of the security scheme of access tokens.</summary>
    public const string AccessToken = "accessToken";

    /// <summary>Adds a read.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="id">Its name.</param>
    /// <param name="tag">Where it stands.</param>
    /// <param name="summary">What it does, in a few words.</param>
    /// <param name="description">What a caller must know.</param>
    /// <param name="parameters">Its parameters.</param>
    /// <param name="answer">What is answered.</param>
    /// <param name="error">Name of the answer that tells what went wrong: `Problem` or `ODataError`.</param>
    /// <param name="mediaType">Media type of the answer.</param>
    public OpenApiOperation Read(string path, string id, string tag, string summary, string description, IReadOnlyList<IOpenApiParameter> parameters, IOpenApiSchema answer, string error, string mediaType = Json)
    {
        var operation = Add(path, HttpMethod.Get, id, tag, summary, description, parameters);
        operation.Security = [[], Requirement(ApiKey), Requirement(AccessToken)];
        operation.Responses!["200"] = Response("取得できた / What was asked for.", mediaType, answer);
        operation.Responses["304"] = new OpenApiResponse { Description = "変更なし / The caller has the answer already (`If-None-Match`).", Headers = Headers() };
        Refuse(operation, error, 400, 401, 404, 429, 500, 503);
        return operation;
    }

    /// <summary>Adds a change.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="method">Its method.</param>
    /// <param name="id">Its name.</param>
    /// <param name="tag">Where it stands.</param>
    /// <param name="summary">What it does, in a few words.</param>
    /// <param name="description">What a caller must know.</param>
    /// <param name="parameters">Its parameters.</param>
    /// <param name="body">What is sent; null for nothing.</param>
    /// <param name="status">Status of success.</param>
    /// <param name="answer">What is answered; null for nothing.</param>
    /// <param name="error">Name of the answer that tells what went wrong: `Problem` or `ODataError`.</param>
    public OpenApiOperation Change(
        string path, HttpMethod method, string id, string tag, string summary, string description, IReadOnlyList<IOpenApiParameter> parameters, IOpenApiSchema? body, int status, IOpenApiSchema? answer, string error = "ODataError")
    {
        var operation = Add(path, method, id, tag, summary, description, parameters);
        operation.Security = [Requirement(ApiKey), Requirement(AccessToken)];
        operation.RequestBody = body is null ? null : new OpenApiRequestBody { Required = true, Description = "送信する内容 / What is sent.", Content = Content(Json, body) };
        operation.Responses![status.ToString(CultureInfo.InvariantCulture)] = answer is null ? new OpenApiResponse { Description = "完了 / Done.", Headers = Headers() } : Response("完了 / Done.", Json, answer);
        Refuse(operation, error, 400, 401, 403, 404, 409, 412, 413, 415, 422, 428, 429, 500, 503);
        return operation;
    }

    /// <summary>A schema of the components.</summary>
    /// <param name="name">Its name.</param>
    public IOpenApiSchema Schema(string name) => new OpenApiSchemaReference(name, document);

    /// <summary>A parameter of the components.</summary>
    /// <param name="name">Its name.</param>
    public IOpenApiParameter Parameter(string name) => new OpenApiParameterReference(name, document);

    /// <summary>A parameter of the query.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="description">What it is.</param>
    /// <param name="schema">Its values.</param>
    /// <param name="example">A value that gives an answer; null for none.</param>
    public static OpenApiParameter Query(string name, string description, IOpenApiSchema schema, JsonNode? example = null) =>
        new() { Name = name, In = ParameterLocation.Query, Description = description, Schema = schema, Example = example };

    /// <summary>A part of the path.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="description">What it is.</param>
    /// <param name="schema">Its values.</param>
    public static OpenApiParameter Path(string name, string description, IOpenApiSchema schema) =>
        new() { Name = name, In = ParameterLocation.Path, Required = true, Description = description, Schema = schema };

    /// <summary>A header of the request.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="description">What it is.</param>
    /// <param name="isRequired">Whether nothing happens without it.</param>
    public static OpenApiParameter Header(string name, string description, bool isRequired = false) =>
        new() { Name = name, In = ParameterLocation.Header, Required = isRequired, Description = description, Schema = Schemas.Text(most: 1_000) };

    private OpenApiOperation Add(string path, HttpMethod method, string id, string tag, string summary, string description, IReadOnlyList<IOpenApiParameter> parameters)
    {
        var operation = new OpenApiOperation
        {
            OperationId = id,
            Summary = summary,
            Description = description,
            Tags = new HashSet<OpenApiTagReference> { new(tag, document) },
            Parameters = [.. parameters, Parameter(AcceptLanguage)],
            Responses = [],
        };
        if (!document.Paths.TryGetValue(path, out var item))
        {
            document.Paths.Add(path, item = new OpenApiPathItem());
        }

        ((OpenApiPathItem)item).AddOperation(method, operation);
        return operation;
    }

    /// <summary>Adds what is answered when something is wrong.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="error">Name of the answer: `Problem` or `ODataError`.</param>
    /// <param name="statuses">Its statuses.</param>
    public void Refuse(OpenApiOperation operation, string error, params int[] statuses)
    {
        foreach (var status in statuses)
        {
            operation.Responses![status.ToString(CultureInfo.InvariantCulture)] = new OpenApiResponseReference(Refusal(error, status), document);
        }
    }

    // One component for each status and envelope.
    private string Refusal(string error, int status)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{error}{status}");
        var responses = document.Components!.Responses ??= new Dictionary<string, IOpenApiResponse>();
        if (!responses.ContainsKey(name))
        {
            var response = Response($"{ReasonPhrases.GetReasonPhrase(status)}. `code` は docs/errors.md に説明 / docs/errors.md explains each `code`.", error == "Problem" ? "application/problem+json" : Json, Schema(error));
            response.Headers!["Content-Language"] = new OpenApiHeader { Description = "`ja, en` または `en`: 説明の言語 / Languages of what is said.", Schema = Schemas.Text(most: 100) };
            if (status is 429 or 503)
            {
                response.Headers["Retry-After"] = new OpenApiHeader { Description = "秒数 / Seconds to wait.", Schema = Schemas.Number(1, 86_400) };
            }

            responses.Add(name, response);
        }

        return name;
    }

    private static OpenApiResponse Response(string description, string mediaType, IOpenApiSchema schema) => new() { Description = description, Headers = Headers(), Content = Content(mediaType, schema) };

    private static Dictionary<string, OpenApiMediaType> Content(string mediaType, IOpenApiSchema schema) => new() { [mediaType] = new OpenApiMediaType { Schema = schema } };

    /// <summary>The headers that every answer has.</summary>
    public static Dictionary<string, IOpenApiHeader> Headers() => new()
    {
        ["ETag"] = new OpenApiHeader { Description = "内容のハッシュ / Hash of the content.", Schema = Schemas.Text(most: 100) },
        ["X-Request-Id"] = new OpenApiHeader { Description = "ログ照会用の識別子 / Finds the request in the log.", Schema = Schemas.Text(most: 64) },
        ["RateLimit-Limit"] = new OpenApiHeader { Description = "1分間に要求できる数 / Requests within a minute.", Schema = Schemas.Number(1, int.MaxValue) },
        ["RateLimit-Remaining"] = new OpenApiHeader { Description = "残り / What is left of them.", Schema = Schemas.Number(0, int.MaxValue) },
        ["RateLimit-Reset"] = new OpenApiHeader { Description = "全量に戻るまでの秒数 / Seconds until all of them are there again.", Schema = Schemas.Number(0, 600) },
        ["Access-Control-Allow-Origin"] = new OpenApiHeader { Description = "`*`: 認証なしの閲覧はどのオリジンからも可 / reads without credentials are open to every origin.", Schema = new OpenApiSchema { Type = JsonSchemaType.String, Enum = ["*"] } },
    };

    private OpenApiSecurityRequirement Requirement(string scheme) => new() { [new OpenApiSecuritySchemeReference(scheme, document)] = [] };
}
