using System.Text.Json;
using Kawasaki.Tests.Integration.OData.Writes;
using Xunit;

namespace Kawasaki.Tests.Integration.Clients;

/// <summary>The v4 ODataModel of OpenUI5 in Chromium edits status reports: batches with change sets, ETags, conflicts.</summary>
public sealed class OpenUi5EditTests(WriteFixture fixture) : IClassFixture<WriteFixture>, IAsyncLifetime
{
    private const string Reports = "select code, status, progress_percent, summary from plan.status_reports order by code";

    private readonly WriteService service = fixture.Service;
    private ClientProgram browser = null!;

    public async ValueTask InitializeAsync()
    {
        await service.ResetAsync();
        browser = ClientProgram.Start("openui5.mjs", service.Root);
    }

    public ValueTask DisposeAsync() => browser.DisposeAsync();

    [Fact]
    public async Task A_form_makes_changes_and_deletes_a_report()
    {
        var said = await EditAsync(
            """
            {"does": "create", "row": {"code": "ui5", "projectCode": "ip3-5-1-1-p01", "fiscalYear": 2025, "status": "onTrack", "sourceSystem": "portal", "reportedAt": "2025-09-30T18:00:00Z", "summary": "順調 𠮷"}},
            {"does": "change", "code": "sr-1", "values": {"status": "delayed", "summary": "遅れ"}},
            {"does": "change", "code": "sr-1", "values": {"progressPercent": "70.5"}},
            {"does": "change", "code": "ui5", "values": {"status": "completed"}},
            {"does": "remove", "code": "sr-2"}
            """);

        Assert.Equal(["ui5|onTrack||順調 𠮷", "sr-1|delayed|62.50|遅れ", "sr-1|delayed|70.5|遅れ", "ui5|completed||順調 𠮷", "gone"], Answers(said));
        Assert.Equal(["sr-1|delayed|70.5|遅れ", "ui5|completed||順調 𠮷"], await service.Database.RowsAsync(Reports));
        Assert.Empty(said.GetProperty("complaints").EnumerateArray().Select(c => c.GetString()));
        Assert.All(said.GetProperty("requests").EnumerateArray().Select(r => r.GetString()!), r => Assert.True(r is "GET $metadata" or "POST $batch" or "HEAD ", r));
    }

    [Fact]
    public async Task A_form_is_told_that_somebody_else_was_first_and_saves_after_it_has_looked()
    {
        var said = await EditAsync(
            """
            {"does": "open", "code": "sr-1"},
            {"does": "meanwhile", "code": "sr-1", "values": {"summary": "他の人"}},
            {"does": "change", "code": "sr-1", "values": {"summary": "自分"}},
            {"does": "refresh", "code": "sr-1"},
            {"does": "change", "code": "sr-1", "values": {"summary": "自分"}}
            """);

        Assert.Equal(["sr-1|onTrack|62.50|順調 𠮷", "204", "412", "sr-1|onTrack|62.50|他の人", "sr-1|onTrack|62.50|自分"], Answers(said));
        Assert.Equal("sr-1|onTrack|62.50|自分", (await service.Database.RowsAsync(Reports))[0]);
    }

    [Fact]
    public async Task A_form_shows_what_is_wrong_with_a_value()
    {
        var said = await EditAsync("""{"does": "change", "code": "sr-1", "values": {"progressPercent": "101"}}""");

        var refusal = said.GetProperty("answers")[0];
        Assert.Equal(422, refusal.GetProperty("status").GetInt32());
        Assert.Contains("progressPercent is between 0 and 100", refusal.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal("sr-1|onTrack|62.50|順調 𠮷", (await service.Database.RowsAsync(Reports))[0]);
    }

    private Task<JsonElement> EditAsync(string steps) =>
        browser.AskAsync($$"""{"key": "{{service.Key}}", "list": "/statusReports", "columns": ["code", "status", "progressPercent", "summary"], "steps": [{{steps}}]}""");

    private static IEnumerable<string> Answers(JsonElement said) => said.GetProperty("answers").EnumerateArray().Select(answer => answer.ValueKind switch
    {
        JsonValueKind.Array => ClientFixture.Rows(JsonSerializer.SerializeToElement(new[] { answer })).Single(),
        JsonValueKind.Object => answer.GetProperty("status").ToString(),
        _ => answer.ToString(),
    });
}
