using Kawasaki.Api.Pages;
using Xunit;

namespace Kawasaki.Tests.Unit.Pages;

public sealed class MediaChoiceTests
{
    private const string Browser = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8";

    [Theory]
    [InlineData("", "text/html")]
    [InlineData("*/*", "text/html")]
    [InlineData(Browser, "text/html")]
    [InlineData("application/json", "application/json")]
    [InlineData("application/ld+json, application/json;q=0.9", "application/ld+json")]
    [InlineData("text/html;q=0.2, application/json;q=0.7", "application/json")]
    [InlineData("application/json, text/html", "application/json")]
    [InlineData("application/*, text/html;q=0", "application/json")]
    [InlineData("application/json;q=0, */*", "text/html")]
    [InlineData("APPLICATION/LD+JSON", "application/ld+json")]
    [InlineData("text/csv", null)]
    [InlineData("text/html;q=0", null)]
    public void The_type_with_the_best_quality_is_chosen(string accept, string? chosen) =>
        Assert.Equal(chosen, MediaChoice.Of(accept, ["text/html", "application/json", "application/ld+json"]));

    [Fact]
    public void Without_the_header_the_usual_type_is_chosen() => Assert.Equal("text/html", MediaChoice.Of(default, ["text/html", "application/json"]));

    [Fact]
    public void Who_takes_anything_gets_the_first_offer_and_a_browser_its_page()
    {
        string[] offers = ["application/json", "text/html"];

        Assert.Equal("application/json", MediaChoice.Of("*/*", offers));
        Assert.Equal("text/html", MediaChoice.Of(Browser, offers));
    }
}
