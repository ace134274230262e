using System.IO;
using System.Text.RegularExpressions;
using Xunit;

namespace Kawasaki.Tests.Unit.House;

public sealed partial class ConformanceDocumentTests
{
    [Theory]
    [InlineData("docs/odata-conformance.md", 20)]
    [InlineData("docs/clients.md", 8)]
    public void Every_test_that_a_table_names_exists(string document, int atLeast)
    {
        var named = Test().Matches(Repository.Read(document)).Select(m => (Class: m.Groups[1].Value, Method: m.Groups[2].Value)).Distinct().ToList();

        Assert.True(named.Count > atLeast, "The table names hardly any test.");
        Assert.Empty(named.Where(t => !Exists(t.Class, t.Method)).Select(t => $"{t.Class}.{t.Method}"));
    }

    [Fact]
    public void Every_line_names_a_test_or_says_501()
    {
        var lines = Line().Matches(Repository.Read("docs/odata-conformance.md")).Select(m => m.Value);

        Assert.NotEmpty(lines);
        Assert.All(lines, l => Assert.True(IsProved(l), l));
    }

    [Theory]
    [InlineData("| M | what | `ATests.B` |", true)]
    [InlineData("| | what | 501: not built |", true)]
    [InlineData("| | what | `ATests.B`; the rest is 501 |", true)]
    [InlineData("| S | what | not 501: ignored |", false)]
    [InlineData("| | answers 501 | not declared |", false)]
    public void A_mention_of_501_is_no_proof(string line, bool isProved)
    {
        Assert.Equal(line, Assert.Single(Line().Matches("\n" + line + "\n").Select(m => m.Value)));
        Assert.Equal(isProved, IsProved(line));
    }

    // The proof is the last cell: a test, or a refusal by status.
    private static bool IsProved(string line) =>
        line.TrimEnd('|', ' ').Split('|')[^1].Trim() is var proof && (Test().IsMatch(proof) || proof.StartsWith("501", StringComparison.Ordinal));

    // A class's methods may stand in several files of its name.
    private static bool Exists(string @class, string method) =>
        Directory.EnumerateFiles(Path.Combine(Repository.Root, "tests"), "*.cs", SearchOption.AllDirectories)
            .Select(File.ReadAllText)
            .Any(text => text.Contains($"class {@class}", StringComparison.Ordinal) && Regex.IsMatch(text, $@"public (async Task|void|Task) {method}\("));

    [GeneratedRegex(@"`(\w+Tests)\.(\w+)`")]
    private static partial Regex Test();

    [GeneratedRegex(@"^\| (?:[MS] )?\| (?!what \| proof).*$", RegexOptions.Multiline)]
    private static partial Regex Line();
}
