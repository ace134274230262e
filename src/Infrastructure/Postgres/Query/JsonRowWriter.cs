using System.Globalization;
using System.Text;
using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;
using NpgsqlTypes;

namespace Kawasaki.Infrastructure.Postgres.Query;

/// <summary>Writes one expanded row as JSON text.</summary>
/// <remarks>
/// Sub-selects of aliased columns, not `json_build_object`, which takes 100 arguments. What such a column cannot give (computed columns
/// under the caller's own name, nested expansions with their annotations) is spliced in before the last brace.
/// </remarks>
internal sealed class JsonRowWriter(SqlContext context, ExpressionWriter expressions, ExpansionWriter expansions, JsonValues json, ComplexWriter complex, RowFormat format)
{
    private const string TypeSuffix = "@odata.type";

    private readonly Links links = new(context, expressions, format);

    private bool IsFull => format.Metadata == MetadataLevel.Full;

    /// <summary>True when the row is nothing but columns, at least one.</summary>
    public bool IsPlain(Expansion expansion) => expansion.Kind == ExpansionKind.References
        || (expansion.Query.Shape is { Computed.Count: 0, Expansions.Count: 0, Derived.Count: 0, Parts.Count: 0 } shape
            && (shape.Properties.Count > 0 || WritesId(expansion)) && !OtherLinks(expansion).Any() && !IsOfSeveralTypes(expansion)
            && shape.Properties.All(IsColumn));

    /// <summary>The columns of a plain row, each under its published name.</summary>
    public IEnumerable<string> Columns(Expansion expansion)
    {
        var (row, set) = (new VariableRow(expansion.Query.Rows.Rows), expansion.Navigation.Target);
        if (IsFull && expansion.Kind == ExpansionKind.Rows && IsEntity(expansion) && !IsOfSeveralTypes(expansion))
        {
            yield return Constant("@odata.type", $"#{format.SchemaNamespace}.{set.Type.Name}");
        }

        if (WritesId(expansion))
        {
            yield return $"{links.Id(set, row.Variable)} as \"@odata.id\"";
        }

        if (expansion.Kind == ExpansionKind.References)
        {
            yield break;
        }

        if (format.Metadata != MetadataLevel.None && set.Writing is not null && row.Type == set.Type && context.Storage.Revision(set.Type) is { } revision)
        {
            yield return $"'\"' || {context.Row(row).Column(revision)} || '\"' as \"@odata.etag\"";
        }

        foreach (var property in expansion.Query.Shape.Properties.Where(IsColumn))
        {
            if (IsFull && property.Type.Annotation(format.SchemaNamespace) is { } type && IsIdentifier(property.Name + TypeSuffix))
            {
                yield return Constant(property.Name + TypeSuffix, type);
            }

            yield return $"{complex.Member(row, property)} as {SqlNames.Quote(property.Name)}";
        }
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

    private static string Constant(string name, string text) => $"{SqlNames.Constant(text)} as {SqlNames.Quote(name)}";

    /// <summary>Any row, of an open wrapped page.</summary>
    public string Write(Expansion expansion, Page page)
    {
        var columns = string.Join(", ", Columns(expansion));
        var splices = new StringBuilder();
        var (row, shape) = (new VariableRow(expansion.Query.Rows.Rows), expansion.Query.Shape);
        var members = new DynamicObjects(context, expressions, json);
        foreach (var property in shape.Properties.Where(p => !IsColumn(p)))
        {
            splices.Append(" || ").Append(members.Member(row, property, Annotation(expansion, property)).Json);
        }

        foreach (var derived in shape.Derived)
        {
            var condition = expressions.Value(new IsOfType(row, derived.Type));
            splices.Append(
                CultureInfo.InvariantCulture,
                $" || case when {condition} then {SqlNames.Constant($",\"{derived.Property.Name}\":")} || coalesce(to_json({complex.Member(row, derived.Property)})::text, 'null') else '' end");
        }

        foreach (var part in shape.Parts)
        {
            Splice(splices, part);
        }

        foreach (var column in shape.Computed)
        {
            Splice(splices, column);
        }

        foreach (var nested in shape.Expansions)
        {
            var own = new StringBuilder();
            Splice(own, nested, page, IsEntity(expansion) ? expansion.Navigation.Target : null, row.Variable);
            splices.Append(nested.OnlyOf is { } type ? $" || case when {expressions.Value(new IsOfType(row, type))} then ''{own} else '' end" : own.ToString());
        }

        foreach (var other in OtherLinks(expansion))
        {
            SpliceLinks(splices, other, expansion.Navigation.Target, row.Variable);
        }

        var text = Join(columns, splices);
        if (!IsOfSeveralTypes(expansion) || format.Metadata == MetadataLevel.None)
        {
            return text;
        }

        // The type goes before everything else.
        var declared = expansion.Navigation.Target.Type;
        var name = context.TypeName(context.Row(row), declared);
        name = IsFull ? $"coalesce({name}, {SqlNames.Constant(declared.Name)})" : name;
        var (start, rest) = (SqlNames.Constant($"{{\"@odata.type\":\"#{format.SchemaNamespace}."), "'\"' || case when x.j = '{}' then '' else ',' end || substr(x.j, 2)");
        return $"(select coalesce({start} || x.t || {rest}, x.j) from (select {name} as t, {text} as j) x)";
    }

