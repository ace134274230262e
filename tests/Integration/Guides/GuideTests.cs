using System.IO;
using System.Net.Http;
using System.Text.RegularExpressions;
using Kawasaki.Tests.Integration.Facts;
using Xunit;

namespace Kawasaki.Tests.Integration.Guides;

/// <summary>What the guides show is what the service does: every snippet is run, in the programs that people use.</summary>
public sealed partial class GuideTests(ShippedService service) : IClassFixture<ShippedService>
{
    private static readonly string[] Checked = [.. Interpreter.Languages.Keys, "url", "powerquery"];

    public static TheoryData<string> Names => [.. Guide.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Snippets_print_what_the_guide_shows(string name)
    {
        var (guide, japanese) = (Guide.Read("en", name), Guide.Read("ja", name));
        var printed = await new GuideRun(service.Client).RunAsync(guide);

        Assert.All(printed.Where(p => p.Snippet.Output is null), p => Assert.Equal("", p.Text));
        Baseline.Equal(guide.File, guide.With(printed));
        Baseline.Equal(japanese.File, japanese.With(japanese.Snippets.Zip(printed, (snippet, p) => (snippet, p.Text))));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Both_languages_show_the_same_snippets(string name)
    {
        var (english, japanese) = (Guide.Read("en", name), Guide.Read("ja", name));

        Assert.Equal(english.Blocks.Select(b => (b.Language, b.Text)), japanese.Blocks.Select(b => (b.Language, b.Text)));
        Assert.Equal(Headings(english), Headings(japanese));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_block_is_run_asked_or_printed(string name)
    {
        var guide = Guide.Read("en", name);

        Assert.All(guide.Snippets, s => Assert.Contains(s.Code.Language, Checked));
        Assert.Equal(guide.Blocks.Count(b => b.IsOutput), guide.Snippets.Count(s => s.Output is not null));
    }

    [Fact]
    public async Task Addresses_in_the_prose_answer()
    {
        var addresses = Guide.Names.SelectMany(name => new[] { Guide.Read("en", name), Guide.Read("ja", name) })
            .SelectMany(guide => guide.Prose).SelectMany(line => Addresses().Matches(line)).Select(m => m.Groups[1].Value).Distinct().ToList();

        Assert.NotEmpty(addresses);
        foreach (var address in addresses)
        {
            using var response = await service.Client.GetAsync(new Uri(address, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
            Assert.True((int)response.StatusCode < 400, $"{address}: {(int)response.StatusCode}");
        }
    }

    [Theory]
    [InlineData("en")]
    [InlineData("ja")]
    public void Every_page_is_in_the_order_of_reading(string language) => Assert.Equal(
        Guide.Names.Order(StringComparer.Ordinal),
        Directory.EnumerateFiles(Path.Combine(Baseline.Root, "docs/guides", language), "*.md").Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal));

    private static IEnumerable<int> Headings(Guide guide) => guide.Prose.Where(l => l.StartsWith('#')).Select(l => l.TakeWhile(c => c == '#').Count());

    [GeneratedRegex(@"http://localhost:5080(/(?:api|docs|odata|swagger)[\w/.\-?=&$%']*)(?![\w…])")]
    private static partial Regex Addresses();
}
