using System.Text.RegularExpressions;
using Kawasaki.Domain.Errors;
using Xunit;

namespace Kawasaki.Tests.Unit.House;

public sealed partial class ErrorsDocumentTests
{
    [Fact]
    public void Docs_errors_lists_exactly_the_codes_of_the_program()
    {
        var documented = Row().Matches(Repository.Read("docs/errors.md"))
            .Select(m => $"KWS{m.Groups[1].Value} {m.Groups[2].Value}")
            .Order(StringComparer.Ordinal);
        var defined = Enum.GetValues<ErrorCode>().Select(c => $"KWS{(int)c} {c}").Order(StringComparer.Ordinal);

        Assert.Equal(defined, documented);
    }

    // What helps against everything helps against nothing; only waiting does so for a few.
    [Fact]
    public void What_to_do_is_said_of_each_code_by_itself()
    {
        var cures = Cure().Matches(Repository.Read("docs/errors.md")).Select(m => m.Groups[1].Value).ToList();

        Assert.True(cures.Count > 50, "Hardly any cure was read.");
        Assert.Empty(cures.GroupBy(c => c).Where(g => g.Count() > 3).Select(g => g.Key));
    }

    [GeneratedRegex(@"^\| `KWS\d{3}` \|.*\| ([^|]+) \|$", RegexOptions.Multiline)]
    private static partial Regex Cure();

    [GeneratedRegex(@"^\| `KWS(\d{3})` \| (\w+) \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
