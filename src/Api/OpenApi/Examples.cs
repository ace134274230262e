using System.Text.Json.Nodes;
using Kawasaki.Api.OData.Writing;
using Kawasaki.Api.Rest;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Query;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.OpenApi;

namespace Kawasaki.Api.OpenApi;

/// <summary>The examples of the document: what the service answers now to the questions that its page is ready to send.</summary>
/// <param name="store">Answers questions.</param>
/// <param name="parts">The plain resources.</param>
/// <param name="deadline">Time for each.</param>
internal sealed class Examples(IReadStore store, RestParts parts, TimeSpan deadline)
{
    private const string Indicator = "5-1-1-o2";

    /// <summary>Asks for every example.</summary>
    /// <param name="root">Address of the REST root.</param>
    /// <param name="token">The caller's patience.</param>
    /// <returns>The examples by the name of their operation; the problem when the database does not answer.</returns>
    public async Task<Result<Dictionary<string, JsonNode>>> AskAsync(string root, CancellationToken token)
    {
        var found = new Dictionary<string, JsonNode>();
        var questions = parts.Sets.Select(s => ($"rest{Upper(s.Name)}List", parts.Lists.Bind(s, Query("limit=1"), root)))
            .Append(("restTree", parts.Tree.Bind(Query("plan=ar3"))))
            .Append(("restSeries", parts.Series.Bind(Indicator, Query(""))))
            .Append(("restSearch", parts.Search.Bind(Query("q=マイナンバー&limit=1"), root)));
        foreach (var (name, question) in questions)
        {
            var answer = question.IsOk ? await AskAsync(question.Value, token) : question.Problem;
            if (answer.IsOk)
            {
                found.Add(name, answer.Value);
            }
            else if (answer.Problem.Code != ErrorCode.NotFound)
            {
                // Without the plan or the indicator the document has no example of it; anything else is a failure.
                return answer.Problem;
            }
        }

        foreach (var set in parts.Sets)
        {
            if (found[$"rest{Upper(set.Name)}List"]["value"] is JsonArray { Count: > 0 } rows)
            {
                found.Add($"rest{Upper(set.Name)}Item", rows[0]!.DeepClone());
            }
        }

        return found;
    }

    /// <summary>Puts the examples where they belong.</summary>
    /// <param name="document">The document.</param>
    /// <param name="examples">The examples by the name of their operation.</param>
    public static void Place(OpenApiDocument document, Dictionary<string, JsonNode> examples)
    {
        foreach (var operation in document.Paths.Values.SelectMany(p => p.Operations!.Values))
        {
            if (!examples.TryGetValue(operation.OperationId!, out var example))
            {
                continue;
            }

            operation.Responses!["200"].Content![Operations.Json].Example = example;
            if (example["code"] is { } code && operation.Parameters!.OfType<OpenApiParameter>().FirstOrDefault(p => p.Name == "code") is { Example: null } key)
            {
                key.Example = code.DeepClone();
            }
        }
    }

    private async Task<Result<JsonNode>> AskAsync(RestQuestion question, CancellationToken token)
    {
        var opened = await store.Prepare(question.Plan, new ReadOptions(RestRows.Stored, deadline)).OpenAsync([], token);
        if (opened is not { IsOk: true, Value: var cursor })
        {
            return opened.Problem;
        }

        await using (cursor)
        {
            using var page = new PageBuffer();
            var written = await question.WriteAsync(cursor, page, token);
            return written.IsOk ? Shortened(JsonNode.Parse(page.Written.Span)!, question.Text) : written.Problem;
        }
    }

    // A whole tree has a thousand rows: of each level the first is enough to see.
    private static JsonNode Shortened(JsonNode answer, string question)
    {
        if (question == "tree")
        {
            Shorten(answer);
        }

        return answer;
    }

    private static void Shorten(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject members:
                foreach (var (_, member) in members)
                {
                    Shorten(member);
                }

                break;
            case JsonArray { Count: > 0 } items:
                items.RemoveRange(1, items.Count - 1);
                Shorten(items[0]);
                break;
            default:
                break;
        }
    }

    private static QueryCollection Query(string text) => new(QueryHelpers.ParseQuery(text));

    private static string Upper(string name) => char.ToUpperInvariant(name[0]) + name[1..];
}
