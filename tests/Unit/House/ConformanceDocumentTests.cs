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

        Assert.All(lines, l => Assert.True(Test().IsMatch(l) || l.Contains("501", StringComparison.Ordinal), l));
    }

    // A class's methods may stand in several files of its name.
    private static bool Exists(string @class, string method) =>
        Directory.EnumerateFiles(Path.Combine(Repository.Root, "tests"), "*.cs", SearchOption.AllDirectories)
            .Select(File.ReadAllText)
            .Any(text => text.Contains($"class {@class}", StringComparison.Ordinal) && Regex.IsMatch(text, $@"public (async Task|void|Task) {method}\("));

    [GeneratedRegex(@"`(\w+Tests)\.(\w+)`")]
    private static partial Regex Test();

    [GeneratedRegex(@"^\| [MS] \|.*$", RegexOptions.Multiline)]
    private static partial Regex Line();
}
