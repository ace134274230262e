using Kawasaki.Api.OData.Parsing;
using Kawasaki.Domain.Errors;
using Xunit;

namespace Kawasaki.Tests.OData.Parsing;

/// <summary>No text, however deep or long, costs more than its limits; all of it within a quarter of a megabyte of stack.</summary>
public sealed class ParseLimitsTests
{
    private const int StackBytes = 256 * 1024;
    private const int Deep = 30_000;

    private static readonly ParseLimits Long = new() { MaxLength = 1_048_576 };

    [Theory]
    [InlineData("$filter", "(", "a", ")")]
    [InlineData("$filter", "not ", "a", "")]
    [InlineData("$filter", "-", "a", "")]
    [InlineData("$filter", "a eq (", "a", ")")]
    [InlineData("$filter", "a in (", "a", ")")]
    [InlineData("$filter", "[", "1", "]")]
    [InlineData("$filter", "{\"a\":", "1", "}")]
    [InlineData("$filter", "f(", "a", ")")]
    [InlineData("$filter", "f(x=", "a", ")")]
    [InlineData("$filter", "a/f(", "a", ")")]
    [InlineData("$filter", "a/f(1)(", "1", ")")]
    [InlineData("$filter", "cast(", "a", ",ns.T)")]
    [InlineData("$filter", "isof(", "a", ",ns.T)")]
    [InlineData("$filter", "case(true:", "a", ")")]
    [InlineData("$filter", "case(", "a", ":1)")]
    [InlineData("$filter", "a/any(x:", "true", ")")]
    [InlineData("$filter", "a/$filter(", "true", ")")]
    [InlineData("$filter", "a/$count($filter=", "true", ")")]
    [InlineData("$filter", "a/aggregate(", "a", " with sum)")]
    [InlineData("@p", "(", "a", ")")]
    [InlineData("$orderby", "(", "a", ")")]
    [InlineData("$compute", "(", "a", ") as x")]
    [InlineData("$search", "(", "a", ")")]
    [InlineData("$search", "NOT ", "a", "")]
    [InlineData("$select", "a($select=", "a", ")")]
    [InlineData("$expand", "a($expand=", "a", ")")]
    [InlineData("$apply", "expand(a,", "identity", ")")]
    [InlineData("$apply", "concat(identity,", "identity", ")")]
    [InlineData("$apply", "groupby((a),", "identity", ")")]
    [InlineData("$apply", "nest(", "identity", " as x)")]
    [InlineData("$apply", "join(a as b,", "identity", ")")]
    [InlineData("$apply", "groupby((rolluprecursive($root/a,h,c,", "identity", ")))")]
    [InlineData("$apply", "ancestors($root/a,h,c,", "identity", ")")]
    [InlineData("$apply", "traverse($root/a,h,c,preorder,", "identity", ")")]
    [InlineData("$apply", "filter(", "a", ")")]
    public void Endless_nesting_is_a_clean_error(string option, string open, string core, string close) => OnSmallStack(() =>
    {
        foreach (var depth in new[] { 101, 5_000, Deep })
        {
            var query = $"{option}={string.Concat(Enumerable.Repeat(open, depth))}{core}{string.Concat(Enumerable.Repeat(close, depth))}";
            var problem = UrlParser.Parse([], query, Long with { MaxLength = 4_000_000 }).Problem;
            Assert.NotNull(problem);
            Assert.True(problem.Code is ErrorCode.TooComplex or ErrorCode.UrlSyntax, problem.Message);
            if (option != "$apply" || open != "filter(")
            {
                Assert.Equal(ErrorCode.TooComplex, problem.Code);
            }
        }
    });

