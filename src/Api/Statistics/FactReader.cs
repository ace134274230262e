using Kawasaki.Api.Datasets;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;

namespace Kawasaki.Api.Statistics;

/// <summary>Asks for all figures and gives them series by series, never more than one at a time.</summary>
internal sealed class FactReader
{
    private static readonly string[] Columns =
    [
        "code", "indicatorCode", "indicatorName", "indicatorKind", "direction", "valueType", "wardCode", "wardName", "subgroup", "planPeriod",
        "periodKind", "fiscalYear", "periodStart", "periodEnd", "periodLabel", "value", "upperValue", "comparator", "valueText", "unit", "status", "note",
        "documentCode", "page", "line", "sourceSystem",
    ];

    // The first three make a series.
    private static readonly string[] Order = ["indicatorCode", "subgroup", "wardCode", "planPeriod", "valueType", "periodStart", "code"];

    private readonly SetReader reader;

    /// <summary>Reads the figures of a model.</summary>
    /// <param name="set">The set of wide rows, one for each figure.</param>
    /// <param name="reader">Reads rows.</param>
    public FactReader(EntitySetModel set, SetReader reader)
    {
        this.reader = reader;
        var row = new RowVariable("it", set.Type);
        var shape = new Shape([.. Columns.Select(Property)], [], [], IsEverything: false);
        var order = Order.Select(name => new OrderTerm(new PropertyValue(new VariableRow(row), Property(name)), Descending: false));
        Plan = new ReadPlan(ResultKind.Rows, new RowQuery(new SetRows(set, row), [.. order], null, null, WithCount: false, shape), set, PageRows: null);

        PropertyModel Property(string name) => set.Type.FindProperty(name) ?? throw new InvalidOperationException($"{set.Name} has no {name}.");
    }

    /// <summary>The question: every figure as of now.</summary>
    public ReadPlan Plan { get; }

    /// <summary>Reads every figure.</summary>
    /// <param name="plan">The question as of a state.</param>
    /// <param name="write">Takes a series: the figures of an indicator, a part of the population and an area, in the order of plan period, what is stated and time.</param>
    /// <param name="written">Called after each row.</param>
    /// <param name="token">Ends the reading.</param>
    /// <returns>The number of figures; the problem when the database failed, perhaps on the way.</returns>
    public async Task<Result<int>> EachAsync(ReadPlan plan, Action<IReadOnlyList<Fact>> write, Func<CancellationToken, ValueTask> written, CancellationToken token)
    {
        var series = new List<Fact>();
        var read = await reader.EachRowAsync(plan, Reading, written, token);
        if (read.IsOk && series.Count > 0)
        {
            write(Numbered(series));
        }

        return read;

        Action<RowReader> Reading(ReadCursor cursor)
        {
            var facts = new FactRow(cursor.Layout);
            return row => Add(facts.Read(row));
        }

        void Add(Fact fact)
        {
            if (series.Count > 0 && (series[0].Indicator, series[0].Subgroup, series[0].Ward) != (fact.Indicator, fact.Subgroup, fact.Ward))
            {
                write(Numbered(series));
                series.Clear();
            }

            series.Add(fact);
        }
    }

    // A document may state two figures for one key, and a system may report a third: each is a statement of its own.
    private static Fact[] Numbered(IEnumerable<Fact> series)
    {
        var seen = new Dictionary<(string, int?, string), int>();
        return [.. series.Select(Number)];

        Fact Number(Fact fact)
        {
            var key = (fact.ValueType, fact.PlanPeriod, TimePeriod.Of(fact.Period));
            return fact with { Statement = seen[key] = seen.GetValueOrDefault(key) + 1 };
        }
    }
}
