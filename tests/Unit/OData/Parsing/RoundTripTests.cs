using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Kawasaki.Api.OData.Parsing;
using Kawasaki.Api.OData.Parsing.Syntax;
using Xunit;

namespace Kawasaki.Tests.OData.Parsing;

/// <summary>Any tree, printed and parsed, is the same tree; any text, however damaged, gets an answer.</summary>
public sealed class RoundTripTests
{
    /// <summary>`KAWASAKI_FUZZ=20` makes twenty times as many cases, a million of damaged texts.</summary>
    private static readonly int Times = int.Parse(Environment.GetEnvironmentVariable("KAWASAKI_FUZZ") ?? "1", CultureInfo.InvariantCulture);
    private static readonly int Trees = 1_000 * Times;
    private static readonly int Mutants = 50_000 * Times;

    private static readonly string[] OptionTables = ["filter", "search", "apply"];
    private static readonly ParseLimits Generous = new() { MaxLength = 1_000_000, MaxDepth = 100, MaxCallDepth = 50, MaxNodes = 100_000 };

    [Fact]
    public void A_printed_expression_parses_to_itself() =>
        ForAll(SyntaxGenerators.Expression(3).Select(expression => new QueryOptionsSyntax { Filter = expression }));

    [Fact]
    public void A_printed_search_parses_to_itself() => ForAll(SyntaxGenerators.Search(4).Select(search => new QueryOptionsSyntax { Search = search }));

    [Fact]
    public void A_printed_sequence_of_transformations_parses_to_itself() =>
        ForAll(OptionGenerators.Apply(2).Select(apply => new QueryOptionsSyntax { Apply = apply }));

    [Fact]
    public void A_printed_request_parses_to_itself() => ForAll(OptionGenerators.Request(2));

    [Fact]
    public void Damaged_text_is_refused_or_round_trips_and_never_throws()
    {
        string[] queries =
        [
            .. ParsingText.Table("query-syntax.cases").Select(row => row[0]),
            .. OptionTables.SelectMany(name => ParsingText.Table($"{name}-syntax.cases").Select(row => $"${name}={row[0]}")),
            .. ParsingText.Table("refused.cases").Where(row => row[0][0] == '$').Select(row => $"{row[0]}={row[1]}"),
        ];
        string[] paths = [.. ParsingText.Table("path-syntax.cases").Select(row => row[0])];
        var mutator = new TextMutator(seed: 20251122);
        for (var i = 0; i < Mutants; i++)
        {
            var path = mutator.Mutate(paths);
            var query = mutator.Mutate(queries);
            AssertStable(path, string.Empty);
            AssertStable(string.Empty, query);
        }
    }

    private static void ForAll(Gen<QueryOptionsSyntax> options)
    {
        var nowhere = new SourcePosition(SourcePosition.Path, 0);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(Trees), Prop.ForAll(Arb.From(options), original =>
        {
            var url = UrlPrinter.Print(new(new(nowhere, []), original));
            var parsed = UrlParser.ParseRelative(url, Generous);
            Assert.True(parsed.IsOk, $"{ParsingText.Print(original)}: {parsed.Problem?.Message}");
            Assert.True(original == parsed.Value.Options, $"{ParsingText.Print(original)} became {ParsingText.Print(parsed.Value.Options)}");
        }));
    }

    private static void AssertStable(string path, string query)
    {
        var parsed = UrlParser.Parse(path, query, ParseLimits.Default);
        if (parsed.IsOk)
        {
            var url = UrlPrinter.Print(parsed.Value);
            var again = UrlParser.ParseRelative(url, Generous);
            Assert.True(again.IsOk, $"{path}?{query} was printed as {url}: {again.Problem?.Message}");
            Assert.True(parsed.Value == again.Value, $"{path}?{query} was printed as {url}, which says something else");
        }
        else
        {
            Assert.NotEmpty(parsed.Problem.Message);
        }
    }
}
