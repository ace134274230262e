using Kawasaki.Api.Hosting;
using Xunit;

namespace Kawasaki.Tests.Unit.Hosting;

public sealed class SharedCheckTests
{
    [Fact]
    public async Task Who_asks_while_a_check_runs_shares_it_and_who_leaves_does_not_end_it()
    {
        var (begun, answer) = (0, new TaskCompletionSource<int>());
        var check = new SharedCheck<int>(_ =>
        {
            Interlocked.Increment(ref begun);
            return answer.Task;
        });
        using var impatient = new CancellationTokenSource();
        var first = check.RunAsync(impatient.Token);
        var others = Enumerable.Range(0, 10).Select(_ => check.RunAsync(TestContext.Current.CancellationToken)).ToList();

        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        answer.SetResult(7);

        Assert.All(await Task.WhenAll(others), found => Assert.Equal(7, found));
        Assert.Equal(1, begun);
        Assert.Equal(7, await check.RunAsync(TestContext.Current.CancellationToken));
        Assert.Equal(2, begun);
    }
}