    private static string Join(string columns, StringBuilder splices) => (columns.Length, splices.Length) switch
    {
        (0, 0) => "'{}'",
        // Each splice begins with a comma.
        (0, _) => $"'{{' || substr(''{splices}, 2) || '}}'",
        (_, 0) => $"(select row_to_json(r)::text from (select {columns}) r)",
        _ => $"left((select row_to_json(r)::text from (select {columns}) r), -1){splices} || '}}'",
    };

    private void Splice(StringBuilder splices, Part part)
    {
        var name = part.Property.Name;
        if (complex.Count(part) is { } count)
        {
            splices.Append(CultureInfo.InvariantCulture, $" || {SqlNames.Constant($",\"{name}@odata.count\":")} || to_json({count})::text");
        }

        splices.Append(CultureInfo.InvariantCulture, $" || {SqlNames.Constant($",\"{name}\":")} || coalesce({complex.Member(part)}::text, 'null')");
    }

    // The caller's words are never names in SQL.
    private bool IsColumn(PropertyModel property) => context.Storage.Holds(property) && IsIdentifier(property.Name);

    // A longer name would be cut, and then be another.
    private static bool IsIdentifier(string name) => Encoding.UTF8.GetByteCount(name) <= SqlNames.MaxIdentifierBytes;

    // An alias is the caller's word, not an identifier of the model: a parameter like every value.
    private void Splice(StringBuilder splices, ComputedColumn column)
    {
        var key = context.Parameters.Of(column, "name", NpgsqlDbType.Text, () => column.Name);
        if (format.Metadata != MetadataLevel.None && column.Value.Type.Annotation(format.SchemaNamespace) is { } type)
        {
            splices.Append(" || ").Append(TypeMember(key, type));
        }

        splices.Append(CultureInfo.InvariantCulture, $" || ',' || to_json({key}) || ':' || coalesce({json.Text(expressions.Value(column.Value), column.Value.Type)}, 'null')");
    }

    /// <summary>Tells the type of a member, with a comma before it.</summary>
    /// <param name="key">Name of the member, in SQL.</param>
    /// <param name="type">Its type as an annotation says it.</param>
    internal static string TypeMember(string key, string type) => $"',' || to_json({key} || '{TypeSuffix}') || {SqlNames.Constant($":\"{type}\"")}";

    // A reader finds the types of declared properties in $metadata, those of what $apply computes nowhere.
    private string? Annotation(Expansion expansion, PropertyModel property) =>
        IsFull || (format.Metadata == MetadataLevel.Minimal && expansion.Navigation.Target.Type.Properties.All(p => p.Name != property.Name))
            ? property.Type.Annotation(format.SchemaNamespace) : null;

    private void Splice(StringBuilder splices, Expansion nested, Page page, EntitySetModel? set, RowVariable row)
    {
        var (name, sql) = (nested.Navigation.Name, expansions.Write(nested, page));
        if (IsFull && set is not null)
        {
            SpliceLinks(splices, nested.Navigation, set, row);
        }

        if (sql.Count is not null)
        {
            var count = json.Text(sql.Count, TypeReference.Of(PrimitiveKind.Int64, isNullable: false));
            splices.Append(CultureInfo.InvariantCulture, $" || {SqlNames.Constant($",\"{name}@odata.count\":")} || {count}");
        }

        if (sql.HasMore is not null && set is not null)
        {
            var rest = context.Parameters.Of(nested, "next", NpgsqlDbType.Text, () => $"/{name}{(nested.Kind == ExpansionKind.References ? "/$ref" : "")}?{nested.NextOptions}");
            var link = $"{SqlNames.Constant($",\"{name}@odata.nextLink\":")} || to_json({links.Id(set, row)} || {rest})";
            splices.Append(CultureInfo.InvariantCulture, $" || case when {sql.HasMore} then {link} else '' end");
        }

        if (sql.Json is not null)
        {
            splices.Append(CultureInfo.InvariantCulture, $" || {SqlNames.Constant($",\"{name}\":")} || coalesce({sql.Json}, 'null')");
        }
    }

    private void SpliceLinks(StringBuilder splices, NavigationModel navigation, EntitySetModel set, RowVariable row)
    {
        foreach (var (kind, rest) in new[] { ("associationLink", "/$ref"), ("navigationLink", "") })
        {
            var key = SqlNames.Constant($",\"{navigation.Name}@odata.{kind}\":");
            splices.Append(CultureInfo.InvariantCulture, $" || {key} || to_json({links.Id(set, row)} || {SqlNames.Constant($"/{navigation.Name}{rest}")})");
        }
    }

    // As for the outermost rows: full metadata of a whole row links every navigation.
    private IEnumerable<NavigationModel> OtherLinks(Expansion expansion) => IsFull && expansion is { Kind: ExpansionKind.Rows, Query.Shape: { IsEverything: true } shape }
        ? expansion.Navigation.Target.Type.Navigations.Except(shape.Expansions.Select(e => e.Navigation))
        : [];
}
