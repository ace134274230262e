using Kawasaki.Api.OData.Parsing;
using Kawasaki.Domain.Errors;
using Xunit;

namespace Kawasaki.Tests.OData.Parsing;

/// <summary>What the parser refuses, with the exact sentence.</summary>
public sealed class RefusedTests
{
    public static TheoryData<string, string, string, string> Refused() =>
        new(ParsingText.Table("refused.cases").Select(row => (row[0], row[1], row[2], row.Length > 3 ? row[3] : string.Empty)));

    [Theory]
    [MemberData(nameof(Refused))]
    public void Says_where_and_what_was_expected(string option, string text, string message, string hint)
    {
        var problem = Problem(option, text);
        Assert.NotNull(problem);
        Assert.Equal(message, $"{problem.Code}: {problem.Message}");
        Assert.Equal(hint, problem.Hint ?? string.Empty);
        if (option is not "query")
        {
            Assert.Equal(option, problem.Target);
        }
    }

    [Theory]
    [InlineData("name", "nam", "name")]
    [InlineData("name", "Nmae", "name")]
    [InlineData("measures", "meassure", "measures")]
    [InlineData("name", "code", null)]
    [InlineData("name", "n", null)]
    [InlineData("name", "", null)]
    public void Names_the_nearest_candidate(string candidate, string written, string? nearest) =>
        Assert.Equal(nearest, Nearest.Of(written, ["zzzzzzzzzz", candidate]));

    private static Problem? Problem(string option, string text) => option switch
    {
        "path" => UrlParser.Parse(text, [], ParseLimits.Default).Problem,
        "query" => UrlParser.Parse([], text, ParseLimits.Default).Problem,
        _ => ParsingText.Option(option, text).Problem,
    };
}
