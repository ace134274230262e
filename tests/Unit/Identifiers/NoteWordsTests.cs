using Kawasaki.Api.Identifiers;
using Xunit;

namespace Kawasaki.Tests.Unit.Identifiers;

/// <summary>Notes as a Japanese reader is told them; that all of the shipped data are known, `Integration/Pages` shows.</summary>
public sealed class NoteWordsTests
{
    [Theory]
    [InlineData("no date is printed; the year in brackets is when the system began", "時期の記載はありません。 括弧内の年は制度が始まった年です。")]
    [InlineData("repair row-shifted-left: cell 1 read as the current column, cell 2 as FY2022", "補正：行が左にずれているため、1番目の欄を現状、2番目の欄を2022年度と読み取りました。")]
    [InlineData("コロナにより大会中止; approximate (約)", "コロナにより大会中止 原文には「約」が付いています。")]
    [InlineData("The source differs: ip1 line 13 prints \"a\", eval1 line 36 prints \"b\"; the latest document's is published.", "記載が異なります。最も新しい文書の記載を公開データとしています。")]
    [InlineData("reported by telephone", "reported by telephone")]
    public void A_note_is_told_sentence_by_sentence(string note, string japanese) => Assert.Equal(japanese, NoteWords.Japanese(note));
}
