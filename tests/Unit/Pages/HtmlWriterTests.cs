using System.Text;
using Kawasaki.Api.OData.Writing;
using Kawasaki.Api.Pages;
using Xunit;

namespace Kawasaki.Tests.Unit.Pages;

public sealed class HtmlWriterTests
{
    [Theory]
    [InlineData("a < b & c > d", "a &lt; b &amp; c &gt; d")]
    [InlineData("</p><script>alert(1)</script>", "&lt;/p&gt;&lt;script&gt;alert(1)&lt;/script&gt;")]
    [InlineData("\" onclick='x'", "&quot; onclick=&#39;x&#39;")]
    [InlineData("64 %以上 𠮷\0\u0001\u001f\u007f\ufffe\t\r\n", "64 %以上 𠮷\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\t\r\n")]
    public void Text_is_escaped_in_elements_and_attributes(string text, string escaped) =>
        Assert.Equal($"<p title=\"{escaped}\">{escaped}</p>", Written(new Tag("p", text) { ["title"] = text }));

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("JavaScript:alert(1)")]
    [InlineData(" javascript:alert(1)")]
    [InlineData("data:text/html,<script>alert(1)</script>")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example/")]
    public void An_address_that_runs_a_script_or_hides_its_host_is_left_out(string address) => Assert.Equal("<a>x</a>", Written(new Tag("a", "x") { ["href"] = address }));

    [Theory]
    [InlineData("/id/plans/ip3?lang=en#main")]
    [InlineData("/")]
    [InlineData("#main")]
    [InlineData("https://example.jp/")]
    public void An_address_stays(string address) => Assert.Equal($"<a href=\"{address}\">x</a>", Written(new Tag("a", "x") { ["href"] = address }));

    [Fact]
    public void A_name_is_never_data() => Assert.Throws<InvalidOperationException>(() => Written(new Tag("p onclick=x")));

    [Fact]
    public void Null_is_no_attribute_and_a_void_element_has_no_end() =>
        Assert.Equal("<img alt=\"\"><p></p>", Written(new Fragment(new Tag("img") { ["alt"] = "", ["title"] = null }, new Tag("p"))));

    [Fact]
    public void A_block_of_data_cannot_be_left() =>
        Assert.Equal("<script type=\"application/ld+json\">{\"name\":\"\\u003c/script\\u003e\\u003cb\\u003e \\u0026 \\u003c!--\"}</script>", Written(new DataBlock("{\"name\":\"</script><b> & <!--\"}")));

    private static string Written(Html html)
    {
        using var output = new PageBuffer();
        new HtmlWriter(output).Write(html);
        return Encoding.UTF8.GetString(output.Written.Span);
    }
}
