using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;

namespace Kawasaki.Infrastructure.Postgres.Query;

/// <summary>Writes complex values and collections as JSON in OData's form, from columns or from stored JSON alike.</summary>
internal sealed class ComplexWriter(SqlContext context, ExpressionWriter expressions, JsonValues json, RowFormat format)
{
    /// <summary>A property as a value that `row_to_json` writes as OData does.</summary>
    /// <param name="row">The row that holds it.</param>
    /// <param name="property">Any property.</param>
    /// <param name="depth">How many complex values stand around.</param>
    public string Member(RowExpression row, PropertyModel property, int depth = 0) => property.Type switch
    {
        { Structured: { IsSpread: false } type, IsCollection: true } => Array(Whole(row, property, type), depth),
        { Structured.IsSpread: false } => Object(new ComplexRow(row, property), shape: null, depth),
        _ => json.Member(expressions.Value(new PropertyValue(row, property)), property.Type),
    };

    /// <summary>The part of a complex value or collection that is asked for.</summary>
    /// <param name="part">The part.</param>
    /// <param name="depth">How many complex values stand around.</param>
    public string Member(Part part, int depth = 0) =>
        part.Elements is { } elements ? Array(elements, depth) : Object(new ComplexRow(part.Owner, part.Property), part.Shape, depth);

    /// <summary>The number of members a part is taken from; null unless asked for.</summary>
    public string? Count(Part part) =>
        part.Elements is { WithCount: true } elements ? json.Member(expressions.Sources.Count(elements.Rows), TypeReference.Of(PrimitiveKind.Int64, isNullable: false)) : null;

    private static RowQuery Whole(RowExpression row, PropertyModel property, StructuredTypeModel type)
    {
        var rows = new ElementRows(row, property, new RowVariable(property.Name, type, isElement: true));
        return new RowQuery(rows, [new OrderTerm(new ElementPlace(rows.Rows), Descending: false)], null, null, WithCount: false, new Shape(type.Properties, [], [], IsEverything: true));
    }

    private string Object(RowExpression row, Shape? shape, int depth)
    {
        if (depth > StoredValues.MaxDepth)
        {
            throw new InvalidOperationException($"{row.Type} nests too deep.");
        }

        var value = $"(select row_to_json(r) from (select {string.Join(", ", Columns(row, shape, depth))}) r)";
        return context.Row(row).IsPresent is { } condition ? $"(case when {condition} then {value} end)" : value;
    }

    private IEnumerable<string> Columns(RowExpression row, Shape? shape, int depth)
    {
        if (format.Metadata == MetadataLevel.Full)
        {
            yield return Constant("@odata.type", $"#{format.SchemaNamespace}.{row.Type.Name}");
        }

        foreach (var property in shape?.Properties ?? row.Type.Properties)
        {
            if (Annotation(property) is { } type)
            {
                yield return type;
            }

            yield return $"{Member(row, property, depth + 1)} as {SqlNames.Quote(property.Name)}";
        }

        foreach (var column in shape?.Computed ?? [])
        {
            yield return $"{json.Member(expressions.Value(column.Value), column.Value.Type)} as {SqlNames.Quote(column.Name)}";
        }

        foreach (var part in shape?.Parts ?? [])
        {
            if (Count(part) is { } count)
            {
                yield return $"{count} as {SqlNames.Quote(part.Property.Name + "@odata.count")}";
            }

            yield return $"{Member(part, depth + 1)} as {SqlNames.Quote(part.Property.Name)}";
        }
    }

    private string? Annotation(PropertyModel property) =>
        format.Metadata == MetadataLevel.Full && property.Type.Annotation(format.SchemaNamespace) is { } type ? Constant(property.Name + "@odata.type", type) : null;

    // The members come in the order of the sub-select, which is that of its ORDER BY.
    private string Array(RowQuery query, int depth)
    {
        var page = Page.Open(query, null, query.Top, isWrapped: false, context, expressions);
        var row = new VariableRow(query.Rows.Rows);
        var list = new SelectList();
        list.Add($"{(row.Type.IsValue ? $"to_json({Member(row, row.Type.Properties[0], depth + 1)})" : Object(row, query.Shape, depth + 1))}::text as j");
        return $"(select ('[' || coalesce(string_agg(coalesce(x.j, 'null'), ','), '') || ']')::json from ({page.Text(list)}) x)";
    }

    private static string Constant(string name, string text) => $"{SqlNames.Constant(text)} as {SqlNames.Quote(name)}";
}
