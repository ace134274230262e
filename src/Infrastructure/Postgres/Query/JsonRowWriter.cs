using System.Text;
using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;
using NpgsqlTypes;

namespace Kawasaki.Infrastructure.Postgres.Query;

/// <summary>Writes one expanded row as JSON text.</summary>
/// <remarks>Rows of nothing but columns are for <see cref="Columns"/> and `row_to_json`; all others are objects put together of members.</remarks>
internal sealed class JsonRowWriter(SqlContext context, ExpressionWriter expressions, ExpansionWriter expansions, JsonValues json, ComplexWriter complex, RowFormat format)
{
    private const string TypeSuffix = "@odata.type";

    private readonly Links links = new(context, expressions, format);
    private readonly DynamicObjects dynamics = new(context, expressions, json, complex);

    /// <summary>Whether every row tells its type, as where rows of several sets stand beside each other.</summary>
    public bool TellsType { get; init; }

    private bool IsFull => format.Metadata == MetadataLevel.Full;

    private bool TellsAllTypes => IsFull || TellsType;

    /// <summary>True when the row is nothing but columns, at least one.</summary>
    public bool IsPlain(Expansion expansion) => expansion.Kind == ExpansionKind.References
        || (expansion.Query.Shape is { Computed.Count: 0, Expansions.Count: 0, Derived.Count: 0, Parts.Count: 0 } shape
            && (shape.Properties.Count > 0 || WritesId(expansion)) && !OtherLinks(expansion).Any() && !IsOfSeveralTypes(expansion)
            && shape.Properties.All(IsColumn));

    /// <summary>The columns of a plain row, each under its published name.</summary>
    public IEnumerable<JsonColumn> Columns(Expansion expansion)
    {
        var (row, set) = (new VariableRow(expansion.Query.Rows.Rows), expansion.Navigation.Target);
        if (TellsAllTypes && expansion.Kind == ExpansionKind.Rows && IsEntity(expansion) && !IsOfSeveralTypes(expansion))
        {
            yield return JsonColumn.Constant("@odata.type", $"#{format.SchemaNamespace}.{set.Type.Name}");
        }

        if (WritesId(expansion))
        {
            yield return new JsonColumn("@odata.id", links.Id(set, row.Variable));
        }
        else if (format.WritesNullIds && format.Metadata != MetadataLevel.None && !IsEntity(expansion) && !set.IsComputed && !set.IsCrossjoin)
        {
            yield return new JsonColumn("@odata.id", "null::text");
        }

        if (expansion.Kind == ExpansionKind.References)
        {
            yield break;
        }

        if (format.Metadata != MetadataLevel.None && set.Writing is not null && row.Type == set.Type && context.Storage.Revision(set.Type) is { } revision)
        {
            yield return new JsonColumn("@odata.etag", $"'\"' || {context.Row(row).Column(revision)} || '\"'");
        }

        foreach (var property in expansion.Query.Shape.Properties.Where(IsColumn))
        {
            if (IsFull && property.Type.Annotation(format.SchemaNamespace) is { } type && IsIdentifier(property.Name + TypeSuffix))
            {
                yield return JsonColumn.Constant(property.Name + TypeSuffix, type);
            }

            yield return new JsonColumn(property.Name, complex.Member(row, property));
        }
    }

    /// <summary>Any row, of an open wrapped page.</summary>
    public string Write(Expansion expansion, Page page)
    {
        var (row, shape) = (new VariableRow(expansion.Query.Rows.Rows), expansion.Query.Shape);
        var set = IsEntity(expansion) ? expansion.Navigation.Target : null;
        return JsonObject.Of(
        [
            .. TypeOf(expansion, row),
            .. Columns(expansion).Select(c => c.Member),
            .. shape.Properties.Where(p => !IsColumn(p)).SelectMany(p => Dynamic(expansion, row, p)),
            .. shape.Derived.Select(d => JsonMember.Of(d.Property.Name, $"to_json({complex.Member(row, d.Property)})::text", expressions.Value(new IsOfType(row, d.Type)))),
            .. shape.Parts.SelectMany(p => Members(p, row)),
            .. shape.Computed.SelectMany(Members),
            .. shape.Expansions.SelectMany(e => Members(e, page, set, row)),
            .. OtherLinks(expansion).SelectMany(n => LinksOf(n, expansion.Navigation.Target, row, presence: null)),
        ]);
    }

    private bool IsOfSeveralTypes(Expansion expansion) =>
        expansion.Kind == ExpansionKind.Rows && IsEntity(expansion) && context.Storage.Discriminator(expansion.Navigation.Target.Type) is { Values.Count: > 1 };

    // A reader computes the id from the key; without the key among the values it is told.
    private bool WritesId(Expansion expansion) => expansion.Kind == ExpansionKind.References || (IsEntity(expansion) && format.Metadata switch
    {
        MetadataLevel.Full => true,
        MetadataLevel.Minimal => !expansion.Navigation.Target.Type.Key.All(expansion.Query.Shape.Properties.Contains),
        _ => false,
    });

    // Rows that `$apply` makes have no id and no links.
    private static bool IsEntity(Expansion expansion) => expansion.Query.Rows.Rows.Type.IsEntity;

