using System.Globalization;
using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;

namespace Kawasaki.Infrastructure.Postgres.Query;

/// <summary>Writes <see cref="Shape"/> of the outermost rows: scalars as columns, everything else as columns of ready JSON.</summary>
internal sealed class ShapeWriter
{
    private readonly SqlContext context;
    private readonly ExpressionWriter expressions;
    private readonly JsonValues json;
    private readonly ComplexWriter complex;
    private readonly ExpansionWriter expansions;
    private readonly RowFormat format;

    /// <summary>Writes for one statement.</summary>
    public ShapeWriter(SqlContext context, ExpressionWriter expressions, RowFormat format)
    {
        this.context = context;
        this.expressions = expressions;
        this.format = format;
        json = new JsonValues(format);
        complex = new ComplexWriter(context, expressions, json, format);
        expansions = new ExpansionWriter(context, expressions, json, complex, format);
    }

    /// <summary>Adds the shape's columns to the list.</summary>
    /// <param name="query">The rows.</param>
    /// <param name="set">Their set.</param>
    /// <param name="page">The rows, open.</param>
    /// <param name="list">Where the columns go.</param>
    /// <returns>The layout, and the column of <see cref="Excess"/>; null when no row can have any.</returns>
    public (RowLayout Layout, int? Excess) Write(RowQuery query, EntitySetModel set, Page page, SelectList list)
    {
        var row = new VariableRow(query.Rows.Rows);
        var values = new List<ValueColumn>(query.Shape.Properties.Count);
        values.AddRange(query.Shape.Properties.Select(p => Property(row, p, list)));
        values.AddRange(query.Shape.Derived.Select(d => Property(row, d.Property, list) with { Presence = list.Add(expressions.Value(new IsOfType(row, d.Type))) }));
        values.AddRange(query.Shape.Computed.Select(c => Computed(c, list)));
        values.AddRange(query.Shape.Parts.SelectMany(p => Columns(p, list).Select(c => c with { Presence = p.OnlyOf is { } type ? list.Add(expressions.Value(new IsOfType(row, type))) : null })));
        var key = (set.Type.IsEntity ? set.Type.Key : []).Select(p => Property(row, p, list)).ToList();
        var expanded = query.Shape.Expansions.Select(e => (Expansion: e, Sql: expansions.Write(e, page))).ToList();
        var excess = ExcessOf(expanded, page);
        var typeName = format.Metadata == MetadataLevel.None ? null : context.TypeName(context.Row(row), set.Type);
        return (new RowLayout(values, [.. expanded.Select(e => Expanded(e.Expansion, e.Sql, excess, list) with { Presence = Ordinal(Presence(e.Expansion, row), list) })], key, Ordinal(typeName, list), Ordinal(Revision(query, set), list)), Ordinal(excess, list));
    }

    // Rows that $apply makes have no state of their own.
    private string? Revision(RowQuery query, EntitySetModel set) =>
        format.Metadata != MetadataLevel.None && set.Writing is not null && query.Rows.Rows.Type == set.Type && context.Storage.Revision(set.Type) is { } column
            ? context.Row(new VariableRow(query.Rows.Rows)).Column(column) : null;

    private string? Presence(Expansion expansion, VariableRow row) => expansion.OnlyOf is { } type ? expressions.Value(new IsOfType(row, type))
        : expansion.Navigation.Has is { } has ? expressions.Value(new PropertyValue(row, has)) : null;

    private IEnumerable<ValueColumn> Columns(Part part, SelectList list)
    {
        if (complex.Count(part) is { } count)
        {
            yield return new ValueColumn(part.Property.Name + "@odata.count", TypeReference.Of(PrimitiveKind.Int64, isNullable: false), null, list.Add($"to_json({count})::text"), ValueForm.Json);
        }

        yield return new ValueColumn(part.Property.Name, part.Property.Type, part.Property, list.Add(complex.Member(part) + "::text"), ValueForm.Json);
    }

    private ValueColumn Property(VariableRow row, PropertyModel property, SelectList list)
    {
        if (property.Type.Structured is { IsSpread: true } type)
        {
            var parts = new DynamicObjects(context, expressions, json, complex).Write(row, type);
            return new ValueColumn(property.Name, property.Type, property, list.Add(parts.Json), ValueForm.Json, Ordinal(parts.Presence));
        }

        var presence = row.Type.Presence.TryGetValue(property, out var has) ? expressions.Value(new PropertyValue(row, has)) : null;
        if (property.Type.Structured is not null)
        {
            return new ValueColumn(property.Name, property.Type, property, list.Add(complex.Member(row, property) + "::text"), ValueForm.Json, Ordinal(presence));
        }

        if (!context.Storage.Holds(property))
        {
            return Computed(new ComputedColumn(property.Name, new PropertyValue(row, property)), list) with { Property = property, Presence = Ordinal(presence) };
        }

        var sql = context.Row(row).Value(property);
        var isNative = !property.Type.IsCollection && property.Type.Primitive is not (null or PrimitiveKind.Duration);
        return new ValueColumn(
            property.Name, property.Type, property, list.Add(isNative ? sql : json.Text(sql, property.Type)), isNative ? ValueForm.Native : ValueForm.Json, Ordinal(presence));

        int? Ordinal(string? column) => column is null ? null : list.Add(column);
    }

    // A computed number may have more digits than a CLR decimal holds: it comes as text.
    private ValueColumn Computed(ComputedColumn column, SelectList list)
    {
        var (sql, type) = (expressions.Value(column.Value), column.Value.Type);
        var isNative = !type.IsCollection && type.Primitive is not (null or PrimitiveKind.Duration or PrimitiveKind.Decimal);
        return new ValueColumn(column.Name, type, null, list.Add(isNative ? sql : json.Text(sql, type)), isNative ? ValueForm.Native : ValueForm.Json);
    }

    // Asked beside the row, so that a text that is too large never leaves the server.
    private string? ExcessOf(IReadOnlyList<(Expansion Expansion, ExpansionSql Sql)> expanded, Page page)
    {
        var tooMany = string.Concat(expansions.Overflows.Select(o => $"when {o} then {(int)Excess.Rows} "));
        var sizes = expanded.Where(e => ExpansionWriter.HasCollection(e.Expansion)).Select(e => $"coalesce(octet_length({e.Sql.Json}), 0)::bigint").ToList();
        return sizes.Count == 0 ? null
            : page.Lateral($"select case {tooMany}when {string.Join(" + ", sizes)} > {format.MaxExpandedBytes.ToString(CultureInfo.InvariantCulture)} then {(int)Excess.Bytes} end as x", context) + ".x";
    }

    private static ExpansionColumns Expanded(Expansion expansion, ExpansionSql sql, string? excess, SelectList list)
    {
        var json = excess is null || !ExpansionWriter.HasCollection(expansion) ? sql.Json : $"case when {excess} is null then {sql.Json} end";
        return new ExpansionColumns(expansion, Ordinal(json, list), Ordinal(sql.Count, list), Ordinal(sql.HasMore, list));
    }

    private static int? Ordinal(string? column, SelectList list) => column is null ? null : list.Add(column);
}

/// <summary>Why the expansions of a row cannot be answered; the column is null when they can.</summary>
internal enum Excess
{
    /// <summary>Together they are larger than <see cref="RowFormat.MaxExpandedBytes"/>.</summary>
    Bytes = 1,

    /// <summary>One has more rows than its limit, and no link could lead to the rest.</summary>
    Rows = 2,
}
