using Kawasaki.Api.Access;
using Kawasaki.Domain.Access;
using Kawasaki.Domain.Errors;
using Xunit;

namespace Kawasaki.Tests.Unit.Access;

public sealed class KnownKeysTests
{
    private static readonly ApiKey Key = new("known", "portal", new byte[32], new HashSet<string>(), null, null, null);

    private readonly ManualTime time = new();
    private readonly Stored store = new();
    private readonly KnownKeys keys;

    public KnownKeysTests() => keys = new KnownKeys(store, time);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_key_is_looked_up_once_in_five_seconds()
    {
        await keys.FindAsync("known", Token);
        time.Advance(KnownKeys.BelievedFor - TimeSpan.FromTicks(1));
        await keys.FindAsync("known", Token);
        Assert.Equal(1, store.LookUps);

        time.Advance(TimeSpan.FromTicks(1));
        store.Key = Key with { RevokedAt = time.GetUtcNow() };
        Assert.NotNull((await keys.FindAsync("known", Token)).Value!.RevokedAt);
        Assert.Equal(2, store.LookUps);
    }

    [Fact]
    public async Task Guesses_are_looked_up_so_often_in_a_second_and_keys_in_use_go_on_working()
    {
        await keys.FindAsync("known", Token);
        var codes = new List<ErrorCode>();
        for (var i = 0; i < KnownKeys.MaxGuesses + 10; i++)
        {
            codes.Add((await keys.FindAsync($"guess{i}", Token)).Problem!.Code);
        }

        Assert.Equal(KnownKeys.MaxGuesses, store.LookUps);
        Assert.Equal(11, codes.Count(c => c == ErrorCode.TooManyAttempts));
        time.Advance(KnownKeys.BelievedFor);
        for (var i = 0; i < KnownKeys.MaxGuesses; i++)
        {
            await keys.FindAsync($"guess{i}", Token);
        }

        Assert.True((await keys.FindAsync("known", Token)).IsOk);
    }

    [Fact]
    public async Task A_key_that_is_gone_is_forgotten_and_one_that_cannot_be_looked_up_is_not_believed()
    {
        await keys.FindAsync("known", Token);
        time.Advance(KnownKeys.BelievedFor);
        store.Problem = new Problem(ErrorCode.DatabaseUnavailable, "away");
        Assert.Equal(ErrorCode.DatabaseUnavailable, (await keys.FindAsync("known", Token)).Problem!.Code);

        store.Problem = new Problem(ErrorCode.UnknownKey, "gone");
        Assert.Equal(ErrorCode.UnknownKey, (await keys.FindAsync("known", Token)).Problem!.Code);
    }

    private sealed class Stored : IApiKeys
    {
        public int LookUps { get; private set; }

        public ApiKey Key { get; set; } = KnownKeysTests.Key;

        public Problem? Problem { get; set; }

        public Task<Result<ApiKey>> FindAsync(string id, CancellationToken cancellationToken)
        {
            LookUps++;
            return Task.FromResult<Result<ApiKey>>(Problem is { } problem ? problem : id == Key.Id ? Key : new Problem(ErrorCode.UnknownKey, "unknown"));
        }

        public void NoteUse(string id)
        {
        }
    }
}
