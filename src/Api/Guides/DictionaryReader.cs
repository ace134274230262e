using System.Text.Json;
using Kawasaki.Api.Rest;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;

namespace Kawasaki.Api.Guides;

/// <summary>What the data dictionary tells of a set from its rows.</summary>
/// <param name="Set">The set.</param>
/// <param name="Count">Number of its rows.</param>
/// <param name="Examples">A value of each property that has one in the first rows, by name.</param>
internal sealed record DictionarySet(EntitySetModel Set, long Count, IReadOnlyDictionary<string, JsonElement> Examples);

/// <summary>Reads what the data dictionary tells of the rows: how many there are, and real values.</summary>
/// <param name="model">The published model.</param>
internal sealed class DictionaryReader(PublishedModel model)
{
    // A property that has no value in so many rows has none that says much.
    private const int ExampleRows = 50;

    /// <summary>Reads all sets in one state of the data.</summary>
    /// <param name="snapshot">The state.</param>
    /// <param name="token">The caller's patience.</param>
    public async Task<Result<IReadOnlyList<DictionarySet>>> ReadAsync(Snapshot snapshot, CancellationToken token)
    {
        var sets = new List<DictionarySet>();
        foreach (var set in model.Sets)
        {
            var read = await snapshot.ReadAsync(Plan(set), token);
            if (!read.IsOk)
            {
                return read.Problem;
            }

            sets.Add(new DictionarySet(set, read.Value.Count ?? 0, Examples(set, read.Value.Rows)));
        }

        return sets;
    }

    private static ReadPlan Plan(EntitySetModel set)
    {
        var row = new RowVariable("it", set.Type);
        var order = set.Type.Key.Select(k => new OrderTerm(new PropertyValue(new VariableRow(row), k), Descending: false));
        return new ReadPlan(
            ResultKind.Rows, new RowQuery(new SetRows(set, row), [.. order], null, ExampleRows, WithCount: true, new Shape(set.Type.Properties, [], [], IsEverything: true)), set, PageRows: null);
    }

    private static Dictionary<string, JsonElement> Examples(EntitySetModel set, IReadOnlyList<JsonElement> rows) => set.Type.Properties
        .Select(p => (p.Name, Value: rows.Select(r => r.GetProperty(p.Name)).FirstOrDefault(IsTelling))).Where(e => IsTelling(e.Value)).ToDictionary(e => e.Name, e => e.Value);

    private static bool IsTelling(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Undefined or JsonValueKind.Null => false,
        JsonValueKind.Array => value.GetArrayLength() > 0,
        JsonValueKind.String => value.GetString()!.Length > 0,
        _ => true,
    };
}