    [Fact]
    public void The_deepest_tree_allowed_can_be_printed_and_compared() => OnSmallStack(() =>
    {
        var limits = new ParseLimits { MaxDepth = 100, MaxCallDepth = 50 };
        var nested = $"{string.Concat(Enumerable.Repeat("a/any(x:", 49))}true{new string(')', 49)}";
        var chain = string.Join(" or ", Enumerable.Repeat("a", 500));
        foreach (var text in new[] { nested, chain })
        {
            var parsed = ParsingText.Option("$filter", text, limits);
            Assert.Null(parsed.Problem);
            Assert.Equal(text, SyntaxPrinter.Print(parsed.Value!.Filter!));
            Assert.Equal(parsed.Value, ParsingText.Option("$filter", text, limits).Value);
            Assert.Equal(parsed.Value.GetHashCode(), ParsingText.Option("$filter", text, limits).Value!.GetHashCode());
        }
    });

    [Theory]
    [InlineData(49, null)]
    [InlineData(50, "column 51: nested more than 50 levels deep")]
    public void Parentheses_nest_up_to_the_limit(int depth, string? message) =>
        Assert.Equal(message, ParsingText.Option("$filter", $"{new string('(', depth)}a{new string(')', depth)}").Problem?.Message);

    [Theory]
    [InlineData(149, null)]
    [InlineData(150, "too many operators in a row")]
    public void Chains_of_arithmetic_have_a_limit(int operators, string? message) =>
        Assert.Equal(message, ParsingText.Option("$filter", "a" + string.Concat(Enumerable.Repeat(" add 1", operators))).Problem?.Message.Split(": ")[1]);

    [Fact]
    public void Parentheses_do_not_hide_the_height_of_a_chain()
    {
        var text = "a";
        for (var i = 0; i < 10; i++)
        {
            text = $"({text}{string.Concat(Enumerable.Repeat(" add 1", 20))})";
        }

        Assert.EndsWith("too many operators in a row", ParsingText.Option("$filter", text).Problem?.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a or b or c or d", "(a or b) or (c or d)")]
    [InlineData("a or b or c or d", "a or (b or (c or d))")]
    [InlineData("a and b or c and d or e", "(a and b) or ((c and d) or e)")]
    public void Chains_are_balanced_whatever_their_parentheses(string left, string right) =>
        Assert.Equal(ParsingText.Filter(left), ParsingText.Filter(right));

    [Theory]
    [InlineData(15, null)]
    [InlineData(16, "column 81: function calls nested more than 15 deep")]
    public void Calls_nest_up_to_the_limit(int depth, string? message) =>
        Assert.Equal(message, ParsingText.Option("$filter", $"{string.Concat(Enumerable.Repeat("trim(", depth))}a{new string(')', depth)}").Problem?.Message);

    [Theory]
    [InlineData(250, null)]
    [InlineData(251, "more than 1000 values and operators in one request")]
    public void A_request_has_so_many_nodes(int comparisons, string? message) =>
        Assert.Equal(message, ParsingText.Option("$filter", string.Join(" or ", Enumerable.Repeat("a eq 1", comparisons)), Long).Problem?.Message.Split(": ")[1]);

    [Fact]
    public void The_budget_is_one_for_all_options_of_a_request()
    {
        var half = string.Join(" or ", Enumerable.Repeat("a eq 1", 150));
        Assert.Null(UrlParser.Parse([], $"$filter={half}", Long).Problem);
        Assert.Equal(ErrorCode.TooComplex, UrlParser.Parse([], $"$filter={half}&@p={half}", Long).Problem?.Code);
        Assert.Equal(ErrorCode.TooComplex, UrlParser.Parse([], $"$filter={half}&$expand=a($filter={half})", Long).Problem?.Code);
    }

    [Theory]
    [InlineData("$filter", "a in (", "'x'", ")")]
    [InlineData("$filter", "a in [", "1", "]")]
    [InlineData("$select", "", "a", "")]
    [InlineData("$select", "f(", "a", ")")]
    [InlineData("$expand", "", "a", "")]
    [InlineData("$orderby", "", "a", "")]
    [InlineData("$compute", "", "a as b", "")]
    [InlineData("$filter", "f(", "a", ")")]
    [InlineData("$apply", "groupby((", "a", "))")]
    [InlineData("$apply", "aggregate(", "a", ")")]
    public void A_list_has_so_many_items(string option, string open, string item, string close)
    {
        var limits = Long with { MaxListItems = 10 };
        Assert.Null(ParsingText.Option(option, open + string.Join(',', Enumerable.Repeat(item, 10)) + close, limits).Problem);
        var problem = ParsingText.Option(option, open + string.Join(',', Enumerable.Repeat(item, 11)) + close, limits).Problem;
        Assert.Equal(ErrorCode.TooComplex, problem?.Code);
        Assert.EndsWith("a list of more than 10 items", problem?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_and_aliases_are_counted_too()
    {
        Assert.Equal(ErrorCode.TooComplex, UrlParser.Parse([], string.Join('&', Enumerable.Range(0, 501).Select(i => $"x{i}=1")), Long).Problem?.Code);
        Assert.Equal(ErrorCode.TooComplex, UrlParser.Parse([], string.Join('&', Enumerable.Range(0, 501).Select(i => $"@x{i}=1")), Long).Problem?.Code);
        Assert.Equal(ErrorCode.TooComplex, UrlParser.Parse(string.Join('/', Enumerable.Repeat("a", 501)), [], Long).Problem?.Code);
    }

    [Fact]
    public void A_url_has_so_many_characters()
    {
        Assert.Null(UrlParser.Parse("a", $"x={new string('y', 8_189)}", ParseLimits.Default).Problem);
        var problem = UrlParser.Parse("a", $"x={new string('y', 8_190)}", ParseLimits.Default).Problem;
        Assert.Equal("the URL has more than 8192 characters", problem?.Message);
        Assert.Null(UrlParser.Parse("a", $"x={new string('y', 8_190)}", Long).Problem);
    }

    [Fact]
    public void Echoes_of_long_text_are_short()
    {
        var problem = ParsingText.Option("$filter", $"a eq 1 {new string('x', 5_000)}").Problem;
        Assert.Equal($"column 8: unexpected `{new string('x', 40)}…`, expected an operator or the end", problem?.Message);
        Assert.True(ParsingText.Option($"${new string('x', 5_000)}", "1").Problem?.Message.Length < 100);
    }

    private static void OnSmallStack(Action action)
    {
        Exception? failure = null;
        var thread = new Thread(() => failure = Record.Exception(action), StackBytes);
        thread.Start();
        thread.Join();
        Assert.Null(failure);
    }
}
