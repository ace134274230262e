using System.Net;
using Kawasaki.Api.Operations;
using Xunit;

namespace Kawasaki.Tests.Unit.Hosting;

/// <summary>What a client may still ask.</summary>
public sealed class BucketTests
{
    private readonly ManualTime time = new();

    [Fact]
    public void It_holds_a_minute_and_is_refilled_evenly()
    {
        var bucket = new Bucket(60, time.GetTimestamp());
        for (var i = 0; i < 60; i++)
        {
            Assert.Equal(TimeSpan.Zero, bucket.Wait(time));
            Assert.Equal(59 - i, bucket.Take(1, time).Left);
        }

        Assert.Equal(TimeSpan.FromSeconds(1), bucket.Wait(time));
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(TimeSpan.Zero, bucket.Wait(time));
        Assert.Equal((0, TimeSpan.FromMinutes(1)), bucket.Take(1, time));
        time.Advance(TimeSpan.FromHours(1));
        Assert.Equal((59, TimeSpan.FromSeconds(1)), bucket.Take(1, time));
    }

    [Fact]
    public void What_costs_nothing_takes_nothing_and_what_costs_too_much_is_waited_for()
    {
        var bucket = new Bucket(10, time.GetTimestamp());

        Assert.Equal((10, TimeSpan.Zero), bucket.Take(0, time));
        Assert.Equal(0, bucket.Take(500, time).Left);
        Assert.Equal(TimeSpan.FromMinutes(1) * 1.1, bucket.Wait(time)); // never more than its own size below nothing
    }

    [Fact]
    public void Buckets_nobody_uses_are_let_go_full_and_others_stay()
    {
        var buckets = new Buckets(time);
        var (busy, quiet) = (ClientKey.Of("busy"), ClientKey.Of("quiet"));
        buckets.Of(quiet, 10).Take(20, time);
        for (var i = 0; i < 10; i++)
        {
            buckets.Of(busy, 10).Take(10, time);
            time.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal(1, buckets.Count);
        buckets.Of(busy, 10).Take(20, time);
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(buckets.Of(busy, 10).Wait(time) > TimeSpan.Zero);
    }

    [Fact]
    public void However_many_clients_come_only_so_many_are_kept()
    {
        var buckets = new Buckets(time, most: 100);
        for (var i = 0; i < 10_000; i++)
        {
            buckets.Of(ClientKey.Of(new IPAddress(i)), 10).Take(1, time);
        }

        Assert.InRange(buckets.Count, 100, 200);
    }
}
