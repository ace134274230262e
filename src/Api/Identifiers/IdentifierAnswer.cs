using System.Collections.ObjectModel;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Kawasaki.Api.Catalog;
using Kawasaki.Api.Datasets;
using Kawasaki.Api.Hosting;
using Kawasaki.Api.OData.Binding;
using Kawasaki.Api.OData.Endpoints;
using Kawasaki.Api.OData.Writing;
using Kawasaki.Api.Pages;
using Kawasaki.Api.Rest;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Model;
using Microsoft.AspNetCore.Http;

namespace Kawasaki.Api.Identifiers;

/// <summary>Answers `/id/{set}/{code}`: the row as a page, as JSON or as JSON-LD, as `format` or `Accept` asks.</summary>
/// <param name="model">The published model.</param>
/// <param name="site">What all pages have in common.</param>
/// <param name="pages">Sends pages.</param>
/// <param name="problems">Says in a page what went wrong.</param>
/// <param name="cache">Answers already made.</param>
/// <param name="snapshot">Makes what reads one state of the data.</param>
internal sealed class IdentifierAnswer(PublishedModel model, Site site, PageSender pages, ProblemPage problems, AnswerCache cache, Func<Snapshot> snapshot)
{
    private const string Vary = "Accept";

    private static readonly string[] Parameters = ["format", PageLanguage.Parameter];

    private readonly DossierReader reader = new(model);
    private readonly IReadOnlyList<EntitySetModel> sets = RestResources.Listed(model);

    /// <summary>Answers a request.</summary>
    /// <param name="http">The request.</param>
    public async Task RunAsync(HttpContext http)
    {
        RequestRecord.Of(http).Question = "identifier";
        var asked = Read(http);
        var problem = asked.IsOk
            ? await cache.RunAsync(http, (_, token) => MakeAsync(http, asked.Value, token), http.RequestAborted, $"{asked.Value.Format.Name} {asked.Value.Language.Code}")
            : asked.Problem;
        if (problem is not null)
        {
            await RefuseAsync(http, asked, problem);
        }
    }

    private Result<Asked> Read(HttpContext http)
    {
        var (name, code) = ((string)http.Request.RouteValues["set"]!, (string)http.Request.RouteValues["code"]!);
        var (parameters, language) = (RestParameters.Read(http.Request.Query, Parameters, []), PageLanguage.Of(http.Request));
        if ((parameters.Problem ?? language.Problem) is { } problem)
        {
            return problem;
        }

        var format = IdentifierFormat.Choose(parameters.Value!.Find("format"), http.Request.Headers.Accept);
        if (!format.IsOk)
        {
            return format.Problem;
        }

        return sets.FirstOrDefault(s => string.Equals(s.Name, name, StringComparison.OrdinalIgnoreCase)) is { } set ? new Asked(set, code, format.Value, language.Value)
            : new Problem(
                ErrorCode.UnknownResource, $"There is no set '{LiteralBinder.Shorten(name)}'.",
                Hint: BindContext.DidYouMean(name, sets.Select(s => s.Name)) ?? $"{RestEndpoints.Root} lists what there is.");
    }

    private async Task<Problem?> MakeAsync(HttpContext http, Asked asked, CancellationToken token)
    {
        var read = await reader.ReadAsync(snapshot(), asked.Set, asked.Code, token);
        if (read is not { IsOk: true, Value: var dossier })
        {
            return read.Problem.Code == ErrorCode.NotFound ? read.Problem with { Message = ItemResource.Missing(asked.Set, asked.Code) } : read.Problem;
        }

        var service = site.Base(http.Request);
        var address = $"{service}{IdentifierEndpoints.Root}/{asked.Set.Name}/{asked.Code}";
        http.Response.Headers.Link = Links(address, $"{service}{PlanAddresses.DictionaryPath}#{asked.Set.Name}");
        http.Response.GetTypedHeaders().LastModified = WholeSeconds.Of(dossier.State.CommittedAt);
        RequestRecord.Of(http).Rows = 1;
        if (asked.Format == IdentifierFormat.Json)
        {
            return await SendAsync(http, asked.Format, new DossierJson(site.Publication).Of(dossier, address), token);
        }

        var linkedData = new DossierLinkedData(site.Publication, new PlanAddresses(service)).Of(dossier);
        if (asked.Format == IdentifierFormat.JsonLd)
        {
            return await SendAsync(http, asked.Format, linkedData, token);
        }

        await pages.SendAsync(http, new DossierPage(site, asked.Language, service, dossier.Titles).Of(dossier, Text(linkedData)), Vary, token);
        return null;
    }

