using System.Globalization;
using Kawasaki.Api.Cli;
using Xunit;

namespace Kawasaki.Tests.Unit.Cli;

public sealed class PastMomentTests
{
    private static readonly DateTimeOffset Now = new(2026, 4, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("24h", "2026-03-31T12:00:00Z")]
    [InlineData("7d", "2026-03-25T12:00:00Z")]
    [InlineData("1000000d", "1970-01-01T00:00:00Z")]
    [InlineData("2026-03-31", "2026-03-30T15:00:00Z")]
    [InlineData("2026-03-31T09:00:00Z", "2026-03-31T09:00:00Z")]
    [InlineData("2026-03-31T09:00:00.5+09:00", "2026-03-31T00:00:00.5Z")]
    [InlineData("", null)]
    [InlineData("h", null)]
    [InlineData("0d", null)]
    [InlineData("-1d", null)]
    [InlineData("7", null)]
    [InlineData("2026-02-30", null)]
    [InlineData("0001-01-01", null)]
    [InlineData("yesterday", null)]
    public void A_moment_is_a_time_back_a_day_in_Japan_or_said_in_full(string text, string? expected) =>
        Assert.Equal(expected is null ? null : DateTimeOffset.Parse(expected, CultureInfo.InvariantCulture), PastMoment.Parse(text, Now));
}
