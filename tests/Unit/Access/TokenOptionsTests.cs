using Kawasaki.Api.Access;
using Kawasaki.Domain.Settings;
using Xunit;

namespace Kawasaki.Tests.Unit.Access;

public sealed class TokenOptionsTests
{
    [Theory]
    [InlineData("https://id.example.jp/realms/city", true)]
    [InlineData("http://localhost:8080/realms/city", true)]
    [InlineData("http://id.example.jp", false)]
    [InlineData("https://user:pass@id.example.jp", false)]
    [InlineData("https://id.example.jp/?a=b", false)]
    [InlineData("ftp://localhost/keys", false)]
    [InlineData("city", false)]
    public void An_issuer_is_an_address_that_keys_may_be_fetched_from(string text, bool isOk)
    {
        Assert.Equal(isOk, SettingsReader.Read<TokenOptions>(name => name == "KAWASAKI_TOKEN_ISSUER" ? text : null).IsOk);
        Assert.Equal(isOk, SettingsReader.Read<TokenOptions>(name => name == "KAWASAKI_TOKEN_JWKS" ? text : null).IsOk);
    }

    [Fact]
    public void Issuer_and_audience_go_together()
    {
        Assert.Null(new TokenOptions().Check());
        Assert.Null(new TokenOptions { Issuer = "https://id.example.jp", Audience = "plan" }.Check());
        Assert.Equal("KAWASAKI_TOKEN_AUDIENCE", new TokenOptions { Issuer = "https://id.example.jp" }.Check()!.Target);
        Assert.Equal("KAWASAKI_TOKEN_ISSUER", new TokenOptions { Audience = "plan" }.Check()!.Target);
    }
}
