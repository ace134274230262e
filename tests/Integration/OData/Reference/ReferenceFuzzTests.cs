using Kawasaki.Tests.Integration.Fuzz;
using Xunit;

namespace Kawasaki.Tests.Integration.OData.Reference;

/// <summary>Damaged requests for complex values, derived types and every primitive type: each gets data or an error object, in time.</summary>
public sealed class ReferenceFuzzTests(ReferenceService service) : IClassFixture<ReferenceService>
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(15);

    [Fact]
    public async Task Any_request_gets_an_answer_or_a_clean_error()
    {
        IEnumerable<string> urls =
        [
            .. ReferenceTests.Places.Select(r => $"places?$filter={r.Data.Item1}"), .. ReferenceTests.Samples.Select(r => $"samples?$filter={r.Data.Item1}"),
            .. ReferenceTests.Whole.Select(r => r.Data.Item1), .. ReferenceFormTests.Answers.Select(r => r.Data.Item1),
            .. PrimitiveTests.Values.Select(r => $"samples?$filter={r.Data.Item1} ge {r.Data.Item2}&$orderby={r.Data.Item1} desc&$apply=groupby(({r.Data.Item1}),aggregate({r.Data.Item1} with max as m))"),
        ];
        var requests = new FuzzRequests(20261124, ReferenceService.Model.Published, [.. urls.Select(FuzzQuestion.Of)]);
        using var run = new FuzzRun(service.Root, requests, new AnswerCheck(), Deadline, null);

        var summary = await run.RunAsync(count: 3_000, TestContext.Current.CancellationToken);

        Assert.True(summary.Findings.IsEmpty && summary.Slow.IsEmpty, summary.ToString());
    }
}