    private static async Task<Problem?> SendAsync(HttpContext http, IdentifierFormat format, JsonObject document, CancellationToken token)
    {
        http.Response.Headers.Vary = "Accept, Accept-Language";
        using var output = new PageBuffer();
        JsonFile.Write(output, document);
        await Responder.SendAsync(http, format.MediaType, output.Written, version: null, token);
        return null;
    }

    private static string Text(JsonObject document)
    {
        using var output = new PageBuffer();
        JsonFile.Write(output, document);
        return Encoding.UTF8.GetString(output.Written.Span);
    }

    private string Links(string address, string about) => string.Join(
        ", ",
        [
            $"<{address}>; rel=\"canonical\"", $"<{address}>; rel=\"cite-as\"", $"<{site.Publication.Licence.AbsoluteUri}>; rel=\"license\"", $"<{about}>; rel=\"describedby\"; type=\"text/html\"",
            .. IdentifierFormat.All.Select(f => $"<{address}?format={f.Name}>; rel=\"alternate\"; type=\"{f.MediaType}\""),
        ]);

    // What is not there is said with what is next to it, or as it was last.
    private async Task RefuseAsync(HttpContext http, Result<Asked> asked, Problem problem)
    {
        var language = PageLanguage.OrDefault(http.Request);
        var facts = new RowFacts(site, language, ReadOnlyDictionary<string, string>.Empty);
        Html[] more = [];
        if (asked.IsOk && problem.Code == ErrorCode.NotFound && await DossierReader.BesideAsync(snapshot(), asked.Value.Set, asked.Value.Code, http.RequestAborted) is { IsOk: true, Value: { Count: > 0 } beside })
        {
            problem = problem with { Hint = $"Next to it are {string.Join(", ", beside.Select(RowLabels.Code))}." };
            more =
            [
                new Tag("p", language.Text($"{asked.Value.Set.Japanese}に「{LiteralBinder.Shorten(asked.Value.Code)}」というコードはありません。", $"{asked.Value.Set.English}: there is no code “{LiteralBinder.Shorten(asked.Value.Code)}”.")),
                new Tag("h2", language.Text("近いコード", "Next to it")), new Tag("ul", beside.Select(r => new Tag("li", facts.Link(asked.Value.Set, RowLabels.Code(r), RowLabels.Of(r)), " ", new Tag("code", RowLabels.Code(r))))),
            ];
        }

        if (asked.IsOk && problem.Code == ErrorCode.RowDeleted && await reader.LastAsync(snapshot(), asked.Value.Set, asked.Value.Code, http.RequestAborted) is { IsOk: true, Value: { Row.ValueKind: not JsonValueKind.Undefined } last })
        {
            var moment = last.Entry.GetProperty("changedAt").GetDateTimeOffset();
            problem = problem with { Hint = $"As it was last: {Last(http, asked.Value, moment)}" };
            more = [new Tag("h2", language.Text("最後の内容", "As it was last")), new Tag("p", language.Text("削除日時：", "Deleted "), Layout.Moment(language, moment)), facts.Of(asked.Value.Set, last.Row)];
        }

        await problems.WriteAsync(http, problem, more);
    }

    // The deletion is the first that its moment does not show any more; a microsecond is the smallest step of the database's clock.
    private string Last(HttpContext http, Asked asked, DateTimeOffset moment) =>
        $"{site.Base(http.Request)}{RestEndpoints.Root}/{asked.Set.Name}/{asked.Code}?at={moment.AddMicroseconds(-1).ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture)}";

    private sealed record Asked(EntitySetModel Set, string Code, IdentifierFormat Format, PageLanguage Language);
}
