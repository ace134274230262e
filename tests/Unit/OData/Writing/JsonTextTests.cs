using System.Buffers;
using System.Text;
using System.Text.Json;
using Kawasaki.Api.OData.Writing;
using Xunit;

namespace Kawasaki.Tests.Unit.OData.Writing;

/// <summary>Strings as UTF-8 with no escape but those JSON demands.</summary>
public sealed class JsonTextTests
{
    [Theory]
    [InlineData("", "\"\"")]
    [InlineData("plain", "\"plain\"")]
    [InlineData("町内会・自治会 ①②※～−", "\"町内会・自治会 ①②※～−\"")]
    [InlineData("𠮷野家 😀 \uE000", "\"𠮷野家 😀 \uE000\"")]
    [InlineData("<b>&'+</b>\u2028\u00A0\u3000", "\"<b>&'+</b>\u2028\u00A0\u3000\"")]
    [InlineData("a\"b\\c/d", "\"a\\\"b\\\\c/d\"")]
    [InlineData("\n\r\t\b\f\u0001\u001F\u007F", "\"\\n\\r\\t\\b\\f\\u0001\\u001F\u007F\"")]
    public void Only_what_must_be_is_escaped(string text, string json)
    {
        Assert.Equal(json, Written(text));
        Assert.Equal(text, JsonSerializer.Deserialize<string>(Written(text)));
    }

    [Fact]
    public void Half_a_surrogate_pair_becomes_the_replacement_character() => Assert.Equal("\"a\uFFFDb\"", Written("a\uD842b"));

    [Fact]
    public void Every_character_of_the_basic_plane_comes_back()
    {
        var all = string.Concat(Enumerable.Range(0, 0x10000).Select(c => (char)c).Where(c => !char.IsSurrogate(c)));

        Assert.Equal(all, JsonSerializer.Deserialize<string>(Written(all)));
    }

    private static string Written(string text)
    {
        var output = new ArrayBufferWriter<byte>();
        JsonText.Write(output, text);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
