using Kawasaki.Domain.Model;

namespace Kawasaki.Api.OData.Binding.Apply;

/// <summary>A column of a result with its place in the answer's objects: `kind`, or `indicator/kind`.</summary>
/// <param name="Path">Names from the row down.</param>
/// <param name="Property">The column.</param>
internal sealed record ResultColumn(IReadOnlyList<string> Path, PropertyModel Property)
{
    /// <summary>The path as text: equal for the same place.</summary>
    public string Place { get; } = string.Join('/', Path);
}

/// <summary>Makes the types of dynamic results.</summary>
internal static class ResultType
{
    private const string Name = "The result of $apply";

    private static readonly ModelText NoText = new("", "");

    /// <summary>The type of rows with these columns; columns with a path of several names become members of objects.</summary>
    /// <param name="columns">Columns, each place once.</param>
    /// <param name="key">What tells one row from another; may have columns that are not shown.</param>
    /// <param name="presence">For columns that not every row has: the Boolean column that says whether this row does.</param>
    public static StructuredTypeModel Of(
        IReadOnlyList<ResultColumn> columns, IReadOnlyList<PropertyModel> key, IReadOnlyDictionary<PropertyModel, PropertyModel>? presence = null)
    {
        var type = new StructuredTypeModel { Name = Name, IsEntity = false, Text = NoText, Presence = presence ?? StructuredTypeModel.Always };
        type.Link(Members(columns, 0), [], key);
        return type;
    }

    /// <summary>The type with one more property.</summary>
    public static StructuredTypeModel With(StructuredTypeModel type, PropertyModel added)
    {
        var wider = new StructuredTypeModel { Name = type.Name, IsEntity = type.IsEntity, IsCombination = type.IsCombination, BaseType = type, Text = type.Text, Presence = type.Presence };
        wider.Link([.. type.Properties, added], type.Navigations, type.Key);
        wider.LinkSearch(type.Searched);
        return wider;
    }

    /// <summary>An object with fewer members.</summary>
    /// <param name="property">The object.</param>
    /// <param name="members">Those of its members that stay.</param>
    public static PropertyModel Narrowed(PropertyModel property, IReadOnlyList<PropertyModel> members)
    {
        var inner = new StructuredTypeModel { Name = Name, IsEntity = false, IsSpread = true, Text = NoText };
        inner.Link(members, [], []);
        return Column(property.Name, TypeReference.Of(inner, isNullable: property.Type.IsNullable), property.Text);
    }

    /// <summary>The columns of a type, those in objects included.</summary>
    public static IEnumerable<ResultColumn> Columns(StructuredTypeModel type) => type.Properties.SelectMany(p =>
        p.Type.Structured is { IsSpread: true } inner
            ? Columns(inner).Select(c => new ResultColumn([p.Name, .. c.Path], c.Property))
            : [new ResultColumn([p.Name], p)]);

    /// <summary>Columns that are not shown: parts of the key and marks of presence.</summary>
    public static IEnumerable<PropertyModel> Hidden(StructuredTypeModel type) =>
        type.Key.Concat(type.Presence.Values).Except(Columns(type).Select(c => c.Property)).Distinct();

    /// <summary>A new column.</summary>
    public static PropertyModel Column(string name, TypeReference type, ModelText? text = null) => new() { Name = name, Type = type, Text = text ?? NoText };

    private static PropertyModel[] Members(IReadOnlyList<ResultColumn> columns, int level) =>
        [.. columns.GroupBy(c => c.Path[level], StringComparer.Ordinal).Select(g => Member(g.Key, [.. g], level))];

    private static PropertyModel Member(string name, IReadOnlyList<ResultColumn> columns, int level)
    {
        if (columns is [{ Path: var path, Property: var property }] && path.Count == level + 1)
        {
            return property;
        }

        var inner = new StructuredTypeModel { Name = Name, IsEntity = false, IsSpread = true, Text = NoText };
        inner.Link(Members(columns, level + 1), [], []);
        return Column(name, TypeReference.Of(inner, isNullable: false));
    }
}
