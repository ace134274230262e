using Kawasaki.Infrastructure.Postgres.Mapping;
using Xunit;

namespace Kawasaki.Tests.Unit.Postgres;

public sealed class SnakeCaseTests
{
    [Theory]
    [InlineData("indicatorFacts", "indicator_facts")]
    [InlineData("IsAchieved", "is_achieved")]
    [InlineData("sha256", "sha256")]
    [InlineData("nameEn", "name_en")]
    [InlineData("code", "code")]
    public void Words_are_joined_by_underscores(string name, string column) => Assert.Equal(column, SnakeCase.From(name));
}
