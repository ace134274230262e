using System.Text;
using Kawasaki.Api.Hosting;
using Kawasaki.Api.OData.Writing;
using Kawasaki.Api.Pages;
using Kawasaki.Domain.Errors;
using Xunit;

namespace Kawasaki.Tests.Unit.OData.Writing;

/// <summary>Problems as OData errors, and their status.</summary>
public sealed class ErrorWriterTests
{
    [Fact]
    public void A_problem_becomes_an_error_object_with_its_details()
    {
        var problem = new Problem(
            ErrorCode.UnknownProperty, "There is no \"市\".", "$filter", "Did you mean 'name'?", [new Problem(ErrorCode.BadLiteral, "second"), new Problem(ErrorCode.UrlSyntax, "third", "path")]);

        Assert.Equal(
            """{"error":{"code":"KWS202","message":"There is no \"市\". Did you mean 'name'?","target":"$filter","details":[{"code":"KWS107","message":"second"},{"code":"KWS101","message":"third","target":"path"}],"innererror":{"requestId":"r1"}}}""",
            Encoding.UTF8.GetString(ErrorWriter.Write(problem, "r1", new ProblemWords(Language.English))));
    }

    [Fact]
    public void In_Japanese_a_message_has_its_title_before_it()
    {
        var problem = new Problem(ErrorCode.UnknownProperty, "There is no 'nme'.", "$filter", "Did you mean 'name'?", [new Problem(ErrorCode.BadLiteral, "second")]);

        Assert.Equal(
            """{"error":{"code":"KWS202","message":"この名称の項目または関連はありません。 There is no 'nme'. Did you mean 'name'?","target":"$filter","details":[{"code":"KWS107","message":"値の書き方が型に合わないか、値が範囲を超えています。 second"}],"innererror":{"requestId":"r1"}}}""",
            Encoding.UTF8.GetString(ErrorWriter.Write(problem, "r1", new ProblemWords(Language.Japanese))));
    }

    [Theory]
    [InlineData("column 1: unexpected end, expected a value", "did you mean `x`?", "column 1: unexpected end, expected a value; did you mean `x`?")]
    [InlineData("There is no 'nme'.", "Did you mean 'name'?", "There is no 'nme'. Did you mean 'name'?")]
    [InlineData("the phrase is empty", null, "the phrase is empty")]
    public void A_hint_never_runs_on_from_the_message(string message, string? hint, string expected) =>
        Assert.Equal(expected, ErrorWriter.Text(new Problem(ErrorCode.UrlSyntax, message, Hint: hint)));

    [Theory]
    [InlineData(ErrorCode.UrlSyntax, 400)]
    [InlineData(ErrorCode.UnknownProperty, 400)]
    [InlineData(ErrorCode.UnknownResource, 404)]
    [InlineData(ErrorCode.NotFound, 404)]
    [InlineData(ErrorCode.MethodNotAllowed, 405)]
    [InlineData(ErrorCode.NotAcceptable, 406)]
    [InlineData(ErrorCode.NoCredentials, 401)]
    [InlineData(ErrorCode.BadCredentials, 401)]
    [InlineData(ErrorCode.ScopeMissing, 403)]
    [InlineData(ErrorCode.RowNotAllowed, 403)]
    [InlineData(ErrorCode.TooManyAttempts, 429)]
    [InlineData(ErrorCode.IssuerUnavailable, 503)]
    [InlineData(ErrorCode.Fault, 500)]
    [InlineData(ErrorCode.NotSupported, 501)]
    [InlineData(ErrorCode.DatabaseUnavailable, 503)]
    [InlineData(ErrorCode.Timeout, 503)]
    [InlineData(ErrorCode.SchemaMismatch, 503)]
    public void A_code_has_one_status(ErrorCode code, int status) => Assert.Equal(status, ProblemStatus.Of(code));

    [Fact]
    public void Codes_of_urls_and_models_are_never_the_services_fault() =>
        Assert.All(Enum.GetValues<ErrorCode>().Where(c => (int)c is >= 100 and < 300), c => Assert.InRange(ProblemStatus.Of(c), 400, 501));
}
