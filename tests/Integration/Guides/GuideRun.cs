using System.Net.Http;
using System.Text.Json;
using Xunit;

namespace Kawasaki.Tests.Integration.Guides;

/// <summary>Runs the snippets of a guide against a service, in the order of the page and in one folder.</summary>
/// <param name="client">Asks the service.</param>
internal sealed class GuideRun(HttpClient client)
{
    /// <summary>What each snippet prints, with the address that guides write; where it is the JSON that the guide shows in another layout, the guide's.</summary>
    /// <param name="guide">The guide.</param>
    public async Task<IReadOnlyList<(Snippet Snippet, string Text)>> RunAsync(Guide guide)
    {
        using var folder = ThrowAwayFolder.Create();
        var printed = new List<(Snippet, string)>();
        for (var at = 0; at < guide.Snippets.Count; at = printed.Count)
        {
            var language = guide.Snippets[at].Code.Language;
            var together = guide.Snippets.Skip(at).TakeWhile(s => s.Code.Language == language).ToList();
            var outputs = await OutputsAsync(language, together, folder.Path);
            Assert.Equal(together.Count, outputs.Count);
            printed.AddRange(together.Zip(outputs, (snippet, output) => (snippet, Shown(snippet, output.Replace(Service, Guide.WrittenAddress, StringComparison.Ordinal)))));
        }

        return printed;
    }

    private string Service => client.BaseAddress!.GetLeftPart(UriPartial.Authority);

    private async Task<IReadOnlyList<string>> OutputsAsync(string language, List<Snippet> snippets, string folder)
    {
        var texts = snippets.Select(s => s.Code.Text.Replace(Guide.WrittenAddress, Service, StringComparison.Ordinal)).ToList();
        return language switch
        {
            "url" => [.. await Task.WhenAll(snippets.Zip(texts, AddressAsync))],
            "powerquery" => [.. await Task.WhenAll(texts.Select(new PowerQuery(client).CheckAsync))],
            _ => await Interpreter.Languages[language].RunAsync(texts, folder),
        };
    }

    // An address whose answer is not shown, such as that of a workbook, has to be there.
    private async Task<string> AddressAsync(Snippet snippet, string address)
    {
        using var response = await client.GetAsync(new Uri(address), TestContext.Current.CancellationToken);
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, $"{address}: {(int)response.StatusCode} {body}");
        return snippet.Output is null ? "" : body.ReplaceLineEndings("\n").TrimEnd();
    }

    private static string Shown(Snippet snippet, string output)
    {
        if (snippet.Output is not { Language: "json" } shown || output.Length == 0)
        {
            return output;
        }

        using var actual = JsonDocument.Parse(output);
        using var written = JsonDocument.Parse(shown.Text);
        return JsonElement.DeepEquals(written.RootElement, actual.RootElement) ? shown.Text : output;
    }
}