    // The caller's words are never names in SQL.
    private bool IsColumn(PropertyModel property) => context.Storage.Holds(property) && IsIdentifier(property.Name);

    // A longer name would be cut, and then be another.
    private static bool IsIdentifier(string name) => Encoding.UTF8.GetByteCount(name) <= SqlNames.MaxIdentifierBytes;

    // Of the declared type a reader knows; every other is told.
    private IEnumerable<JsonMember> TypeOf(Expansion expansion, VariableRow row)
    {
        if (!IsOfSeveralTypes(expansion) || format.Metadata == MetadataLevel.None)
        {
            return [];
        }

        var declared = expansion.Navigation.Target.Type;
        var name = context.TypeName(context.Row(row), declared);
        var told = TellsAllTypes ? $"coalesce({name}, {SqlNames.Constant(declared.Name)})" : name;
        return [JsonMember.Of("@odata.type", $"to_json({SqlNames.Constant($"#{format.SchemaNamespace}.")} || {told})::text", TellsAllTypes ? null : $"{name} is not null")];
    }

    private IEnumerable<JsonMember> Dynamic(Expansion expansion, VariableRow row, PropertyModel property)
    {
        var member = dynamics.Member(row, property);
        return Annotation(expansion, property) is { } type ? [TypeMember(dynamics.Name(property), type, member.Presence), member] : [member];
    }

    // A reader finds the types of declared properties in $metadata, those of what $apply computes nowhere.
    private string? Annotation(Expansion expansion, PropertyModel property) =>
        IsFull || (format.Metadata == MetadataLevel.Minimal && expansion.Navigation.Target.DeclaredType.Properties.All(p => p.Name != property.Name))
            ? property.Type.Annotation(format.SchemaNamespace) : null;

    private static JsonMember TypeMember(string name, string type, string? presence = null) =>
        JsonMember.Named($"{name} || '{TypeSuffix}'", SqlNames.Constant($"\"{type}\""), presence);

    private IEnumerable<JsonMember> Members(Part part, VariableRow row)
    {
        var presence = part.OnlyOf is { } type ? expressions.Value(new IsOfType(row, type)) : null;
        if (complex.Count(part) is { } count)
        {
            yield return JsonMember.Of(part.Property.Name + "@odata.count", $"to_json({count})::text", presence);
        }

        yield return JsonMember.Of(part.Property.Name, complex.Member(part) + "::text", presence);
    }

    // An alias is the caller's word, not an identifier of the model: a parameter like every value.
    private IEnumerable<JsonMember> Members(ComputedColumn column)
    {
        var name = context.Parameters.Of(column, "name", NpgsqlDbType.Text, () => column.Name);
        if (format.Metadata != MetadataLevel.None && column.Value.Type.Annotation(format.SchemaNamespace) is { } type)
        {
            yield return TypeMember(name, type);
        }

        yield return JsonMember.Named(name, json.Text(expressions.Value(column.Value), column.Value.Type));
    }

    // Of rows of a derived type only, where the path says so.
    private IEnumerable<JsonMember> Members(Expansion nested, Page page, EntitySetModel? set, VariableRow row)
    {
        var (name, sql) = (nested.Navigation.Name, expansions.Write(nested, page));
        var presence = nested.OnlyOf is { } type ? expressions.Value(new IsOfType(row, type))
            : nested.Navigation.Has is { } has ? expressions.Value(new PropertyValue(row, has)) : null;
        if (IsFull && set is not null)
        {
            foreach (var link in LinksOf(nested.Navigation, set, row, presence))
            {
                yield return link;
            }
        }

        if (sql.Count is not null)
        {
            yield return JsonMember.Of(name + "@odata.count", json.Text(sql.Count, TypeReference.Of(PrimitiveKind.Int64, isNullable: false)), presence);
        }

        if (sql.HasMore is not null && set is not null)
        {
            var rest = context.Parameters.Of(nested, "next", NpgsqlDbType.Text, () => $"/{name}{(nested.Kind == ExpansionKind.References ? "/$ref" : "")}?{nested.NextOptions}");
            yield return JsonMember.Of(name + "@odata.nextLink", $"to_json({links.Id(set, row.Variable)} || {rest})::text", presence is null ? sql.HasMore : $"{presence} and {sql.HasMore}");
        }

        if (sql.Json is not null)
        {
            yield return JsonMember.Of(name, sql.Json, presence);
        }
    }

    private IEnumerable<JsonMember> LinksOf(NavigationModel navigation, EntitySetModel set, VariableRow row, string? presence) =>
        new[] { ("associationLink", "/$ref"), ("navigationLink", "") }.Select(
            l => JsonMember.Of($"{navigation.Name}@odata.{l.Item1}", $"to_json({links.Id(set, row.Variable)} || {SqlNames.Constant($"/{navigation.Name}{l.Item2}")})::text", presence));

    // As for the outermost rows: full metadata of a whole row links every navigation.
    private IEnumerable<NavigationModel> OtherLinks(Expansion expansion) => IsFull && expansion is { Kind: ExpansionKind.Rows, Query.Shape: { IsEverything: true } shape }
        ? expansion.Navigation.Target.Type.Navigations.Except(shape.Expansions.Select(e => e.Navigation))
        : [];
}
