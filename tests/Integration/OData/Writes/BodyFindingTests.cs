using System.Net;
using System.Text;
using Xunit;

namespace Kawasaki.Tests.Integration.OData.Writes;

/// <summary>Bad bodies and exactly what is found in them: nothing of such a request is ever kept.</summary>
public sealed class BodyFindingTests(WriteFixture fixture) : IClassFixture<WriteFixture>, IAsyncLifetime
{
    private const string Good = """ "projectCode":"ip3-5-1-1-p01","fiscalYear":2025,"status":"onTrack","sourceSystem":"portal","reportedAt":"2025-09-30T00:00:00Z" """;

    private readonly WriteService service = fixture.Service;

    /// <summary>What stands in place of the good members or beside them, status, findings.</summary>
    public static TheoryData<string, int, string> Bodies { get; } = new()
    {
        { "", 400, "KWS402" },
        { "   ", 400, "KWS402" },
        { "nonsense", 400, "KWS402" },
        { "{", 400, "KWS402" },
        { "[]", 400, "KWS402" },
        { "null", 400, "KWS402" },
        { "{\"status\":\"onTrack\",}", 400, "KWS402" },
        { "{} {}", 400, "KWS402" },
        { "{/* */}", 400, "KWS402" },
        { "{}", 422, "KWS405 fiscalYear; KWS405 projectCode; KWS405 reportedAt; KWS405 sourceSystem; KWS405 status" },
        { $$"""{{{Good}},"statsu":"x"}""", 400, "KWS202 statsu" },
        { $$"""{{{Good}},"Summary":"x"}""", 400, "KWS202 Summary" },
        { $$"""{{{Good}},"summary":"a","summary":"b"}""", 400, "KWS402 summary" },
        { $$"""{{{Good}},"summary":5}""", 400, "KWS404 summary" },
        { $$"""{{{Good}},"summary":{"a":[1,{"b":2}]},"achievement":"exceeded"}""", 400, "KWS404 summary" },
        { $$"""{{{Good}},"summary":"\u0000"}""", 400, "KWS404 summary" },
        { $$"""{{{Good}},"summary":"\ud800"}""", 400, "KWS404 summary" },
        { $$"""{{{Good}},"summary":"{{new string('あ', 4001)}}"}""", 422, "KWS405 summary" },
        { $$"""{{{Good}},"progressPercent":"50"}""", 400, "KWS404 progressPercent" },
        { $$"""{{{Good}},"progressPercent":100.01}""", 422, "KWS405 progressPercent" },
        { $$"""{{{Good}},"progressPercent":-1}""", 422, "KWS405 progressPercent" },
        { $$"""{{{Good}},"progressPercent":1e400}""", 400, "KWS404 progressPercent" },
        { $$"""{{{Good}},"progressPercent":1.00000000000000000000000000001}""", 400, "KWS404 progressPercent" },
        { $$"""{{{Good.Replace("2025,", "2025.5,", StringComparison.Ordinal)}}}""", 400, "KWS404 fiscalYear" },
        { $$"""{{{Good.Replace("2025,", "99999999999,", StringComparison.Ordinal)}}}""", 400, "KWS404 fiscalYear" },
        { $$"""{{{Good.Replace("2025,", "1899,", StringComparison.Ordinal)}}}""", 422, "KWS405 fiscalYear" },
        { $$"""{{{Good.Replace("2025,", "null,", StringComparison.Ordinal)}}}""", 400, "KWS404 fiscalYear" },
        { $$"""{{{Good.Replace("onTrack", "ontrack", StringComparison.Ordinal)}}}""", 422, "KWS405 status" },
        { $$"""{{{Good.Replace("2025-09-30T00:00:00Z", "2025-09-31T00:00:00Z", StringComparison.Ordinal)}}}""", 400, "KWS404 reportedAt" },
        { $$"""{{{Good.Replace("2025-09-30T00:00:00Z", "30.9.2025", StringComparison.Ordinal)}}}""", 400, "KWS404 reportedAt" },
        { $$"""{{{Good.Replace("\"portal\"", "\"\"", StringComparison.Ordinal)}}}""", 422, "KWS405 sourceSystem" },
        { $$"""{{{Good}},"code":"Ä"}""", 422, "KWS405 code" },
        { $$"""{{{Good}},"code":""}""", 422, "KWS405 code" },
        { $$"""{{{Good}},"createdBy":"somebody"}""", 422, "KWS413 createdBy" },
        { $$"""{{{Good}},"changedAt":"2020-01-01T00:00:00Z","createdAt":"2020-01-01T00:00:00Z"}""", 422, "KWS413 changedAt; KWS413 createdAt" },
        { "{" + Good + ",\"project\":{\"name\":\"new\"}}", 422, "KWS405 project" },
        { $$"""{{{Good}},"project":"projects('x')"}""", 422, "KWS405 project" },
        { $$"""{{{Good}},"project@odata.bind":"projects('ip3-5-1-1-p02')"}""", 400, "KWS402 project@odata.bind" },
        { $$"""{{{Good}},"action@odata.bind":"projects('ip3-5-1-1-p02')"}""", 400, "KWS404 action@odata.bind" },
        { $$"""{{{Good}},"action@odata.bind":"http://elsewhere.example/actions('x')"}""", 400, "KWS404 action@odata.bind" },
        { $$"""{{{Good}},"action@bind":"actions"}""", 400, "KWS404 action@bind" },
        { $$"""{{{Good}},"action@bind":7}""", 400, "KWS404 action@bind" },
        { $$"""{{{Good}},"acton@bind":"actions('x')"}""", 400, "KWS202 acton@bind" },
        { $$"""{{{Good}},"action@bind":"actions('none')"}""", 422, "KWS406 actionCode" },
        { $$"""{{{Good}},"reformTaskCode":"none","actionCode":"none"}""", 422, "KWS406 actionCode; KWS406 reformTaskCode" },
        { $$"""{{{Good}},"@odata.type":"#kawasaki.Project"}""", 400, "KWS404 @odata.type" },
        { $$"""{{{Good}},"@odata.type":"https://evil.example/$metadata#kawasaki.StatusReport"}""", 400, "KWS404 @odata.type" },
        { $$"""{{{Good}},"@odata.type":"#other.StatusReport"}""", 400, "KWS404 @odata.type" },
        { "{" + Good + ",\"@removed\":{\"reason\":\"deleted\"}}", 400, "KWS402 @removed" },
        { $$"""{{{Good}},"@odata.nonsense":1}""", 400, "KWS402 @odata.nonsense" },
        { """{"status":"x","fiscalYear":"2025","projectCode":5,"foo":1}""", 400, "KWS202 foo; KWS404 fiscalYear; KWS404 projectCode; KWS405 reportedAt; KWS405 sourceSystem; KWS405 status" },
    };

