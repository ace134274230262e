using Kawasaki.Api.Cli;
using Kawasaki.Domain.Errors;
using Xunit;

namespace Kawasaki.Tests.Unit.Cli;

public sealed class KeyExpiryTests
{
    private static readonly DateTimeOffset Now = new(2026, 4, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("90d", "2026-06-30T12:00:00Z")]
    [InlineData("1d", "2026-04-02T12:00:00Z")]
    [InlineData("2026-04-01", "2026-04-01T15:00:00Z")]
    [InlineData("2027-03-31", "2027-03-31T15:00:00Z")]
    [InlineData("never", null)]
    public void An_expiry_is_days_or_a_last_day_in_Japan(string text, string? expected) =>
        Assert.Equal(expected is null ? null : DateTimeOffset.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), KeyExpiry.Parse(text, Now).Value!.At);

    [Theory]
    [InlineData("")]
    [InlineData("d")]
    [InlineData("0d")]
    [InlineData("-1d")]
    [InlineData("36501d")]
    [InlineData("99999999999d")]
    [InlineData("90")]
    [InlineData("Never")]
    [InlineData("2026-03-31")]
    [InlineData("2026-02-30")]
    [InlineData("2026-4-1")]
    [InlineData("9999-12-31")]
    public void Anything_else_is_refused(string text) => Assert.Equal(ErrorCode.KeyRefused, KeyExpiry.Parse(text, Now).Problem!.Code);
}
