using System.IO;
using System.Text.Json;

namespace Kawasaki.Tests.Integration.Guides;

/// <summary>A page of `docs/guides`, or another document with snippets, taken apart.</summary>
internal sealed class Guide
{
    /// <summary>The address that guides write for the service.</summary>
    public const string WrittenAddress = "http://localhost:5080";

    private readonly string[] lines;

    private Guide(string file, string[] lines)
    {
        File = file;
        this.lines = lines;
        (Blocks, Prose) = Split(lines);
        Snippets = Pair(Blocks);
    }

    /// <summary>Path from the root of the repository.</summary>
    public string File { get; }

    /// <summary>Its fenced blocks, in order.</summary>
    public IReadOnlyList<GuideBlock> Blocks { get; }

    /// <summary>The lines outside of the blocks.</summary>
    public IReadOnlyList<string> Prose { get; }

    /// <summary>Its blocks that are no output, in order.</summary>
    public IReadOnlyList<Snippet> Snippets { get; }

    /// <summary>Names of the pages in the order of reading.</summary>
    public static IReadOnlyList<string> Names { get; } =
        JsonSerializer.Deserialize<string[]>(System.IO.File.ReadAllText(Path.Combine(Baseline.Root, "docs/guides/index.json")))!;

    /// <summary>Reads a page.</summary>
    /// <param name="language">`en` or `ja`.</param>
    /// <param name="name">Such as `excel`.</param>
    public static Guide Read(string language, string name) => Read($"docs/guides/{language}/{name}.md");

    /// <summary>Reads a document.</summary>
    /// <param name="file">Path from the root of the repository.</param>
    public static Guide Read(string file) => new(file, System.IO.File.ReadAllText(Path.Combine(Baseline.Root, file)).TrimEnd().Split('\n'));

    /// <summary>The whole text with other outputs.</summary>
    /// <param name="outputs">What to write for each snippet that shows one.</param>
    public string With(IEnumerable<(Snippet Snippet, string Text)> outputs)
    {
        var changed = lines.ToList();
        foreach (var (snippet, text) in outputs.Where(o => o.Snippet.Output is not null).Reverse())
        {
            changed.RemoveRange(snippet.Output!.First, snippet.Output.Length);
            changed.InsertRange(snippet.Output.First, text.Length == 0 ? [] : text.Split('\n'));
        }

        return string.Join('\n', changed);
    }

    private static (List<GuideBlock> Blocks, List<string> Prose) Split(string[] lines)
    {
        var (blocks, prose) = (new List<GuideBlock>(), new List<string>());
        for (var i = 0; i < lines.Length; i++)
        {
            if (!lines[i].StartsWith("```", StringComparison.Ordinal))
            {
                prose.Add(lines[i]);
                continue;
            }

            var end = Array.IndexOf(lines, "```", i + 1);
            end = end < 0 ? lines.Length : end;
            blocks.Add(new GuideBlock(lines[i][3..], string.Join('\n', lines[(i + 1)..end]), i + 1));
            i = end;
        }

        return (blocks, prose);
    }

    private static List<Snippet> Pair(IReadOnlyList<GuideBlock> blocks) =>
        [.. blocks.Select((block, i) => (Block: block, Next: i + 1 < blocks.Count && blocks[i + 1].IsOutput ? blocks[i + 1] : null))
            .Where(pair => !pair.Block.IsOutput)
            .Select(pair => new Snippet(pair.Block, pair.Next))];
}
