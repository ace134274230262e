using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;
using NpgsqlTypes;

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
        part.Elements is { } elements ? elements.Rows.Rows.IsElement ? Array(elements, depth) : Applied(elements, part.Property.Type.Structured!) : Object(new ComplexRow(part.Owner, part.Property), part.Shape, depth);

    /// <summary>Writes what `$apply` has made of a collection, of the declared type; whoever writes rows says how.</summary>
    public Func<RowQuery, StructuredTypeModel, string> Applied { private get; set; } = (_, _) => throw new InvalidOperationException("Nobody writes rows yet.");

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

        var (own, parts) = (Columns(row, shape, depth), (shape?.Parts ?? []).SelectMany(p => Columns(p, depth)));
        var value = shape is { Computed: { Count: > 0 } computed }
            ? $"({JsonObject.Of([.. own.Select(c => c.Member), .. computed.Select(Member), .. parts.Select(c => c.Member)])})::json"
            : JsonObject.Of(own.Concat(parts));
        return context.Row(row).IsPresent is { } condition ? $"(case when {condition} then {value} end)" : value;
    }

    private IEnumerable<JsonColumn> Columns(RowExpression row, Shape? shape, int depth)
    {
        if (format.Metadata == MetadataLevel.Full)
        {
            yield return JsonColumn.Constant("@odata.type", $"#{format.SchemaNamespace}.{row.Type.Name}");
        }

        foreach (var property in shape?.Properties ?? row.Type.Properties)
        {
            if (Annotation(property) is { } type)
            {
                yield return type;
            }

            yield return new JsonColumn(property.Name, Member(row, property, depth + 1));
        }
    }

    private IEnumerable<JsonColumn> Columns(Part part, int depth)
    {
        if (Count(part) is { } count)
        {
            yield return new JsonColumn(part.Property.Name + "@odata.count", count);
        }

        yield return new JsonColumn(part.Property.Name, Member(part, depth + 1));
    }

    // An alias is the caller's word: a parameter, never a name in SQL.
    private JsonMember Member(ComputedColumn column) => JsonMember.Named(
        context.Parameters.Of(column, "name", NpgsqlDbType.Text, () => column.Name), json.Text(expressions.Value(column.Value), column.Value.Type));

    private JsonColumn? Annotation(PropertyModel property) =>
        format.Metadata == MetadataLevel.Full && property.Type.Annotation(format.SchemaNamespace) is { } type ? JsonColumn.Constant(property.Name + "@odata.type", type) : null;

    // The members come in the order of the sub-select, which is that of its ORDER BY.
    private string Array(RowQuery query, int depth)
    {
        var page = Page.Open(query, null, query.Top, isWrapped: false, context, expressions);
        var row = new VariableRow(query.Rows.Rows);
        var list = new SelectList();
        list.Add($"{(row.Type.IsValue ? $"to_json({Member(row, row.Type.Properties[0], depth + 1)})" : Object(row, query.Shape, depth + 1))}::text as j");
        return $"(select ({JsonObject.Array("coalesce(x.j, 'null')")})::json from ({page.Text(list)}) x)";
    }
}
