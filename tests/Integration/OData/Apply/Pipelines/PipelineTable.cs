using System.Text.Json.Nodes;

namespace Kawasaki.Tests.Integration.OData.Apply.Pipelines;

/// <summary>A row of the interpreter: values by column; a column that is not there is absent, which is not null.</summary>
internal sealed class PipelineRow
{
    /// <summary>Values: decimal, string or null.</summary>
    public Dictionary<string, object?> Values { get; init; } = new(StringComparer.Ordinal);

    /// <summary>The row that `indicator` leads to; null in rows that are no observations.</summary>
    public IReadOnlyDictionary<string, object?>? Indicator { get; init; }

    /// <summary>The value of a column or of a path; null when absent.</summary>
    public object? this[string column] => Values.TryGetValue(column, out var value) ? value
        : column.StartsWith("indicator/", StringComparison.Ordinal) ? Indicator?[column["indicator/".Length..]] : null;

    /// <summary>The row with one more value.</summary>
    public PipelineRow With(string column, object? value) => new() { Values = new(Values, StringComparer.Ordinal) { [column] = value }, Indicator = Indicator };

    /// <summary>True when the row has the column or, being an observation, the path.</summary>
    public bool Has(string column) => Values.ContainsKey(column) || (Indicator is not null && column.StartsWith("indicator/", StringComparison.Ordinal));

    /// <summary>The row as JSON, columns with a slash as objects.</summary>
    public JsonObject Json(IEnumerable<string> columns)
    {
        var json = new JsonObject();
        foreach (var column in columns.Where(Values.ContainsKey))
        {
            var (target, names) = (json, column.Split('/'));
            foreach (var name in names.SkipLast(1))
            {
                target[name] ??= new JsonObject();
                target = (JsonObject)target[name]!;
            }

            target[names[^1]] = Values[column] switch { null => null, decimal number => JsonValue.Create(number), var text => JsonValue.Create((string)text) };
        }

        return json;
    }
}

/// <summary>Rows between two transformations.</summary>
/// <param name="Rows">The rows.</param>
/// <param name="Columns">Columns that the answer shows, with their kind.</param>
/// <param name="Key">Columns that tell the rows apart, the most important first.</param>
/// <param name="Order">What `orderby` asked for, the latest first.</param>
internal sealed record PipelineTable(
    IReadOnlyList<PipelineRow> Rows, IReadOnlyDictionary<string, ColumnKind> Columns, IReadOnlyList<string> Key, IReadOnlyList<(string Column, bool Descending)> Order)
{
    /// <summary>Behind a name in the key: whether the row has that column.</summary>
    public const char Mark = '?';

    /// <summary>Columns that not every row has to have.</summary>
    public IReadOnlySet<string> Partial { get; init; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>True while the rows are observations: then paths over `indicator` mean something.</summary>
    public bool IsEntity { get; init; }

    /// <summary>The rows in their order: ties are told apart by the key.</summary>
    public IReadOnlyList<PipelineRow> Sorted(IEnumerable<(string Column, bool Descending)> first) =>
        [.. Rows.Order(Comparer<PipelineRow>.Create((a, b) => Compare(a, b, [.. first, .. Key.Select(k => (k, false))])))];

    private static int Compare(PipelineRow a, PipelineRow b, IEnumerable<(string Column, bool Descending)> terms) =>
        terms.Select(t => (t.Descending ? -1 : 1) * Compare(a, b, t.Column)).FirstOrDefault(c => c != 0);

    // Null before every value; of a column with a mark behind its name whether it is there at all.
    private static int Compare(PipelineRow a, PipelineRow b, string column) => column.EndsWith(Mark) ? a.Has(column[..^1]).CompareTo(b.Has(column[..^1])) : (a[column], b[column]) switch
    {
        (null, null) => 0,
        (null, _) => -1,
        (_, null) => 1,
        (decimal left, decimal right) => left.CompareTo(right),
        var (left, right) => string.CompareOrdinal((string)left, (string)right),
    };
}

/// <summary>What a column holds.</summary>
internal enum ColumnKind
{
    /// <summary>Text.</summary>
    Text,

    /// <summary>A number.</summary>
    Number,

    /// <summary>A number that is never negative.</summary>
    Amount,

    /// <summary>A number that two computers may round differently: shown, but nothing depends on it.</summary>
    Rounded,
}
