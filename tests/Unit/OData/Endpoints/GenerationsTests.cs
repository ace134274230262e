using Kawasaki.Api.OData.Endpoints;
using Xunit;

namespace Kawasaki.Tests.Unit.OData.Endpoints;

/// <summary>Values within a budget.</summary>
public sealed class GenerationsTests
{
    [Fact]
    public void What_is_asked_for_stays_and_what_is_not_goes()
    {
        var kept = new Generations<string>(1_000);
        kept.Add("wanted", "value", 100);
        kept.Add("unwanted", "other", 100);
        for (var i = 0; i < 50; i++)
        {
            Assert.Equal("value", kept.Find("wanted"));
            kept.Add($"passing {i}", "by", 100);
        }

        Assert.Null(kept.Find("unwanted"));
        Assert.InRange(Enumerable.Range(0, 50).Count(i => kept.Find($"passing {i}") is not null), 1, 10);
    }

    [Fact]
    public void A_value_that_would_push_out_all_others_is_not_kept()
    {
        var kept = new Generations<string>(1_000);
        kept.Add("small", "value", 100);
        kept.Add("large", "value", 500);

        Assert.Null(kept.Find("large"));
        Assert.Equal("value", kept.Find("small"));
    }

    [Fact]
    public void The_later_value_of_a_key_counts()
    {
        var kept = new Generations<string>(1_000);
        kept.Add("key", "first", 100);
        kept.Add("key", "second", 100);

        Assert.Equal("second", kept.Find("key"));
    }
}
