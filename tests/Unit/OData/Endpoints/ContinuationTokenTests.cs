using Kawasaki.Api.OData.Endpoints;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;
using Kawasaki.Tests.Postgres.Query;
using Xunit;

namespace Kawasaki.Tests.OData.Endpoints;

public sealed class ContinuationTokenTests
{
    private const string Question = "observations?$orderby=value desc";

    private static readonly ContinuationToken Tokens = new("a key");

    private static readonly IReadOnlyList<Literal> Every =
    [
        E.Lit("会・\"' 𠮷 \0"), E.Lit(""), E.Lit(true), E.Lit(int.MinValue), E.Lit(long.MaxValue), E.Lit(-12.50m), E.Lit(decimal.MaxValue), E.Lit(0.1), E.Lit(double.NegativeInfinity),
        E.Lit(new DateOnly(2025, 4, 1)), E.Lit(new TimeOnly(23, 59, 59, 999, 999)), E.Lit(new DateTimeOffset(2025, 3, 31, 14, 59, 58, TimeSpan.Zero).AddTicks(12345670)),
        E.Lit(TimeSpan.FromTicks(-864000000010)), E.Lit(new Guid("cfcd2084-95d5-65ef-66e7-dff9f98764da")), new(new byte[] { 1, 2, 255 }, TypeReference.Of(PrimitiveKind.Binary)),
        E.Null(E.String), E.Null(E.Decimal),
    ];

    [Fact]
    public void Every_value_comes_back_as_it_was()
    {
        var read = Read(Tokens.Write(new Continuation(Every, 50), Question), Every);

        Assert.True(read.IsOk, read.Problem?.Message);
        Assert.Equal(50, read.Value.PageRows);
        Assert.Equal(Every.Select(l => (l.Value is byte[] b ? Convert.ToHexString(b) : l.Value, l.Type)), read.Value.After.Select(l => (l.Value is byte[] b ? Convert.ToHexString(b) : l.Value, l.Type)));
    }

    [Fact]
    public void A_decimal_keeps_its_scale() =>
        Assert.Equal("-12.50", Convert.ToString(Read(Write(E.Lit(-12.50m)), [E.Lit(0m)]).Value!.After[0].Value, System.Globalization.CultureInfo.InvariantCulture));

    [Fact]
    public void A_changed_character_is_refused_wherever_it_is()
    {
        var token = Tokens.Write(new Continuation(Every, 50), Question);
        for (var i = 0; i < token.Length; i++)
        {
            AssertBad(string.Concat(token.AsSpan(0, i), token[i] == 'A' ? "B" : "A", token.AsSpan(i + 1)));
        }
    }

    [Fact]
    public void A_cut_or_lengthened_token_is_refused()
    {
        var token = Tokens.Write(new Continuation(Every, 50), Question);
        for (var i = 0; i < token.Length; i++)
        {
            AssertBad(token[..i]);
        }

        AssertBad(token + "AAAA");
        AssertBad(new string('A', 5_000));
    }

    [Theory]
    [InlineData("observations?$orderby=value")]
    [InlineData("observations?$orderby=value desc&$filter=unit eq '人'")]
    [InlineData("")]
    public void A_token_of_another_question_is_refused(string question) =>
        Assert.Equal(ErrorCode.BadContinuation, Tokens.Read(Write(E.Lit("x")), question, Order([E.Lit("x")])).Problem?.Code);

    [Fact]
    public void A_token_of_another_key_is_refused() =>
        Assert.Equal(ErrorCode.BadContinuation, new ContinuationToken("another key").Read(Write(E.Lit("x")), Question, Order([E.Lit("x")])).Problem?.Code);

    [Theory]
    [InlineData("")]
    [InlineData("=")]
    [InlineData("%%%")]
    [InlineData("a b")]
    [InlineData("会")]
    [InlineData("\0\0\0\0")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("/+/+/+/+/+/+/+/+/+/+/+/+")]
    public void What_never_was_a_token_is_refused(string token) => AssertBad(token);

    [Fact]
    public void Noise_never_throws()
    {
        var random = new Random(20_251_123);
        for (var i = 0; i < 20_000; i++)
        {
            var text = random.GetItems<char>("ABCXYZabcxyz0189-_=+/%. \n会\ud83d\0", random.Next(0, 120));
            AssertBad(new string(text));
        }
    }

    private static string Write(params Literal[] after) => Tokens.Write(new Continuation(after, 10), Question);

    private static Result<Continuation> Read(string token, IReadOnlyList<Literal> like) => Tokens.Read(token, Question, Order(like));

    private static OrderTerm[] Order(IReadOnlyList<Literal> like) => [.. like.Select(l => new OrderTerm(new Literal(null, l.Type), Descending: false))];

    private static void AssertBad(string token) => Assert.Equal(ErrorCode.BadContinuation, Read(token, Every).Problem?.Code);
}
