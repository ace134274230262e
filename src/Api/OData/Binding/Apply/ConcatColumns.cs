using Kawasaki.Api.OData.Parsing.Syntax;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;

namespace Kawasaki.Api.OData.Binding.Apply;

/// <summary>A column of one result.</summary>
/// <param name="Column">The column and its place.</param>
/// <param name="Value">Its value on a row.</param>
/// <param name="Has">Whether a row has it; null when every row does.</param>
/// <param name="IsOwn">Whether it is a column of the row itself, not a member of a complex value or of a derived type.</param>
internal sealed record PartColumn(ResultColumn Column, Func<RowExpression, PropertyValue> Value, Func<RowExpression, Expression>? Has = null, bool IsOwn = true);

/// <summary>A column of results put together.</summary>
/// <param name="Column">The column.</param>
/// <param name="Sources">What it is in each part; null where a part has none.</param>
/// <param name="IsPartial">Whether some rows do not have it.</param>
internal sealed record MergedColumn(ResultColumn Column, IReadOnlyList<PartColumn?> Sources, bool IsPartial);

/// <summary>The columns of results put together: those of the same place are one, in the type that holds the values of all parts.</summary>
internal sealed class ConcatColumns(BindContext context)
{
    private static readonly TypeReference Int32 = TypeReference.Of(PrimitiveKind.Int32, isNullable: false);

    private readonly List<(PropertyModel Column, IReadOnlyList<Expression> Values)> further = [];
    private IReadOnlyList<MergedColumn> columns = [];
    private Dictionary<PropertyModel, PropertyModel> presence = [];
    private Dictionary<PropertyModel, PropertyModel> hidden = [];
    private Dictionary<PropertyModel, PropertyModel> marks = [];

    /// <summary>The number of the part that a row is of.</summary>
    public PropertyModel Number { get; } = ResultType.Column("part", Int32);

    /// <summary>The columns that are written.</summary>
    public IEnumerable<ResultColumn> Shown => columns.Select(c => c.Column);

    /// <summary>For columns that only some rows have: the mark of those that do.</summary>
    public IReadOnlyDictionary<PropertyModel, PropertyModel> Presence => presence;

    /// <summary>For objects that may be null: the mark of those that are there.</summary>
    public Dictionary<string, PropertyModel> Exists { get; } = [];

    /// <summary>The columns; null with a problem.</summary>
    /// <param name="syntax">Where the results are put together.</param>
    /// <param name="parts">The results.</param>
    public ConcatColumns? Merge(SyntaxNode syntax, IReadOnlyList<RowSource> parts)
    {
        List<StructuredTypeModel> types = [.. parts.Select(p => p.Rows.Type)];
        var found = new List<PartColumns>();
        foreach (var type in types)
        {
            if (PartColumns.Of(type, syntax, context) is not { } part)
            {
                return null;
            }

            found.Add(part);
        }

        PartColumns.Align(found);
        if (Merge(syntax, found) is not { } merged)
        {
            return null;
        }

        columns = merged;
        presence = merged.Where(c => c.IsPartial).ToDictionary(c => c.Column.Property, _ => ResultType.Column("has", TypeRules.Boolean));
        marks = types.SelectMany(t => t.Presence).DistinctBy(p => p.Value).ToDictionary(p => p.Value, p => p.Key);
        hidden = types.SelectMany(ResultType.Hidden).Distinct().Except(marks.Keys).ToDictionary(p => p, p => ResultType.Column(p.Name, p.Type with { IsNullable = true }));
        AddExistences(parts, found);
        return this;
    }

    /// <summary>The columns that tell one row from another.</summary>
    /// <param name="parts">The results.</param>
    public IReadOnlyList<PropertyModel> Key(IReadOnlyList<RowSource> parts) => [Number, .. parts.SelectMany(p => p.Rows.Type.Key).Select(Of).Distinct()];

    /// <summary>The column that a column of a part has become.</summary>
    public PropertyModel Of(PropertyModel source) => hidden.GetValueOrDefault(source) ?? (marks.TryGetValue(source, out var marked) ? presence[Shows(marked)] : Shows(source));

