using System.IO;
using System.Text;
using Kawasaki.Api.OData.Parsing;
using Kawasaki.Api.OData.Parsing.Syntax;
using Kawasaki.Domain.Errors;

namespace Kawasaki.Tests.OData.Parsing;

/// <summary>What the tests of the parser share: tables of cases, texts put into URLs, trees put into text.</summary>
internal static class ParsingText
{
    /// <summary>Rows of a table: lines of columns with tabs between; `#` begins a comment.</summary>
    public static IEnumerable<string[]> Table(string file) =>
        File.ReadAllLines(Path.Combine(Baseline.Root, "tests/Unit/OData/Parsing/Cases", file))
            .Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => line.Split('\t'));

    /// <summary>Parses one option, through a whole percent-encoded query.</summary>
    public static Result<QueryOptionsSyntax> Option(string name, string value, ParseLimits? limits = null)
    {
        var parsed = UrlParser.Parse([], $"{Uri.EscapeDataString(name)}={Uri.EscapeDataString(value)}", limits ?? ParseLimits.Default);
        return parsed.IsOk ? parsed.Value.Options : parsed.Problem;
    }

    /// <summary>Parses a `$filter`, which must succeed.</summary>
    public static ExpressionSyntax Filter(string value)
    {
        var parsed = Option("$filter", value);
        return parsed.IsOk ? parsed.Value.Filter! : throw new InvalidOperationException($"{value}: {parsed.Problem.Message}");
    }

    /// <summary>All options in canonical form.</summary>
    public static string Print(QueryOptionsSyntax options) =>
        string.Join('&', OptionsPrinter.Print(options).Select(option => $"{option.Name}={option.Value}"));

    /// <summary>The segments of a path, for people.</summary>
    public static string Describe(ResourcePathSyntax path)
    {
        var parts = new List<string>();
        foreach (var segment in path.Segments)
        {
            parts.Add(segment switch
            {
                NamedSegment { Arguments.Count: 0 } named => $"\"{named.Text}\"",
                NamedSegment named => named.Name + string.Concat(named.Arguments.Select(list => new StringBuilder().WriteArguments(list.Arguments))),
                SystemSegment system => $"[{system.Kind}]",
                ResourceFilterSegment filter => $"[filter {SyntaxPrinter.Print(filter.Condition)}]",
                CrossjoinSegment join => $"[crossjoin {string.Join(',', join.Sets.Select(set => set.Text))}]",
                _ => throw new ArgumentOutOfRangeException(nameof(path), segment, null),
            });
        }

        return string.Join(' ', parts);
    }
}
