using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;
using NpgsqlTypes;

namespace Kawasaki.Infrastructure.Postgres.Query;

/// <summary>An object of a dynamic result.</summary>
/// <param name="Json">Its JSON text.</param>
/// <param name="Presence">Whether the row has it; null when every row does.</param>
internal sealed record DynamicObject(string Json, string? Presence);

/// <summary>Writes the objects of dynamic results, whose members are columns of the row: `{"kind":"output"}` of `groupby((indicator/kind))`.</summary>
internal sealed class DynamicObjects(SqlContext context, ExpressionWriter expressions, JsonValues json)
{
    /// <summary>The object.</summary>
    /// <param name="row">The row.</param>
    /// <param name="type">Type of the object.</param>
    public DynamicObject Write(VariableRow row, StructuredTypeModel type)
    {
        var members = type.Properties.Select(p => Member(row, p)).ToList();
        // Each member brings a comma before it; the first of them is cut off.
        var text = $"'{{' || substr({string.Join(" || ", members.Select(m => m.Json))}, 2) || '}}'";
        if (type.Exists is { } exists)
        {
            text = $"case when {expressions.Value(new PropertyValue(row, exists))} then {text} else 'null' end";
        }

        return members.TrueForAll(m => m.Presence is not null)
            ? new DynamicObject(text, $"({string.Join(" or ", members.Select(m => m.Presence).Distinct())})")
            : new DynamicObject(text, null);
    }

    /// <summary>A member with its name and a comma before it; empty in rows that do not have it.</summary>
    /// <param name="row">The row.</param>
    /// <param name="property">The member.</param>
    /// <param name="annotation">Type that is told before the value; null for none.</param>
    public DynamicObject Member(VariableRow row, PropertyModel property, string? annotation = null)
    {
        var name = context.Parameters.Of(property, "name", NpgsqlDbType.Text, () => property.Name);
        var (value, presence) = property.Type.Structured is { IsSpread: true } type ? Object(Write(row, type)) : Value(row, property);
        var member = $"{(annotation is null ? "" : JsonRowWriter.TypeMember(name, annotation) + " || ")}',' || to_json({name}) || ':' || {value}";
        return new DynamicObject(presence is null ? member : $"case when {presence} then {member} else '' end", presence);
    }

    private (string Json, string? Presence) Value(VariableRow row, PropertyModel property) => (
        $"coalesce({json.Text(expressions.Value(new PropertyValue(row, property)), property.Type)}, 'null')",
        row.Type.Presence.TryGetValue(property, out var has) ? expressions.Value(new PropertyValue(row, has)) : null);

    private static (string Json, string? Presence) Object(DynamicObject value) => (value.Json, value.Presence);
}