    /// <summary>Adds a column that is not shown.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="type">Its type.</param>
    /// <param name="values">Its value in each part; null for null.</param>
    public PropertyModel Add(string name, TypeReference type, IEnumerable<Expression?> values)
    {
        var column = ResultType.Column(name, type with { IsNullable = true });
        further.Add((column, [.. values.Select(v => v ?? new Literal(null, column.Type))]));
        return column;
    }

    /// <summary>The values of all columns in the rows of a part.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="part">Number of the part.</param>
    public IEnumerable<RowColumn> Values(RowVariable rows, int part)
    {
        var (row, own) = (new VariableRow(rows), ResultType.Hidden(rows.Type).ToHashSet());
        yield return new RowColumn(Number, new Literal(part, Int32));
        foreach (var column in columns)
        {
            var (target, source) = (column.Column.Property, column.Sources[part]);
            yield return new RowColumn(target, source is null ? new Literal(null, target.Type) : Converted(source.Value(row), target.Type));
            if (presence.TryGetValue(target, out var has))
            {
                yield return new RowColumn(has, source?.Has?.Invoke(row) ?? new Literal(source is not null, TypeRules.Boolean));
            }
        }

        foreach (var (source, target) in hidden)
        {
            yield return new RowColumn(target, own.Contains(source) ? new PropertyValue(row, source) : new Literal(null, target.Type));
        }

        foreach (var (column, values) in further)
        {
            yield return new RowColumn(column, values[part]);
        }
    }

    private static Expression Converted(PropertyValue value, TypeReference type) => type.Structured is null ? TypeRules.Convert(value, type) : value;

    private PropertyModel Shows(PropertyModel source) => columns.First(c => c.Sources.Any(s => s is { IsOwn: true } && ReferenceEquals(s.Column.Property, source))).Column.Property;

    private void AddExistences(IReadOnlyList<RowSource> parts, List<PartColumns> found)
    {
        foreach (var place in found.SelectMany(f => f.Exists.Keys).Distinct(StringComparer.Ordinal))
        {
            // Where a part has the object without a mark it is always there.
            Exists.Add(place, Add("exists", TypeRules.Boolean, parts.Select((p, i) => found[i].Exists.TryGetValue(place, out var mark) ? mark(new VariableRow(p.Rows)) : new Literal(true, TypeRules.Boolean))));
        }
    }

    private List<MergedColumn>? Merge(SyntaxNode syntax, List<PartColumns> parts)
    {
        var merged = new List<MergedColumn>();
        foreach (var place in parts.SelectMany(p => p.Columns.Keys).Distinct(StringComparer.Ordinal))
        {
            if (Merge(syntax, place, [.. parts.Select(p => p.Columns.GetValueOrDefault(place))]) is not { } column)
            {
                return null;
            }

            merged.Add(column);
        }

        return GroupBinder.Clash([.. merged.Select(m => m.Column)]) is { } clash
            ? context.Fail<List<MergedColumn>>(syntax, ErrorCode.TypeMismatch, $"'{LiteralBinder.Shorten(clash)}' is a value in one part and an object in another.")
            : merged;
    }

    private MergedColumn? Merge(SyntaxNode syntax, string place, IReadOnlyList<PartColumn?> sources)
    {
        var present = sources.OfType<PartColumn>().ToList();
        var (first, type) = (present[0].Column.Property, present[0].Column.Property.Type);
        foreach (var other in present.Skip(1).Select(p => p.Column.Property.Type))
        {
            if (TypeRules.Common(type, other) is not { } common)
            {
                return context.Fail<MergedColumn>(
                    syntax, ErrorCode.TypeMismatch,
                    $"'{LiteralBinder.Shorten(place)}' is {TypeRules.Name(type, context.Model)} in one part and {TypeRules.Name(other, context.Model)} in another.");
            }

            type = common;
        }

        var isEverywhere = present.Count == sources.Count;
        // A complex value has columns of its own wherever a step gives it.
        var isSame = isEverywhere && first.Type.Structured is null && present.TrueForAll(p => p.IsOwn && ReferenceEquals(p.Column.Property, first));
        var property = isSame ? first : ResultType.Column(first.Name, isEverywhere ? type : type with { IsNullable = true }, first.Text);
        return new MergedColumn(new ResultColumn(present[0].Column.Path, property), sources, !isEverywhere || present.Exists(p => p.Has is not null));
    }
}
