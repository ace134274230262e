using System.Globalization;
using Kawasaki.Api.Statistics;
using Xunit;

namespace Kawasaki.Tests.Unit.Statistics;

/// <summary>Times as SDMX writes them.</summary>
public sealed class TimePeriodTests
{
    [Theory]
    [InlineData("fiscalYear", 2022, "2022-04-01", "2023-03-31", "2022-A1")]
    [InlineData("calendarYear", 2021, "2022-01-01", "2022-12-31", "2022")]
    [InlineData("pointInTime", 2021, "2021-12-18", "2021-12-18", "2021-12-18")]
    [InlineData("pointInTime", 2007, "2007-12-01", "2007-12-31", "2007-12-01/P31D")]
    [InlineData("multiYear", 2019, "2019-04-01", "2021-03-31", "2019-04-01/P2Y")]
    [InlineData("multiYear", 2005, "2005-04-01", null, "2005-A1")]
    [InlineData(null, null, null, null, "_X")]
    public void A_span_is_written_as_its_kind_asks(string? kind, int? year, string? start, string? end, string expected) =>
        Assert.Equal(expected, TimePeriod.Of(new FactPeriod(kind, year, Day(start), Day(end), null)));

    private static DateOnly? Day(string? text) => text is null ? null : DateOnly.Parse(text, CultureInfo.InvariantCulture);
}
