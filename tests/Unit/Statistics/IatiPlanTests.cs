using Kawasaki.Api.Statistics;
using Kawasaki.Domain.Query;
using Kawasaki.Infrastructure.Postgres.Mapping;
using Xunit;

namespace Kawasaki.Tests.Unit.Statistics;

public sealed class IatiPlanTests
{
    [Fact]
    public void The_file_is_dated_by_every_set_that_it_is_made_of()
    {
        var plan = new IatiPlan(PlanModel.Instance.Published);

        Assert.Equal(StatisticsFormat.Iati.MadeOf.Order(), new[] { plan.Plans, plan.Measures }.SelectMany(p => Sets(p.Query).Prepend(p.Set.Name)).Distinct().Order());
    }

    private static IEnumerable<string> Sets(RowQuery query) => query.Shape.Expansions.SelectMany(e => Sets(e.Query).Prepend(e.Navigation.Target.Name));
}
