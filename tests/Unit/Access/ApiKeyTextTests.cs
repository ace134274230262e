using Kawasaki.Domain.Access;
using Xunit;

namespace Kawasaki.Tests.Unit.Access;

public sealed class ApiKeyTextTests
{
    [Fact]
    public void A_new_key_names_its_id_and_matches_its_hash_only()
    {
        var (id, text) = ApiKeyText.Create();

        Assert.Matches("^kwk_[a-z0-9]{12}_[A-Za-z0-9_-]{43}$", text);
        Assert.Equal(id, ApiKeyText.IdOf(text));
        Assert.True(ApiKeyText.Matches(text, ApiKeyText.Hash(text)));
        Assert.False(ApiKeyText.Matches(text, ApiKeyText.Hash(ApiKeyText.Create().Text)));
        Assert.False(ApiKeyText.Matches(text, []));
    }

    [Theory]
    [InlineData("")]
    [InlineData("kwk_")]
    [InlineData("kwk_abcdefghijkl_")]
    [InlineData("kwk_ABCDEFGHIJKL_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("kwk_abcdefghijkl-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("kwk_abcdefghijkl_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("kwk_abcdefghijkl_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("KWK_abcdefghijkl_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public void Other_texts_are_no_keys(string text) => Assert.Null(ApiKeyText.IdOf(text));
}
