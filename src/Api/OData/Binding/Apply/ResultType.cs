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
    /// <param name="navigations">Navigations that start at columns of these rows.</param>
    /// <param name="exists">For objects that may be null: the Boolean column that says whether the object of that place is there.</param>
    public static StructuredTypeModel Of(
        IReadOnlyList<ResultColumn> columns, IReadOnlyList<PropertyModel> key, IReadOnlyDictionary<PropertyModel, PropertyModel>? presence = null,
        IReadOnlyList<NavigationModel>? navigations = null, IReadOnlyDictionary<string, PropertyModel>? exists = null)
    {
        var type = new StructuredTypeModel { Name = Name, IsEntity = false, Text = NoText, Presence = presence ?? StructuredTypeModel.Always };
        type.Link(Members(columns, 0, exists ?? Anywhere), navigations ?? [], key);
        return type;
    }

    /// <summary>The type with one more property.</summary>
    public static StructuredTypeModel With(StructuredTypeModel type, PropertyModel added) => With(type, [added], [], type.Key);

    /// <summary>The type with more members.</summary>
    /// <param name="type">The type.</param>
    /// <param name="properties">Further properties.</param>
    /// <param name="navigations">Further navigations.</param>
    /// <param name="key">What tells one of the wider rows from another.</param>
    /// <param name="presence">Marks of columns that not every row has; null for those of the type.</param>
    public static StructuredTypeModel With(
        StructuredTypeModel type, IReadOnlyList<PropertyModel> properties, IReadOnlyList<NavigationModel> navigations, IReadOnlyList<PropertyModel> key,
        IReadOnlyDictionary<PropertyModel, PropertyModel>? presence = null)
    {
        var wider = new StructuredTypeModel
        {
            Name = type.Name,
            IsEntity = type.IsEntity,
            IsCombination = type.IsCombination,
            BaseType = type,
            Widens = type,
            Text = type.Text,
            Presence = presence ?? type.Presence,
        };
        wider.Link([.. type.Properties, .. properties], [.. type.Navigations, .. navigations], key);
        wider.LinkSearch(type.Searched);
        return wider;
    }

    /// <summary>A derived type with what steps have added to rows of its base type.</summary>
    /// <param name="derived">A type of the model that derives from the declared type of <paramref name="rows"/>.</param>
    /// <param name="rows">The type of the rows that are cast.</param>
    public static StructuredTypeModel As(StructuredTypeModel derived, StructuredTypeModel rows) => ReferenceEquals(rows, rows.Declared) ? derived
        : With(
            derived, [.. rows.Properties.Except(rows.Declared.Properties)], [.. rows.Navigations.Except(rows.Declared.Navigations)],
            [.. derived.Key, .. rows.Key.Except(rows.Declared.Key)], rows.Presence);

    /// <summary>An object whose members are columns of the row.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="columns">Its members, with their paths inside of it.</param>
    /// <param name="exists">The column that is true where the object is there; null where it always is.</param>
    public static PropertyModel Object(string name, IReadOnlyList<ResultColumn> columns, PropertyModel? exists)
    {
        var inner = new StructuredTypeModel { Name = Name, IsEntity = false, IsSpread = true, Exists = exists, Text = NoText };
        inner.Link(Members(columns, 0, Anywhere), [], []);
        return Column(name, TypeReference.Of(inner, isNullable: exists is not null));
    }

    /// <summary>An object with fewer members.</summary>
    /// <param name="property">The object.</param>
    /// <param name="members">Those of its members that stay.</param>
    public static PropertyModel Narrowed(PropertyModel property, IReadOnlyList<PropertyModel> members)
    {
        var inner = new StructuredTypeModel { Name = Name, IsEntity = false, IsSpread = true, Exists = property.Type.Structured?.Exists, Text = NoText };
        inner.Link(members, [], []);
        return Column(property.Name, TypeReference.Of(inner, isNullable: property.Type.IsNullable), property.Text);
    }

    /// <summary>The columns of a type, those in objects included.</summary>
    public static IEnumerable<ResultColumn> Columns(StructuredTypeModel type) => type.Properties.SelectMany(p =>
        p.Type.Structured is { IsSpread: true } inner
            ? Columns(inner).Select(c => new ResultColumn([p.Name, .. c.Path], c.Property))
            : [new ResultColumn([p.Name], p)]);

    /// <summary>Columns that are not shown: parts of the key, marks of presence, what navigations start at.</summary>
    public static IEnumerable<PropertyModel> Hidden(StructuredTypeModel type) =>
        type.Key.Concat(type.Presence.Values).Concat(Existences(type).Values).Concat(type.Navigations.SelectMany(Columns)).Except(Columns(type).Select(c => c.Property)).Distinct();

    /// <summary>For objects that may be null, by their place: the column that says whether they are there.</summary>
    /// <param name="type">Type of the rows.</param>
    public static Dictionary<string, PropertyModel> Existences(StructuredTypeModel type) =>
        type.Properties.Where(p => p.Type.Structured is { IsSpread: true }).SelectMany(p => Existences(p, p.Name)).ToDictionary(StringComparer.Ordinal);

    private static IEnumerable<KeyValuePair<string, PropertyModel>> Existences(PropertyModel property, string place)
    {
        var type = property.Type.Structured!;
        var inside = type.Properties.Where(p => p.Type.Structured is { IsSpread: true }).SelectMany(p => Existences(p, $"{place}/{p.Name}"));
        return type.Exists is { } exists ? inside.Prepend(KeyValuePair.Create(place, exists)) : inside;
    }

    // Of a navigation of the model the storage knows them.
    private static IEnumerable<PropertyModel> Columns(NavigationModel navigation) => navigation.Has is { } has ? navigation.Beside.Values.Prepend(has) : navigation.Beside.Values;

    /// <summary>A new column.</summary>
    public static PropertyModel Column(string name, TypeReference type, ModelText? text = null) => new() { Name = name, Type = type, Text = text ?? NoText };

    private static PropertyModel[] Members(IReadOnlyList<ResultColumn> columns, int level, IReadOnlyDictionary<string, PropertyModel> exists) =>
        [.. columns.GroupBy(c => c.Path[level], StringComparer.Ordinal).Select(g => Member(g.Key, [.. g], level, exists))];

    private static PropertyModel Member(string name, IReadOnlyList<ResultColumn> columns, int level, IReadOnlyDictionary<string, PropertyModel> exists)
    {
        if (columns is [{ Path: var path, Property: var property }] && path.Count == level + 1)
        {
            return property;
        }

        var mark = exists.GetValueOrDefault(string.Join('/', columns[0].Path.Take(level + 1)));
        var inner = new StructuredTypeModel { Name = Name, IsEntity = false, IsSpread = true, Exists = mark, Text = NoText };
        inner.Link(Members(columns, level + 1, exists), [], []);
        return Column(name, TypeReference.Of(inner, isNullable: mark is not null));
    }

    private static Dictionary<string, PropertyModel> Anywhere { get; } = [];
}
