using Kawasaki.Api.Rest;
using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;
using Xunit;

namespace Kawasaki.Tests.Unit.Rest;

/// <summary>What a search marks, in texts that people rarely write.</summary>
public sealed class HighlighterTests
{
    [Theory]
    [InlineData("マイナンバー", "ﾏｲﾅﾝﾊﾞｰと\uFFFEマイナンバー", "[ﾏｲﾅﾝﾊﾞｰ]と\uFFFE[マイナンバー]")]
    [InlineData("\uFFFE", "a\uFFFE\u0301b", "a[\uFFFE\u0301]b")]
    [InlineData("\u3099", "か\u3099 \u3099", "か\u3099[ \u3099]")]
    [InlineData("é", "e\u0301\u0302 E\u0301", "[e\u0301\u0302] E\u0301")]
    [InlineData("<", "a<b>&\"'", "a[<]b>&\"'")]
    public void Any_text_can_be_searched_and_marked(string word, string text, string marked)
    {
        var ranges = new Highlighter(new SearchText(new Literal(word, TypeReference.Of(PrimitiveKind.String)))).Find(text);

        Assert.Equal(marked, ranges.Reverse().Aggregate(text, (t, r) => t.Insert(r.Start + r.Length, "]").Insert(r.Start, "[")));
        Assert.DoesNotContain("<b>", Highlighter.Html(text, ranges), StringComparison.Ordinal);
    }
}
