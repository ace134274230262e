using Kawasaki.Api.Rest;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;

namespace Kawasaki.Api.Statistics;

/// <summary>Asks for all figures and reads them, those of a series beside each other.</summary>
internal sealed class FactReader
{
    private static readonly string[] Columns =
    [
        "code", "indicatorCode", "indicatorName", "indicatorKind", "direction", "valueType", "wardCode", "wardName", "subgroup", "planPeriod",
        "periodKind", "fiscalYear", "periodStart", "periodEnd", "periodLabel", "value", "upperValue", "comparator", "valueText", "unit", "status", "note",
        "documentCode", "page", "line", "sourceSystem",
    ];

    private static readonly string[] Order = ["indicatorCode", "subgroup", "wardCode", "planPeriod", "valueType", "periodStart", "code"];

    private readonly ReadPlan plan;

    /// <summary>Reads the figures of a model.</summary>
    /// <param name="set">The set of wide rows, one for each figure.</param>
    public FactReader(EntitySetModel set)
    {
        var row = new RowVariable("it", set.Type);
        var shape = new Shape([.. Columns.Select(Property)], [], [], IsEverything: false);
        var order = Order.Select(name => new OrderTerm(new PropertyValue(new VariableRow(row), Property(name)), Descending: false));
        plan = new ReadPlan(ResultKind.Rows, new RowQuery(new SetRows(set, row), [.. order], null, null, WithCount: false, shape), set, PageRows: null);

        PropertyModel Property(string name) => set.Type.FindProperty(name) ?? throw new InvalidOperationException($"{set.Name} has no {name}.");
    }

    /// <summary>The question: every figure as of a moment.</summary>
    /// <param name="at">The text of `at`; null for now.</param>
    public Result<ReadPlan> Ask(string? at) => RowParameters.At(plan, at);

    /// <summary>Reads every figure.</summary>
    /// <param name="cursor">The rows of the question.</param>
    /// <param name="token">Ends the reading.</param>
    public static async Task<Result<IReadOnlyList<Fact>>> ReadAsync(ReadCursor cursor, CancellationToken token)
    {
        var (facts, row) = (new List<Fact>(), new FactRow(cursor.Layout));
        while (true)
        {
            var read = await cursor.ReadAsync(token);
            if (!read.IsOk)
            {
                return read.Problem;
            }

            if (!read.Value)
            {
                return Numbered(facts);
            }

            facts.Add(row.Read(cursor.Row));
        }
    }

    // A document may state two figures for one key, and a system may report a third: each is a statement of its own.
    private static Fact[] Numbered(IEnumerable<Fact> facts)
    {
        var seen = new Dictionary<(string, string, string?, string?, int?, string), int>();
        return [.. facts.Select(Number)];

        Fact Number(Fact fact)
        {
            var key = (fact.Indicator, fact.ValueType, fact.Ward, fact.Subgroup, fact.PlanPeriod, TimePeriod.Of(fact.Period));
            var statement = seen[key] = seen.GetValueOrDefault(key) + 1;
            return fact with { Statement = statement };
        }
    }
}
