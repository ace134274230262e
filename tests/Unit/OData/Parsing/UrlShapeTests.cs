using Kawasaki.Api.OData.Parsing;
using Xunit;

namespace Kawasaki.Tests.Unit.OData.Parsing;

/// <summary>Literals found in a URL without parsing it.</summary>
public sealed class UrlShapeTests
{
    [Theory]
    [InlineData("/plans('ip3')", "", "/plans(<s>)?")]
    [InlineData("/plans(%27ip3%27)/name", "", "/plans(<s>)/name?")]
    [InlineData("/plans(code='O''Neil')", "", "/plans(code=<s>)?")]
    [InlineData("/changes(12)", "$top=5", "/changes(<i>)?$top=5")]
    [InlineData("/changes/12", "", "/changes/12?")]
    [InlineData("/x", "$filter=a%20eq%20'b'&$top=5", "/x?$filter=a%20eq%20<s>&$top=5")]
    [InlineData("/x", "%24filter=a%20eq%201", "/x?%24filter=a%20eq%20<i>")]
    [InlineData("/x", "Filter=a eq -5 and b lt 2147483648", null)]
    [InlineData("/x", "Filter=a%20eq%20-5%20and%20b%20lt%202147483648", "/x?Filter=a%20eq%20<i>%20and%20b%20lt%20<l>")]
    [InlineData("/x", "$filter=a%20eq%201.50%20and%20d%20gt%202016-04-01", "/x?$filter=a%20eq%20<m>%20and%20d%20gt%20<d>")]
    [InlineData("/x", "$filter=t%20gt%202016-04-01T00:00:00Z", "/x?$filter=t%20gt%20<o>")]
    [InlineData("/x", "$filter=t%20gt%202016-04-01T00:00:00%2B09:00", "/x?$filter=t%20gt%202016-04-01T00:00:00%2B09:00")]
    [InlineData("/x", "$filter=a%20in%20(1,2)", "/x?$filter=a%20in%20(<i>,<i>)")]
    [InlineData("/x", "$filter=a%20eq%209223372036854775808", "/x?$filter=a%20eq%209223372036854775808")]
    [InlineData("/x", "$filter=a%20eq%201e3%20or%20t%20eq%2010:20", "/x?$filter=a%20eq%201e3%20or%20t%20eq%2010:20")]
    [InlineData("/x", "$filter=o1/a2%20eq%20b3", "/x?$filter=o1/a2%20eq%20b3")]
    [InlineData("/x", "$filter=a+eq+'b'", "/x?$filter=a+eq+'b'")]
    [InlineData("/x", "$orderby=a%20add%201&$search='b'", "/x?$orderby=a%20add%201&$search='b'")]
    [InlineData("/x", "@p='b'&$filter=a%20eq%20@p", "/x?@p='b'&$filter=a%20eq%20@p")]
    [InlineData("/x", "$filter=a%20eq%20'b", null)]
    [InlineData("/x", "$filter=a%20eq%20'b&c'", null)]
    [InlineData("/x('a/b')", "", null)]
    [InlineData("/x", "$filter=a%20eq%20%2", null)]
    [InlineData("/x", "$skiptoken=abc", null)]
    [InlineData("/$entity", "$id=x('a')", null)]
    [InlineData("/x\u0001", "", null)]
    public void The_form_stands_in_place_of_each_literal(string path, string query, string? key)
    {
        var shape = UrlShape.Of(path, query, ParseLimits.Default);

        Assert.Equal(key, shape is null ? null : System.Text.RegularExpressions.Regex.Replace(shape.Key(new bool[shape.Tokens.Count]), "\u0001(.)", "<$1>"));
    }

    [Theory]
    [InlineData("$filter=name%20eq%20'%E5%B7%9D%F0%A0%AE%B7''b'%20and%20number%20gt%207")]
    [InlineData("$filter=%20%20name%20eq%20%27%25%27%20and%20number%20gt%20-7")]
    public void Positions_and_texts_are_those_of_the_parser(string query)
    {
        var shape = UrlShape.Of("/x", query, ParseLimits.Default)!;
        var and = Assert.IsType<Api.OData.Parsing.Syntax.BinarySyntax>(UrlParser.Parse("/x", query, ParseLimits.Default).Value!.Options.Filter);
        var literals = new[] { and.Left, and.Right }.Select(c => ((Api.OData.Parsing.Syntax.BinarySyntax)c).Right).ToList();

        Assert.Equal(literals.Select(l => l.Position), shape.Tokens.Select(t => t.Position));
        Assert.Equal(literals, shape.Tokens.Select((_, i) => shape.Read(i)));
    }

    [Fact]
    public void What_stays_is_part_of_the_key()
    {
        var shape = UrlShape.Of("/x", "$filter=a%20eq%20'b'%20and%20c%20eq%205", ParseLimits.Default)!;

        Assert.Equal("/x?$filter=a%20eq%20'b'%20and%20c%20eq%20\u0001i", shape.Key([true, false]));
    }
}
