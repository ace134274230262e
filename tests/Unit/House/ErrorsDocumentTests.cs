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

    [GeneratedRegex(@"^\| `KWS(\d{3})` \| (\w+) \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
