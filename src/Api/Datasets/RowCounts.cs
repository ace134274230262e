using Kawasaki.Api.Rest;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;

namespace Kawasaki.Api.Datasets;

/// <summary>Counts the rows of every set in one statement, all as of one state of the data.</summary>
internal sealed class RowCounts
{
    private readonly FileSets sets;
    private readonly IReadStore store;
    private readonly TimeSpan deadline;
    private readonly PropertyModel place = new() { Name = "place", Type = TypeReference.Of(PrimitiveKind.Int32, isNullable: false), Text = new ModelText("", "") };
    private readonly PropertyModel number = new() { Name = "number", Type = TypeReference.Of(PrimitiveKind.Int64, isNullable: false), Text = new ModelText("", "") };
    private readonly ReadPlan plan;

    /// <summary>Prepares the question.</summary>
    /// <param name="sets">The sets.</param>
    /// <param name="store">Answers questions.</param>
    /// <param name="deadline">Time for the answer.</param>
    public RowCounts(FileSets sets, IReadStore store, TimeSpan deadline)
    {
        (this.sets, this.store, this.deadline) = (sets, store, deadline);
        var answer = new RowVariable("answer", Type(place, number));
        var query = new RowQuery(
            new ConcatenatedRows([.. sets.All.Select(Part)], answer), [new OrderTerm(Value(answer, place), Descending: false)], null, null, WithCount: false,
            new Shape(answer.Type.Properties, [], [], IsEverything: true));
        plan = new ReadPlan(ResultKind.Rows, query, new EntitySetModel("counts", answer.Type, "", "", InPackage: false), PageRows: null);
    }

    /// <summary>Asks.</summary>
    /// <param name="at">The moment or version asked for.</param>
    /// <param name="token">The caller's patience.</param>
    public async Task<Result<IReadOnlyDictionary<EntitySetModel, long>>> AskAsync(Literal at, CancellationToken token)
    {
        var opened = await store.OpenAsync(plan with { At = at }, new ReadOptions(RestRows.Stored, deadline), token);
        if (opened is not { IsOk: true, Value: var cursor })
        {
            return opened.Problem;
        }

        await using (cursor)
        {
            var found = new Dictionary<EntitySetModel, long>();
            while (true)
            {
                var read = await cursor.ReadAsync(token);
                if (!read.IsOk)
                {
                    return read.Problem;
                }

                if (!read.Value)
                {
                    return found;
                }

                found.Add(sets.All[cursor.Row.GetInt32(cursor.Layout.Values[0].Ordinal)], cursor.Row.GetInt64(cursor.Layout.Values[1].Ordinal));
            }
        }
    }

    private ConcatenatedPart Part(EntitySetModel set, int index)
    {
        var group = new RowVariable(set.Name + "Count", Type(number));
        var grouped = new GroupedRows(sets.Rows(set), [], [new AggregateColumn(number, AggregateMethod.Count, null)], group);
        return new ConcatenatedPart(grouped, [new RowColumn(place, new Literal(index, place.Type)), new RowColumn(number, Value(group, number))]);
    }

    private static PropertyValue Value(RowVariable row, PropertyModel property) => new(new VariableRow(row), property);

    private static StructuredTypeModel Type(params PropertyModel[] columns)
    {
        var type = new StructuredTypeModel { Name = "Numbers of rows", IsEntity = false, Text = new ModelText("", "") };
        type.Link(columns, [], []);
        return type;
    }
}
