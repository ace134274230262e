using Kawasaki.Infrastructure.Webhooks;
using Xunit;

namespace Kawasaki.Tests.Unit.Webhooks;

public sealed class SecretBoxTests
{
    private static readonly byte[] Secret = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];

    [Fact]
    public void What_is_sealed_with_a_key_opens_with_it_for_its_own_subscription_only()
    {
        var box = new SecretBox(new WebhookOptions { Key = Convert.ToBase64String(new byte[32]) });
        var stored = box.Seal(Secret, "a");

        Assert.Equal(Secret, box.TryOpen(stored, "a"));
        Assert.NotEqual(stored, box.Seal(Secret, "a"));
        Assert.Null(box.TryOpen(stored, "b"));
        Assert.Null(new SecretBox(new WebhookOptions()).TryOpen(stored, "a"));
        Assert.Null(new SecretBox(new WebhookOptions { Key = Convert.ToBase64String([.. Enumerable.Repeat((byte)1, 32)]) }).TryOpen(stored, "a"));
        for (var i = 1; i < stored.Length; i++)
        {
            byte[] damaged = [.. stored];
            damaged[i] ^= 1;
            Assert.Null(box.TryOpen(damaged, "a"));
        }
    }

    [Fact]
    public void A_key_that_is_given_later_leaves_older_secrets_readable()
    {
        var stored = new SecretBox(new WebhookOptions()).Seal(Secret, "a");

        Assert.Equal(Secret, new SecretBox(new WebhookOptions { Key = Convert.ToBase64String(new byte[32]) }).TryOpen(stored, "a"));
    }
}
