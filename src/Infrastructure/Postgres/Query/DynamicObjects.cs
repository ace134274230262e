using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;
using NpgsqlTypes;

namespace Kawasaki.Infrastructure.Postgres.Query;

/// <summary>An object of a dynamic result.</summary>
/// <param name="Json">Its JSON text.</param>
/// <param name="Presence">Whether the row has it; null when every row does.</param>
internal sealed record DynamicObject(string Json, string? Presence);

/// <summary>Writes the objects of dynamic results, whose members are columns of the row: `{"kind":"output"}` of `groupby((indicator/kind))`.</summary>
internal sealed class DynamicObjects(SqlContext context, ExpressionWriter expressions, JsonValues json, ComplexWriter complex)
{
    /// <summary>The object.</summary>
    /// <param name="row">The row.</param>
    /// <param name="type">Type of the object.</param>
    public DynamicObject Write(VariableRow row, StructuredTypeModel type)
    {
        var members = type.Properties.Select(p => Member(row, p)).ToList();
        var text = JsonObject.Of(members);
        if (type.Exists is { } exists)
        {
            text = $"case when {expressions.Value(new PropertyValue(row, exists))} then {text} else 'null' end";
        }

        return new DynamicObject(text, members.TrueForAll(m => m.Presence is not null) ? $"({string.Join(" or ", members.Select(m => m.Presence).Distinct())})" : null);
    }

    /// <summary>A member, under the name that the question gave it.</summary>
    /// <param name="row">The row.</param>
    /// <param name="property">The member.</param>
    public JsonMember Member(VariableRow row, PropertyModel property)
    {
        var name = Name(property);
        if (property.Type.Structured is { IsSpread: true } type)
        {
            var value = Write(row, type);
            return JsonMember.Named(name, value.Json, value.Presence);
        }

        var text = property.Type.Structured is null ? json.Text(expressions.Value(new PropertyValue(row, property)), property.Type) : complex.Member(row, property) + "::text";
        return JsonMember.Named(name, text, row.Type.Presence.TryGetValue(property, out var has) ? expressions.Value(new PropertyValue(row, has)) : null);
    }

    /// <summary>SQL of the member's name.</summary>
    /// <param name="property">The member.</param>
    public string Name(PropertyModel property) => context.Parameters.Of(property, "name", NpgsqlDbType.Text, () => property.Name);
}
