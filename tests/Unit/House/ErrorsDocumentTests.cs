using System.Globalization;
using System.Text.RegularExpressions;
using Kawasaki.Api.Hosting;
using Kawasaki.Domain.Errors;
using Xunit;

namespace Kawasaki.Tests.Unit.House;

public sealed partial class ErrorsDocumentTests
{
    [Fact]
    public void Docs_errors_lists_exactly_the_codes_of_the_program_with_their_titles()
    {
        var documented = Rows().Select(r => $"{r[0].Trim('`')} {r[1]}: {r[3]} {r[4]}".Replace("`", "", StringComparison.Ordinal)).Order(StringComparer.Ordinal);
        var defined = Enum.GetValues<ErrorCode>().Select(c => $"KWS{(int)c} {c}: {ErrorTitle.Of(c).English} {ErrorTitle.Of(c).Japanese}").Order(StringComparer.Ordinal);

        Assert.Equal(defined, documented);
    }

    [Fact]
    public void Every_status_is_the_one_of_the_program() => Assert.All(
        Rows().Where(r => r[2].Length > 0), r => Assert.Equal(r[2], ProblemStatus.Of(Enum.Parse<ErrorCode>(r[1])).ToString(CultureInfo.InvariantCulture)));

    // Who reads a title has nothing else: no two codes look the same, and none is a remnant of the other language.
    [Fact]
    public void A_title_is_a_sentence_of_its_own_in_each_language()
    {
        var titles = Enum.GetValues<ErrorCode>().Select(ErrorTitle.Of).ToList();

        Assert.Equal(titles.Count, titles.Select(t => t.Japanese).Distinct().Count());
        Assert.Equal(titles.Count, titles.Select(t => t.English).Distinct().Count());
        Assert.All(titles, t => Assert.Matches(@"\p{IsHiragana}.*。$", t.Japanese));
        Assert.All(titles, t => Assert.Matches(@"^[A-Za-z][ -~]*\.$", t.English));
    }

    // What helps against everything helps against nothing; only waiting does so for a few.
    [Fact]
    public void What_to_do_is_said_of_each_code_by_itself()
    {
        var cures = Rows().Select(r => r[5]).ToList();

        Assert.True(cures.Count > 50, "Hardly any cure was read.");
        Assert.Empty(cures.GroupBy(c => c).Where(g => g.Count() > 3).Select(g => g.Key));
    }

    // Code, name, status, meaning in English and in Japanese, cure.
    private static IEnumerable<string[]> Rows() => Row().Matches(Repository.Read("docs/errors.md")).Select(m => m.Groups[1].Value.Split('|', StringSplitOptions.TrimEntries));

    [GeneratedRegex(@"^\| (`KWS\d{3}` \|.*) \|$", RegexOptions.Multiline)]
    private static partial Regex Row();
}
