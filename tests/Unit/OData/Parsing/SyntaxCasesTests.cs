using Kawasaki.Api.OData.Parsing;
using Kawasaki.Domain.Errors;
using Xunit;

namespace Kawasaki.Tests.OData.Parsing;

/// <summary>What the parser accepts: tables of texts and their canonical form.</summary>
public sealed class SyntaxCasesTests
{
    public static TheoryData<string, string, string> Options()
    {
        var data = new TheoryData<string, string, string>();
        foreach (var (name, file) in new[] { ("$filter", "filter-syntax.cases"), ("$search", "search-syntax.cases"), ("$apply", "apply-syntax.cases") })
        {
            foreach (var row in ParsingText.Table(file))
            {
                data.Add(name, row[0], row.Length > 1 ? row[1] : row[0]);
            }
        }

        return data;
    }

    public static TheoryData<string, string> Queries() =>
        new(ParsingText.Table("query-syntax.cases").Select(row => (row[0], row.Length > 1 ? row[1] : row[0])));

    public static TheoryData<string, string> Paths() =>
        new(ParsingText.Table("path-syntax.cases").Select(row => (row[0], row.Length > 1 ? row[1] : string.Empty)));

    [Theory]
    [MemberData(nameof(Options))]
    public void Prints_an_option_in_canonical_form_that_means_the_same(string name, string text, string canonical)
    {
        var parsed = ParsingText.Option(name, text);
        Assert.Null(parsed.Problem);
        Assert.Equal($"{name}={canonical}", ParsingText.Print(parsed.Value!));
        Assert.Equal(parsed.Value, ParsingText.Option(name, canonical).Value);
    }

    [Theory]
    [MemberData(nameof(Queries))]
    public void Prints_a_query_in_canonical_form_that_means_the_same(string query, string canonical)
    {
        var parsed = UrlParser.Parse("observations", query, ParseLimits.Default);
        Assert.Null(parsed.Problem);
        Assert.Equal(canonical, ParsingText.Print(parsed.Value!.Options));
        Assert.Equal(parsed.Value, UrlParser.ParseRelative(UrlPrinter.Print(parsed.Value), ParseLimits.Default).Value);
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void Cuts_a_path_into_segments(string path, string segments)
    {
        var parsed = UrlParser.Parse(path, [], ParseLimits.Default);
        Assert.Null(parsed.Problem);
        Assert.Equal(segments, ParsingText.Describe(parsed.Value!.Path));
        Assert.Equal(parsed.Value, UrlParser.ParseRelative(UrlPrinter.Print(parsed.Value), ParseLimits.Default).Value);
    }

    [Theory]
    [InlineData("a or b and c", "a or (b and c)")]
    [InlineData("a and b or c and d", "(a and b) or (c and d)")]
    [InlineData("a or b or c", "(a or b) or c")]
    [InlineData("a eq b and c ne d", "(a eq b) and (c ne d)")]
    [InlineData("a eq b gt c", "a eq (b gt c)")]
    [InlineData("a gt b add c", "a gt (b add c)")]
    [InlineData("a add b mul c", "a add (b mul c)")]
    [InlineData("a sub b sub c", "(a sub b) sub c")]
    [InlineData("a div b mul c", "(a div b) mul c")]
    [InlineData("not a and b", "(not a) and b")]
    [InlineData("not a eq b", "(not a) eq b")]
    [InlineData("-a mul b", "(-a) mul b")]
    [InlineData("not a in ('x')", "not (a in ('x'))")]
    [InlineData("-a in (1)", "-(a in (1))")]
    [InlineData("a add b in (1)", "a add (b in (1))")]
    [InlineData("a eq b has 'x'", "a eq (b has 'x')")]
    [InlineData("a in (1) eq true", "(a in (1)) eq true")]
    public void Binds_operators_as_the_specification_ranks_them(string text, string same) =>
        Assert.Equal(ParsingText.Filter(same), ParsingText.Filter(text));

    [Fact]
    public void Names_the_place_of_a_node_in_the_decoded_option()
    {
        var parsed = UrlParser.Parse("policies", "$filter=name%20eq%20%27%E3%81%82%27%20and%20measures/any(m:m/code%20eq%20%275%27)", ParseLimits.Default);
        var and = Assert.IsType<Kawasaki.Api.OData.Parsing.Syntax.BinarySyntax>(parsed.Value!.Options.Filter);
        Assert.Equal(new("$filter", 12), and.Position);
        Assert.Equal(new("$filter", 16), and.Right.Position);
        Assert.Equal("column 17: no such thing", and.Right.Position.Problem(ErrorCode.UnknownProperty, "no such thing").Message);
        Assert.Equal("$filter", and.Right.Position.Problem(ErrorCode.UnknownProperty, "no such thing").Target);
    }

    [Fact]
    public void Counts_places_in_a_path_over_its_segments()
    {
        var parsed = UrlParser.Parse("policies('%E3%81%82')/measures", [], ParseLimits.Default);
        Assert.Equal(new("path", 14), parsed.Value!.Path.Segments[1].Position);
    }

    [Fact]
    public void Tells_trees_apart_that_say_different_things()
    {
        Assert.NotEqual(ParsingText.Filter("a eq 1"), ParsingText.Filter("a eq 2"));
        Assert.NotEqual(ParsingText.Filter("a in (1,2)"), ParsingText.Filter("a in (1)"));
        Assert.NotEqual(ParsingText.Filter("a in (1)"), ParsingText.Filter("a in [1]"));
        Assert.NotEqual(ParsingText.Filter("a/b"), ParsingText.Filter("a/c"));
        Assert.Equal(ParsingText.Filter("a eq 1"), ParsingText.Filter("a  eq  1"));
        Assert.Equal(ParsingText.Filter("a in (1,2)").GetHashCode(), ParsingText.Filter("(a in (1,2))").GetHashCode());
    }
}
