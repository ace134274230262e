using System.Buffers;
using System.Text;
using Kawasaki.Api.Hosting;
using Kawasaki.Api.OData.Binding;
using Kawasaki.Api.OData.Endpoints;
using Kawasaki.Api.Rest;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Model;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.Swagger;
using Swashbuckle.AspNetCore.SwaggerUI;

namespace Kawasaki.Api.OpenApi;

/// <summary>`/openapi/v1.json`: what can be asked, machine-readable; `/swagger`: the same as a page that asks it.</summary>
internal static class OpenApiEndpoints
{
    /// <summary>Path of the document.</summary>
    public const string Path = "/openapi/v1.json";

    private const string Name = "v1";
    private const string ContentType = "application/json";

    private static readonly SearchValues<char> Controls = SearchValues.Create(string.Concat(Enumerable.Range(0, 0x20).Select(c => (char)c).Where(c => c is not ('\t' or '\n' or '\r'))));

    /// <summary>Registers the generator.</summary>
    /// <param name="services">Where.</param>
    /// <param name="model">What everybody reads.</param>
    /// <param name="limits">What a question may cost.</param>
    public static void AddOpenApi(this IServiceCollection services, PublishedModel model, QueryLimits limits)
    {
        services.AddEndpointsApiExplorer();
        services.AddSwaggerGen(generator =>
        {
            generator.SwaggerDoc(Name, About());
            generator.DocumentFilter<Components>(model, limits);
            generator.DocumentFilter<RestPaths>(model, limits);
            generator.DocumentFilter<StatisticsPaths>();
            generator.DocumentFilter<DatasetPaths>(model);
            generator.DocumentFilter<IdentifierPaths>(model);
            generator.DocumentFilter<ODataPaths>(model, limits);
            generator.DocumentFilter<WebhookPaths>(model);
        });
    }

    /// <summary>Serves the page.</summary>
    /// <param name="app">The server.</param>
    /// <remarks>Beside the path of all other requests, each of which it would match with expressions of its own.</remarks>
    public static void UseOpenApiPage(this IApplicationBuilder app) => app.UseWhen(
        context => context.Request.Path.StartsWithSegments("/swagger"),
        pages => pages.Use(AllowOwnFiles).UseSwaggerUI(page =>
        {
            page.DocumentTitle = "川崎市計画データAPI / Kawasaki plan API";
            page.SwaggerEndpoint(Path, "v1");
            // Open at once, 143 operations were drawn; of 145 Swagger UI drew the first few and stopped without a word.
            page.DocExpansion(DocExpansion.None);
            page.EnableTryItOutByDefault();
            page.DisplayRequestDuration();
        }));

    // The page writes styles into itself.
    private static Task AllowOwnFiles(HttpContext context, RequestDelegate next)
    {
        context.Response.Headers.ContentSecurityPolicy = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'";
        return next(context);
    }

    /// <summary>Serves the document.</summary>
    /// <param name="routes">Where.</param>
    /// <param name="examples">Examples of answers.</param>
    /// <param name="roots">Address of the service.</param>
    /// <param name="cache">Answers already made.</param>
    public static void MapOpenApi(this IEndpointRouteBuilder routes, Examples examples, ServiceRoot roots, AnswerCache cache)
    {
        routes.MapMethods(Path, [HttpMethods.Get, HttpMethods.Head], ServeAsync);

        async Task ServeAsync(HttpContext http)
        {
            if (await cache.RunAsync(http, MakeAsync, http.RequestAborted, asked: Path) is { } problem)
            {
                await ProblemResponse.WriteAsync(http, problem, http.RequestAborted);
            }
        }

        Task<Problem?> MakeAsync(HttpContext http, CancellationToken token) => AnswerAsync(http, examples, roots, token);
    }

    private static async Task<Problem?> AnswerAsync(HttpContext http, Examples examples, ServiceRoot roots, CancellationToken token)
    {
        RequestRecord.Of(http).Question = "openapi";
        var found = await examples.AskAsync(roots.Base(http.Request) + RestEndpoints.Root, token);
        if (!found.IsOk)
        {
            return found.Problem;
        }

        var document = http.RequestServices.GetRequiredService<ISwaggerProvider>().GetSwagger(Name);
        Examples.Place(document, found.Value);
        var text = Escaped(await document.SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_1, token));
        await Responder.SendAsync(http, ContentType, Encoding.UTF8.GetBytes(text), version: null, token);
        return null;
    }

    // The library leaves control characters in texts as they are, and examples are texts of the data. Between values it writes breaks and blanks only.
    private static string Escaped(string json) =>
        json.AsSpan().ContainsAny(Controls) ? string.Concat(json.Select(c => Controls.Contains(c) ? $"\\u{(int)c:x4}" : c.ToString())) : json;

    private static OpenApiInfo About() => new()
    {
        Title = "川崎市計画データAPI / Kawasaki plan API",
        Version = Name,
        Description = "川崎市の総合計画と行財政改革プログラムの政策・施策・事務事業・指標・数値・改革課題・収支を、原資料の行番号までたどれるデータとして提供する。"
            + " Policies, measures, projects, indicators, figures, reform tasks and the fiscal frame of Kawasaki City, every figure with its document, line and page."
            + " 出典：川崎市。 The rights in the source documents stay with the city.",
        Contact = new OpenApiContact { Name = "サービスの運用者 / The operator of the service" },
        License = new OpenApiLicense { Name = "CC BY 4.0", Url = new Uri("https://creativecommons.org/licenses/by/4.0/") },
    };
}
