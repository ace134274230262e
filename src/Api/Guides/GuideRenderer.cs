using System.Buffers;
using System.IO;
using System.Net;
using System.Text;
using Kawasaki.Api.Pages;
using Markdig;
using Markdig.Extensions.AutoIdentifiers;
using Markdig.Extensions.Tables;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Kawasaki.Api.Guides;

/// <summary>Renders the text of a guide: its links lead to pages of this service, its examples to this service, its code can be copied.</summary>
/// <remarks>Source of the Markdown: CommonMark with the pipe tables, heading anchors and plain links of code hosts. Raw HTML is shown as text.</remarks>
/// <param name="site">Where the service is.</param>
/// <param name="language">Language of the page around.</param>
/// <param name="address">The address of the service, without a last slash.</param>
internal sealed class GuideRenderer(Site site, PageLanguage language, string address)
{
    /// <summary>The address of the service as guides write it.</summary>
    public const string WrittenAddress = "http://localhost:5080";

    private const string Ending = ".md";

    private static readonly MarkdownPipeline Pipeline =
        new MarkdownPipelineBuilder().DisableHtml().UsePipeTables().UseAutoIdentifiers(AutoIdentifierOptions.GitHub).UseAutoLinks().Build();

    /// <summary>Title and summary of a text.</summary>
    /// <param name="markdown">The text.</param>
    public static (string Title, string Summary) Describe(string markdown)
    {
        var document = Markdown.Parse(markdown, Pipeline);
        return (document.OfType<HeadingBlock>().FirstOrDefault() is { } title ? PlainText(title.Inline) : "", document.OfType<ParagraphBlock>().FirstOrDefault() is { } summary ? PlainText(summary.Inline) : "");
    }

    /// <summary>Renders a text.</summary>
    /// <param name="markdown">The text.</param>
    public Guide Render(string markdown)
    {
        var (title, summary) = Describe(markdown);
        var document = Markdown.Parse(markdown, Pipeline);
        if (document.OfType<HeadingBlock>().FirstOrDefault() is { } first)
        {
            document.Remove(first);
        }

        foreach (var link in document.Descendants<LinkInline>())
        {
            link.Url = Target(link.Url ?? "");
        }

        var headings = document.Descendants<HeadingBlock>().Where(h => h.Level is 2 or 3).Select(h => new GuideHeading(h.Level, h.GetAttributes().Id ?? "", PlainText(h.Inline))).ToList();
        return new Guide(title, summary, headings, new RenderedMarkup(Markup(document)));
    }

    private string Markup(MarkdownDocument document)
    {
        using var text = new StringWriter();
        var renderer = new HtmlRenderer(text);
        Pipeline.Setup(renderer);
        renderer.ObjectRenderers.Replace<CodeBlockRenderer>(new CopiedCode(language));
        renderer.ObjectRenderers.Replace<HtmlTableRenderer>(new WideTables(language));
        renderer.Render(document);
        return text.ToString().Replace(WrittenAddress, WebUtility.HtmlEncode(address), StringComparison.Ordinal);
    }

    // `r.md#anchor` is another guide, `data#plans.code` the data dictionary; whole addresses and places on the page stay.
    private string Target(string url)
    {
        if (url.Length == 0 || url[0] is '#' or '/' || url.Contains(':', StringComparison.Ordinal))
        {
            return url;
        }

        var mark = url.IndexOf('#', StringComparison.Ordinal) is var at and >= 0 ? at : url.Length;
        var name = url[..mark];
        return site.Link(language, $"{GuideEndpoints.Root}/{(name.EndsWith(Ending, StringComparison.Ordinal) ? name[..^Ending.Length] : name)}{url[mark..]}");
    }

    private static string PlainText(ContainerInline? inline) => string.Concat((inline ?? []).Descendants().Select(i => i switch
    {
        LiteralInline literal => literal.Content.ToString(),
        CodeInline code => code.Content,
        LineBreakInline => " ",
        _ => "",
    }));

    private sealed class CopiedCode(PageLanguage language) : HtmlObjectRenderer<CodeBlock>
    {
        private int number;

        protected override void Write(HtmlRenderer renderer, CodeBlock block)
        {
            var id = $"code-{++number}";
            var kind = block is FencedCodeBlock { Info: { Length: > 0 } info } ? info : "text";
            var button = new ArrayBufferWriter<byte>();
            new HtmlWriter(button).Write(Layout.Copy(language, id));
            renderer.Write("<div class=\"code\">").Write(Encoding.UTF8.GetString(button.WrittenSpan)).Write("<pre tabindex=\"0\"><code id=\"").Write(id).Write("\" data-kind=\"").WriteEscape(kind).Write("\">");
            renderer.WriteLeafRawLines(block, writeEndOfLines: true, escape: true);
            renderer.WriteLine("</code></pre></div>");
        }
    }

    private sealed class WideTables(PageLanguage language) : HtmlTableRenderer
    {
        protected override void Write(HtmlRenderer renderer, Table table)
        {
            renderer.Write("<div class=\"scroll\" role=\"group\" tabindex=\"0\" aria-label=\"").WriteEscape(language.Text("表", "Table")).Write("\">");
            base.Write(renderer, table);
            renderer.Write("</div>");
        }
    }
}
