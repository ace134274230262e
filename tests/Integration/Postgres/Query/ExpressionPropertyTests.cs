using System.Globalization;
using Kawasaki.Domain.Query;
using Kawasaki.Infrastructure.Postgres.Query;
using Xunit;

namespace Kawasaki.Tests.Postgres.Query;

/// <summary>Random expressions, two to four levels high, against a second meaning of them: a missing parenthesis anywhere shows here.</summary>
[Collection(SampleRows.Name)]
public sealed class ExpressionPropertyTests(SampleDatabase database)
{
    /// <summary>`KAWASAKI_FUZZ=20` makes twenty times as many.</summary>
    private static readonly int Trees = 300 * int.Parse(Environment.GetEnvironmentVariable("KAWASAKI_FUZZ") ?? "1", CultureInfo.InvariantCulture);

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task An_expression_means_the_same_in_sql_as_in_odata(int depth)
    {
        var items = (await database.ByHandAsync(JudgedItem.Query)).Select(JudgedItem.Of).ToList();
        var random = new Random(20251123 + depth);
        for (var i = 0; i < Trees; i++)
        {
            var ask = database.Ask("items").Select("code");
            var condition = new ExpressionSampler(random, ask).Condition(depth);
            var expected = items.Select(item => (item.Code, Value: (bool?)new ExpressionJudge(item).Value(condition))).ToList();

            await SameAsync(ask.Compute("v", _ => condition).Plan(), expected.Select(e => $"{e.Code} {e.Value}"));
            await SameAsync(ask.Where(_ => condition).Plan(), expected.Where(e => e.Value is true).Select(e => $"{e.Code} {e.Value}"));
        }
    }

    private async Task SameAsync(ReadPlan plan, IEnumerable<string> expected)
    {
        var answer = await database.ReadAsync(plan);
        var actual = answer.Problem is { } problem ? [problem.Message] : answer.Rows.Select(r => $"{r[0]} {(r[1] is { } flag ? bool.Parse(flag) : null)}");
        var different = expected.Except(actual).Concat(actual.Except(expected)).ToList();

        Assert.True(different.Count == 0, $"{string.Join(", ", different.Take(3))} in\n{SqlWriter.Write(plan, database.Storage, RowFormat.Default).Text}");
    }
}
