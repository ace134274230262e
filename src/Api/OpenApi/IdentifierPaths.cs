using System.Text.Json.Nodes;
using Kawasaki.Api.Identifiers;
using Kawasaki.Api.Pages;
using Kawasaki.Api.Rest;
using Kawasaki.Domain.Model;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Kawasaki.Api.OpenApi;

/// <summary>The persistent identifiers of rows.</summary>
/// <param name="model">The published model.</param>
internal sealed class IdentifierPaths(PublishedModel model) : IDocumentFilter
{
    private const string Error = "Problem";
    private const string Tag = "Identifiers";

    // The widest row has fewer than half as many, with what is told beside its properties.
    private const int MaxMembers = 100;

    /// <inheritdoc/>
    public void Apply(OpenApiDocument swaggerDoc, DocumentFilterContext context)
    {
        var operations = new Operations(swaggerDoc);
        var sets = new OpenApiSchema { Type = JsonSchemaType.String, Enum = [.. RestResources.Listed(model).Select(s => (JsonNode)s.Name)] };
        var (set, code) = (Operations.Path("set", "集合 / The set.", sets), Operations.Path("code", "行のコード / Code of the row.", Schemas.Text(most: 200)));
        (set.Example, code.Example) = ("indicators", "5-1-1-o2");
        var operation = operations.Read(
            IdentifierEndpoints.Pattern, "identifier", Tag, "行の永続的識別子 / Persistent identifier of a row",
            "`Accept` または `format` により、ページ、JSON、JSON-LD を返す。値の履歴、記載箇所、資料間の不一致、引用文を含む。 A page, JSON or JSON-LD, by `Accept` or `format`: the row with the history of its values, its citations, discrepancies and how to cite it.",
            [set, code, One("format", "形式 / The form.", IdentifierFormat.All.Select(f => f.Name)), One(PageLanguage.Parameter, "ページの言語 / Language of the page.", ["ja", "en"])],
            Row("行とその出所 / The row and where it comes from."), Error);
        var content = ((OpenApiResponse)operation.Responses!["200"]).Content!;
        content[IdentifierFormat.JsonLd.MediaType] = new OpenApiMediaType { Schema = Row("JSON-LD") };
        content[IdentifierFormat.Html.MediaType] = new OpenApiMediaType { Schema = Schemas.Text("ページ / A page.") };
        operation.Responses.Add("410", new OpenApiResponse { Headers = Operations.Headers(), Description = "削除済み。`detail` に削除前の内容のアドレス / The row was deleted; `detail` leads to it as it was last." });
    }

    private static OpenApiParameter One(string name, string description, IEnumerable<string> values) =>
        Operations.Query(name, description, new OpenApiSchema { Type = JsonSchemaType.String, Enum = [.. values.Select(v => (JsonNode)v)] });

    private static OpenApiSchema Row(string description) => new() { Type = JsonSchemaType.Object, Description = description, AdditionalPropertiesAllowed = true, MaxProperties = MaxMembers };
}