    public async ValueTask InitializeAsync() => await service.ResetAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task A_bad_body_is_told_everything_that_is_wrong_with_it(string body, int status, string findings)
    {
        var refused = await service.SendAsync("POST", "statusReports", body);

        Assert.Equal((status, findings), ((int)refused.Status, refused.Findings));
        Assert.Equal(2, await service.Database.ScalarAsync<long>("select count(*) from plan.status_reports"));
    }

    [Fact]
    public async Task Sentences_name_what_was_expected_and_what_was_probably_meant()
    {
        var refused = await service.SendAsync("POST", "statusReports", $$"""{{{Good.Replace("onTrack", "onTrak", StringComparison.Ordinal)}},"sumary":1,"progressPercent":"x"}""");

        Assert.Equal(
            [
                "status is one of notStarted, onTrack, atRisk, delayed, completed, discontinued. Did you mean 'onTrack'?",
                "StatusReport has no property 'sumary'. Did you mean 'summary'?",
                "progressPercent is Edm.Decimal; here is a string that is none. It is a JSON number, or a string where the media type says IEEE754Compatible=true.",
            ],
            refused.Json.GetProperty("error").GetProperty("details").EnumerateArray().Select(d => d.GetProperty("message").GetString()));
    }

    [Fact]
    public async Task A_decimal_of_too_many_digits_is_said_to_be_too_large()
    {
        var refused = await service.SendAsync("POST", "statusReports", $$"""{{{Good}},"progressPercent":{{new string('1', 39)}}}""");

        Assert.StartsWith(
            "progressPercent is Edm.Decimal; here is a number that is too large: at most 28 digits.", refused.Json.GetProperty("error").GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("#kawasaki.StatusReport")]
    [InlineData("kawasaki.StatusReport")]
    [InlineData("#StatusReport")]
    [InlineData("{root}$metadata#kawasaki.StatusReport")]
    public async Task A_type_is_named_by_its_name_or_by_our_metadata(string type)
    {
        var made = await service.SendAsync("POST", "statusReports", $$"""{{{Good}},"@odata.type":"{{type.Replace("{root}", service.Root, StringComparison.Ordinal)}}"}""");

        Assert.True(made.Status == HttpStatusCode.Created, made.Body);
    }

    [Theory]
    [InlineData("text/plain", 415, "KWS114 Content-Type")]
    [InlineData("application/json;charset=utf-16", 415, "KWS114 Content-Type")]
    [InlineData("application/xml", 415, "KWS114 Content-Type")]
    public async Task Bodies_of_other_types_are_not_taken(string type, int status, string findings)
    {
        var refused = await service.SendAsync("POST", "statusReports", $$"""{{{Good}}}""", ("Content-Type", type));

        Assert.Equal((status, findings), ((int)refused.Status, refused.Findings));
    }

    [Fact]
    public async Task Limits_of_size_and_depth_are_told()
    {
        var large = await service.SendAsync("POST", "statusReports", $$"""{{{Good}},"summary":"{{new string('x', 5_000_000)}}"}""", ("Expect", "100-continue"));
        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "KWS115"), (large.Status, large.Findings));
        var deep = await service.SendAsync("POST", "statusReports", new StringBuilder().Insert(0, "{\"a\":", 500).Append('1').Append('}', 500).ToString());
        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "KWS115"), (deep.Status, deep.Findings));
    }

    [Fact]
    public async Task What_clients_send_beside_the_values_is_taken()
    {
        var body = $$"""
            {"@odata.context":"x","@odata.type":"#kawasaki.StatusReport","@odata.id":"statusReports('x')","@odata.etag":"\"1\"","@odata.editLink":"x","@example.term":{"a":1},
             "fiscalYear@odata.type":"#Int32","fiscalYear":2.025e3,"project@odata.navigationLink":"x","project":{"@odata.id":"{{service.Root}}projects('ip3-5-1-1-p01')"},
             "action":null,"status@example.term":5,"status":"onTrack","progressPercent@odata.type":"#Decimal","progressPercent":"62.50","sourceSystem":"portal","externalId":null,
             "reportedAt":"2025-09-30T23:59:59.1234567+09:00","createdBy":null}
            """;

        var made = await service.SendAsync("POST", "statusReports", body, ("Content-Type", "application/json;odata.metadata=full;IEEE754Compatible=true;charset=utf-8"));

        Assert.True(made.Status == HttpStatusCode.Created, made.Body);
        Assert.Equal(("ip3-5-1-1-p01", "62.50", "2025-09-30T14:59:59.123456Z"),
            (made.Json.GetProperty("projectCode").GetString(), made.Json.GetProperty("progressPercent").GetRawText(), made.Json.GetProperty("reportedAt").GetString()));
    }
}
