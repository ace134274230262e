using Kawasaki.Domain.Errors;
using Kawasaki.Infrastructure.Packages.Rules;
using Xunit;

namespace Kawasaki.Tests.Unit.Packages;

public sealed class LostValueTests
{
    [Fact]
    public void What_is_left_of_a_lost_value_may_be_nothing() =>
        Assert.Empty(SamplePackage.Findings(SamplePackage.Edited("observations.csv", "－,%,,,notSet,", "\"\",%,,,lost,the conversion lost it")));

    [Fact]
    public void Any_other_value_has_a_printed_text() =>
        Assert.Contains(SamplePackage.Findings(SamplePackage.Edited("observations.csv", "－,%,,,notSet", "\"\",%,,,notSet")), f => f.Code == ErrorCode.PackageText);

    [Theory]
    [InlineData("①", "")]
    [InlineData("② 1,234件", "1234")]
    [InlineData("▲ 17億円", "-17")]
    public void A_marker_is_no_number(string text, string numbers) => Assert.Equal(numbers, string.Join(';', PrintedText.Numbers(text)));
}
