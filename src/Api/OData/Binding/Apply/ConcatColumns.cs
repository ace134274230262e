using Kawasaki.Api.OData.Parsing.Syntax;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;

namespace Kawasaki.Api.OData.Binding.Apply;

/// <summary>A column of results put together.</summary>
/// <param name="Column">The column.</param>
/// <param name="Sources">What it is in each part; null where a part has none.</param>
/// <param name="IsPartial">Whether some rows do not have it.</param>
internal sealed record MergedColumn(ResultColumn Column, IReadOnlyList<ResultColumn?> Sources, bool IsPartial);

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
        if (types.SelectMany(ResultType.Columns).FirstOrDefault(c => c.Property.Type.Structured is not null) is { } complex)
        {
            return context.NotSupported<ConcatColumns>(syntax, $"Putting together rows with the complex property '{complex.Place}'");
        }

        if (Merge(syntax, types) is not { } merged)
        {
            return null;
        }

        columns = merged;
        presence = merged.Where(c => c.IsPartial).ToDictionary(c => c.Column.Property, _ => ResultType.Column("has", TypeRules.Boolean));
        marks = types.SelectMany(t => t.Presence).DistinctBy(p => p.Value).ToDictionary(p => p.Value, p => p.Key);
        hidden = types.SelectMany(ResultType.Hidden).Distinct().Except(marks.Keys).ToDictionary(p => p, p => ResultType.Column(p.Name, p.Type with { IsNullable = true }));
        AddExistences(parts);
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
            var (target, source) = (column.Column.Property, column.Sources[part]?.Property);
            yield return new RowColumn(target, source is null ? new Literal(null, target.Type) : TypeRules.Convert(new PropertyValue(row, source), target.Type));
            if (presence.TryGetValue(target, out var has))
            {
                yield return new RowColumn(has, source is not null && rows.Type.Presence.TryGetValue(source, out var inner)
                    ? new PropertyValue(row, inner) : new Literal(source is not null, TypeRules.Boolean));
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

    private PropertyModel Shows(PropertyModel source) => columns.First(c => c.Sources.Any(s => ReferenceEquals(s?.Property, source))).Column.Property;

    private void AddExistences(IReadOnlyList<RowSource> parts)
    {
        var marks = parts.Select(p => ResultType.Existences(p.Rows.Type)).ToList();
        foreach (var place in marks.SelectMany(m => m.Keys).Distinct(StringComparer.Ordinal))
        {
            // Where a part has the object without a mark it is always there.
            var values = parts.Select((p, i) => marks[i].TryGetValue(place, out var mark) ? new PropertyValue(new VariableRow(p.Rows), mark) : (Expression)new Literal(true, TypeRules.Boolean));
            Exists.Add(place, Add("exists", TypeRules.Boolean, values));
        }
    }

    private List<MergedColumn>? Merge(SyntaxNode syntax, List<StructuredTypeModel> types)
    {
        var parts = types.Select(t => ResultType.Columns(t).ToDictionary(c => c.Place, StringComparer.Ordinal)).ToList();
        var merged = new List<MergedColumn>();
        foreach (var place in parts.SelectMany(p => p.Keys).Distinct(StringComparer.Ordinal))
        {
            if (Merge(syntax, place, [.. parts.Select(p => p.GetValueOrDefault(place))], types) is not { } column)
            {
                return null;
            }

            merged.Add(column);
        }

        return GroupBinder.Clash([.. merged.Select(m => m.Column)]) is { } clash
            ? context.Fail<List<MergedColumn>>(syntax, ErrorCode.TypeMismatch, $"'{LiteralBinder.Shorten(clash)}' is a value in one part and an object in another.")
            : merged;
    }

    private MergedColumn? Merge(SyntaxNode syntax, string place, IReadOnlyList<ResultColumn?> sources, List<StructuredTypeModel> types)
    {
        var present = sources.OfType<ResultColumn>().ToList();
        var type = present[0].Property.Type;
        foreach (var other in present.Skip(1))
        {
            if (TypeRules.Common(type, other.Property.Type) is not { } common)
            {
                return context.Fail<MergedColumn>(
                    syntax, ErrorCode.TypeMismatch,
                    $"'{LiteralBinder.Shorten(place)}' is {TypeRules.Name(type, context.Model)} in one part and {TypeRules.Name(other.Property.Type, context.Model)} in another.");
            }

            type = common;
        }

        var isEverywhere = present.Count == sources.Count;
        var isSame = isEverywhere && present.TrueForAll(p => ReferenceEquals(p.Property, present[0].Property));
        var property = isSame ? present[0].Property : ResultType.Column(present[0].Property.Name, isEverywhere ? type : type with { IsNullable = true }, present[0].Property.Text);
        return new MergedColumn(new ResultColumn(present[0].Path, property), sources, !isEverywhere || types.Zip(sources).Any(s => s.First.Presence.ContainsKey(s.Second!.Property)));
    }
}
